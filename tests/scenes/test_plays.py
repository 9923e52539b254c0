"""Scenes that are scripts: each of `plays/` is played through the real bot, and holds it to what it expects to see."""

from pathlib import Path
from typing import Final

import pytest
import yaml

from rehearsal import scripts
from tests.scenes.kept_plays import ended, played
from tests.scenes.promises_of_plays import KEPT
from tests.sharing import goes_on_after

PLAYS: Final = Path(__file__).parent / "plays"


def test_every_play_stands_in_the_table_and_the_table_names_no_other() -> None:
    assert sorted(path.stem for path in PLAYS.iterdir()) == sorted(KEPT)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.promise(*kept), id=name) for name, kept in KEPT.items()]
)
async def test_a_play_sees_what_it_expects(name: str, tmp_path: Path) -> None:
    script = scripts.load(PLAYS / f"{name}.yaml")
    others_go_on = name in goes_on_after().values()
    session = (await ended(script, tmp_path)).again(tmp_path) if others_go_on else await played(script, tmp_path)
    assert session.player.done[-1] == script.items[-1]


def test_a_slot_on_a_call_takes_ten_presses() -> None:
    """Of the whole set, with eight calls and an action; *Save* in a form is none, and what time ends costs none."""
    items = yaml.safe_load((PLAYS / "ten-presses.yaml").read_text("utf-8"))["play"]
    notes = [place for place, item in enumerate(items) if "note" in item]
    presses = [what["press"] for item in items[notes[0] : notes[1]] for what in item.values() if "press" in what]
    assert presses.count("Next person") == 8 <= len(presses) <= 10
