"""Actions are repeated back in full, and what is missing is asked for without losing a word."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot.domain.actions import MOST_LISTED, Committed, Listing
from prompts import actions
from tests.prompts.samples import NOW, labels, line

CALL_MO = line("Call Mo")
FRIDAY = date(2026, 11, 13)
MONDAY = date(2026, 11, 9)


def test_a_date_is_repeated_in_full() -> None:
    said = actions.committed_privately(Committed(CALL_MO, in_slot=False, next_meeting=NOW))["text"]
    assert "Noted: Call Mo · by Fri 27 Nov 2026, end of day, Europe/London · first step: Call Mo." in said
    assert "The set will see it when the next meeting opens." in said


@pytest.mark.parametrize(
    ("next_meeting", "sentence"),
    [
        pytest.param(NOW, "so it's due at the next meeting: <!date^", id="planned"),
        pytest.param(None, "so it's due at the next meeting, which has no date yet.", id="not planned"),
    ],
)
def test_an_action_without_a_date_falls_due_at_the_next_meeting(next_meeting: datetime | None, sentence: str) -> None:
    undated = replace(CALL_MO, due_on=None, due_zone=None)
    assert sentence in actions.committed_privately(Committed(undated, True, next_meeting))["text"]


def test_whoever_said_at_the_next_meeting_has_given_a_date() -> None:
    undated = replace(CALL_MO, due_on=None, due_zone=None, first_step="")
    said = actions.committed_privately(Committed(undated, True, NOW, at_meeting=True))["text"]
    assert "It's due at the next meeting: <!date^" in said
    assert "Want to add a first step?" in said


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"first_step": " "}, "a first step", id="the first step"),
        pytest.param({"due_on": None, "due_zone": None}, "a date", id="the date"),
        pytest.param({"due_on": None, "due_zone": None, "first_step": ""}, "a date and a first step", id="both"),
    ],
)
def test_a_slot_asks_only_for_what_is_missing(missing: dict[str, Any], asked: str | None) -> None:
    line = replace(CALL_MO, **missing)
    said = actions.committed_privately(Committed(line, in_slot=True, next_meeting=NOW))["text"]
    assert ("Want to add" in said) == (asked is not None)
    assert asked is None or f"Want to add {asked}? Press *Change it*." in said
    assert "Want to add" not in actions.committed_privately(Committed(line, False, NOW))["text"]


def test_a_doubtful_date_keeps_the_words_on_the_buttons() -> None:
    typed = "Call Mo & Ben by next week " + "x" * 3000
    said = actions.doubtful("There is no 31 February.", "Call Mo & Ben " + "x" * 3000, (FRIDAY, MONDAY), typed)
    assert said["text"].startswith("Not saved yet. There is no 31 February.")
    assert labels(said) == ["Fri 13 Nov 2026", "Mon 9 Nov 2026", "Another day", "No date"]
    buttons = said["blocks"][-1]["elements"]
    assert [one["action_id"] for one in buttons[:2]] == ["action_on:2026-11-13", "action_on:2026-11-09"]
    assert {one["value"][:16] for one in buttons[:3]} == {"Call Mo & Ben xx"}
    assert buttons[3]["value"].startswith("Call Mo & Ben by next week")
    assert max(len(one["value"]) for one in buttons) <= 1900


def test_at_most_four_days_are_offered() -> None:
    days = [date(2026, 11, day) for day in range(9, 16)]
    assert labels(actions.doubtful("That could be many days.", "Call Mo", days))[4:] == ["Another day"]


def test_a_day_that_nothing_is_promised_for_is_not_offered() -> None:
    assert labels(actions.doubtful("There is no 31 February.", "", (FRIDAY,))) == ["Another day"]


def test_the_form_of_an_action_is_filled_in_and_says_what_was_wrong() -> None:
    form = actions.form("Call Mo", "31 Feb", "Find the number", "a1", "There is no 31 February.")
    assert form["private_metadata"] == "1|action|a1"
    filled = [block["element"]["initial_value"] for block in form["blocks"] if block["type"] == "input"]
    assert filled == ["Call Mo", "31 Feb", "Find the number"]
    assert "There is no 31 February." in form["blocks"][0]["text"]["text"]


def test_a_new_form_remembers_what_it_is_about() -> None:
    assert actions.form(about="1|step|st1")["private_metadata"] == "1|step|st1"


def test_a_long_list_says_how_much_is_left_out() -> None:
    listed = tuple(replace(line("x"), action_id=f"a{number}") for number in range(MOST_LISTED))
    text = actions.listing(Listing(listed, 23))["text"]
    assert "You have 23 open actions." in text
    assert "20. x" in text
    assert "And 3 more, which" in text


def test_editing_never_shortens_an_action_that_was_kept_whole() -> None:
    kept = "w" * 2000
    assert actions.form(kept, action_id="a1")["blocks"][0]["element"]["initial_value"] == kept
