"""Issues are raised with a word on when they come up; what is written down in a slot has a form each."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.issues import Comes, Raised
from prompts import issues
from tests.prompts.samples import labels


def test_whoever_raises_an_issue_hears_when_it_comes_up() -> None:
    raised = Raised("A merger", "i1", datetime(2026, 12, 22, 14, 0, tzinfo=UTC), "Europe/London")
    said = issues.raised(raised)
    assert said["text"].startswith("Raised: *A merger*\nIt'll wait for the next meeting, <!date^1797948000^")
    assert labels(said) == ["Add the rest", "Withdraw it"]
    assert "which has no date yet" in issues.raised(replace(raised, next_meeting=None))["text"]


@pytest.mark.parametrize(
    ("comes", "words"),
    [
        pytest.param(Comes.BIDS_NOW, "It's on the bids card now", id="while the set bids"),
        pytest.param(Comes.BIDS_TODAY, "It'll come up at the bids in this meeting", id="before the bids"),
        pytest.param(Comes.FREE_SLOT, "If there's time for another slot today", id="in a slot"),
        pytest.param(Comes.NEXT_MEETING, "It'll wait for the next meeting, which has no date yet", id="later"),
    ],
)
def test_whoever_raises_an_issue_in_a_meeting_hears_what_it_is_for(comes: Comes, words: str) -> None:
    assert words in issues.raised(Raised("A merger", "i1", None, "UTC", comes))["text"]


def test_whoever_has_not_agreed_hears_how_to() -> None:
    said = issues.raised(Raised("A merger", "i1", None, "UTC", agree_in="s1"))
    assert "You haven't agreed to the ground rules yet" in said["text"]
    assert labels(said) == ["I agree", "Add the rest", "Withdraw it"]


def test_the_form_of_an_old_issue_is_filled_in() -> None:
    form = issues.form("A merger", "It is my team", "", "Courage", 4, 3, "i1")
    elements = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    assert form["private_metadata"] == "1|issue|i1"
    assert elements["sentence"]["initial_value"] == "A merger"
    assert "initial_value" not in elements["tried"]
    assert elements["urgency"]["initial_option"]["value"] == "4"
    assert [option["value"] for option in elements["urgency"]["options"]] == ["1", "2", "3", "4", "5"]
    assert elements["challenge"]["initial_option"]["value"] == "3"
    assert len(elements["challenge"]["options"]) == 3


def test_up_to_ten_questions_are_named_by_their_askers() -> None:
    form = issues.helped_form("st1", [("t1", "U1", 1), ("t2", "U2", 1), ("t3", "U1", 2)])
    element = form["blocks"][1]["element"]
    assert element["type"] == "radio_buttons"
    assert [option["text"]["text"] for option in element["options"]] == [
        "<@U1>, question 1",
        "<@U2>, question 1",
        "<@U1>, question 2",
    ]


def test_more_than_ten_questions_are_written_out_and_chosen_by_number() -> None:
    form = issues.helped_form("st1", [(f"t{number}", f"U{number}", 1) for number in range(1, 13)])
    assert "12. <@U12>, question 1" in form["blocks"][1]["text"]["text"]
    options = form["blocks"][2]["element"]["options"]
    assert options[11]["value"] == "t12"
    assert options[11]["text"]["text"] == "Number 12"


def test_learning_is_for_oneself_unless_one_says_otherwise() -> None:
    shared = issues.learning_form("st1")["blocks"][1]["element"]
    assert shared["initial_option"]["value"] == "me"
    assert "where only you can see it" in issues.kept_learning(shared=False)["text"]
