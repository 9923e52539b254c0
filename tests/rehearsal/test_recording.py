"""What was played is written so that it can be played again."""

from dataclasses import replace

import pytest

from rehearsal import scripts
from rehearsal.recording import written
from rehearsal.script_items import (
    Adds,
    Cancels,
    Cast,
    Fills,
    Item,
    JoinsOrLeaves,
    Moves,
    Note,
    OpensHome,
    Presses,
    Reacts,
    Says,
    Sees,
    Stands,
    Talk,
    Uses,
)
from rehearsal.scripts import MAIN_SCRIPT

HOSTILE = "no: [*a] {b} 'c' \"d\" # e\n\n  f: >- |"


def without_lines(items: tuple[Item, ...]) -> list[Item]:
    return [replace(item, line=0) for item in items]


@pytest.mark.parametrize(
    "item",
    [
        pytest.param(Note(0, "Now"), id="a note"),
        pytest.param(Talk(0, "thread"), id="a place"),
        pytest.param(Says(0, "ana", HOSTILE), id="talk that looks like YAML"),
        pytest.param(Says(0, "ben", "yes"), id="a word that YAML has its own mind about"),
        pytest.param(Presses(0, "ana", "Done"), id="a button"),
        pytest.param(Presses(0, "ana", "Done", "Report", "Ask Mo?"), id="one of several"),
        pytest.param(Fills(0, "dan", {"By when?": "31 Feb", "With": ("ben", "eva"), "First": ""}), id="a form"),
        pytest.param(Fills(0, "dan", {"By when?": "31 Feb"}, "there is no 31 February"), id="a form refused"),
        pytest.param(Fills(0, "dan", {}), id="a form sent as it was"),
        pytest.param(Cancels(0, "dan"), id="a form put away"),
        pytest.param(Uses(0, "eva", "Park this question", "Who?"), id="a shortcut"),
        pytest.param(OpensHome(0, "eva"), id="a home tab"),
        pytest.param(Moves(0, "+3d"), id="the clock"),
        pytest.param(Sees(0, "went", "ben", "dm"), id="seen"),
        pytest.param(Sees(0, "went", there=False), id="not seen"),
        pytest.param(Says(0, "ana", "Who?", "90s"), id="talk that arrives late"),
        pytest.param(Presses(0, "ana", "Done", "Report", old=True), id="a button of before"),
        pytest.param(Reacts(0, "eva", "tada", "Who?"), id="an emoji"),
        pytest.param(Reacts(0, "eva", "👍"), id="an emoji on the newest"),
        pytest.param(JoinsOrLeaves(0, "eva", joins=False), id="leaving"),
        pytest.param(Adds(0, Cast("gita", "Gita", "Europe/Sofia", guest=True)), id="somebody new"),
        pytest.param(Stands(0, "went"), id="standing"),
        pytest.param(Stands(0, "went", "ben", "dm", False), id="standing nowhere"),
        pytest.param(Stands(0, "went", "", "channel", True, 2, ("Go?", "yes")), id="how often, with what buttons"),
        pytest.param(Stands(0, "went", buttons=()), id="without a button"),
    ],
)
def test_an_item_reads_as_it_was_written(item: Item) -> None:
    again = scripts.read(written(scripts.read("play: []"), [item]))
    assert without_lines(again.items) == [item]


def test_a_whole_script_stays_what_it_is() -> None:
    script = scripts.load(MAIN_SCRIPT)
    again = scripts.read(written(script, script.items))
    assert replace(again, items=()) == replace(script, items=())
    assert without_lines(again.items) == without_lines(script.items)
