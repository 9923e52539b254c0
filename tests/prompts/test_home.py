"""The Home tab shows what is one's own, and a friendly word where there is nothing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain.actions import ActionLine, Listing
from bot.domain.private_notes import PrivateNotes
from bot.domain.sets import Answer
from prompts import ids
from prompts.blocks import hint, section
from prompts.home import Home, home
from prompts.language import speaking
from rehearsal.block_limits import text_total
from tests.prompts.samples import OURS, card, labels, line

OWN = ("My record", "Calendar file", "Hints")


def test_where_there_is_no_set_it_says_how_to_get_one() -> None:
    with speaking(prefix="acme"):
        view = home("U1", ())
    assert view["type"] == "home"
    assert "You're not in an action learning set yet." in view["blocks"][0]["text"]["text"]
    assert "`/acme-set new`" in view["blocks"][1]["text"]["text"]


def test_only_ones_own_actions_are_shown_with_their_buttons() -> None:
    mine, theirs = line("Call Mo"), replace(line("Ask Ben"), owner="UOTHER", action_id="a2")
    view = home(OURS, (card("Heads", issues=(), open_actions=Listing((mine, theirs), 2)),))
    assert "Call Mo" in str(view)
    assert "Ask Ben" not in str(view)
    report = ["Done", "Partly", "Changed", "Dropped", "Not yet", "Story"]
    of_the_set = ["Raise an issue", "Add an action", "Plan", "Where the set stands", "Something is off"]
    assert labels(view) == [*OWN, *of_the_set, *report]


def test_somebody_who_has_not_agreed_is_reminded_of_the_charter() -> None:
    view = home(OURS, (card("Heads", your_answer=Answer.WAITING, open_actions=Listing(), issues=()),))
    assert "is waiting for your answer" in str(view)
    assert labels(view) == [*OWN, "Plan"], "the plan can be seen, and nothing else be done"


def pages_of(shown: Home, lines: Sequence[ActionLine]) -> list[dict[str, Any]]:
    """Every page, each drawn with the actions that it asks for."""
    pages: list[dict[str, Any]] = []
    while True:
        first, many = shown.actions_on(len(pages))
        pages.append(shown.drawn(len(pages), lines[first : first + many]))
        if "More" not in labels(pages[-1]):
            return pages


def test_six_sets_and_forty_actions_stand_there_complete_within_slacks_limits() -> None:
    lines = [
        replace(line(f"Action number {number} " + "of many words " * 18), action_id=f"a{number}")
        for number in range(40)
    ]
    cards = [
        card(f"Set {number}", open_actions=Listing(in_all=many)) for number, many in enumerate((12, 0, 9, 10, 8, 1))
    ]
    notes = PrivateNotes(notes=tuple(f"Note {number}" for number in range(10)))
    pages = pages_of(Home(OURS, cards, notes), lines)
    everything = str(pages)
    assert len(pages) > 1
    assert all(len(page["blocks"]) <= 100 and text_total(page["blocks"]) <= 13_000 for page in pages)
    assert [everything.count(f". Action number {number} of") for number in range(40)] == [1] * 40
    assert [everything.count(f"'Set {number}'") for number in range(6)] == [1] * 6
    assert [everything.count(f"Note {number}'") for number in range(10)] == [1] * 10
    assert sum(labels(page).count("Story") for page in pages) == 40
    assert "fits here" not in everything
    read_out = [
        button["accessibility_label"]
        for page in pages
        for block in page["blocks"]
        for button in block.get("elements", ())
        if button["type"] == "button" and button["text"]["text"] == "Done"
    ]
    assert len(set(read_out)) == 40, "a screen reader tells them apart"


def test_the_page_travels_in_the_buttons_and_with_the_tab() -> None:
    lines = [replace(line("x" * 300), action_id=f"a{number}") for number in range(60)]
    shown = Home(OURS, (card("Heads", open_actions=Listing(in_all=60)),))
    second = shown.drawn(1, lines)
    assert second["private_metadata"] == "1"
    turns = {one["text"]["text"]: one["value"] for one in second["blocks"][-1]["elements"]}
    assert turns == {"Back": ids.value("home", "0"), "More": ids.value("home", "2")}
    assert "Page 2 of" in str(second)
    assert shown.drawn(999, lines)["private_metadata"] == f"{len(pages_of(shown, lines)) - 1}"


def test_an_answer_has_room_above_a_full_page() -> None:
    lines = [replace(line("x" * 300), action_id=f"a{number}") for number in range(60)]
    shown = Home(OURS, (card("Heads", open_actions=Listing(in_all=60)),))
    answered = shown.drawn(0, lines, {"text": "x", "blocks": [section("Thank you."), hint("I'll show it.")]})
    assert "Thank you." in str(answered["blocks"][0])
    assert len(answered["blocks"]) <= 100
