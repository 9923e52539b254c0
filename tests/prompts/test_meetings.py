"""The agenda and the end of a time-box say where a meeting is and who does what next."""

from dataclasses import replace

import pytest

from bot.domain.meetings import TimeUp
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from prompts import meetings
from tests.prompts.samples import NOW, agenda, labels


@pytest.mark.parametrize(
    ("state", "offered", "next_words"),
    [
        pytest.param(
            MeetingState.PLANNED,
            ["Start", "Start spoken"],
            "Anyone can press *Start* when you're all together.",
            id="planned",
        ),
        pytest.param(
            MeetingState.RUNNING,
            ["I'm here", "Pause", "More"],
            "You can press *I'm here* at any time.",
            id="running",
        ),
        pytest.param(MeetingState.PAUSED, ["Resume", "I'm here"], "Paused. Anyone can press *Resume*.", id="paused"),
        pytest.param(MeetingState.CLOSED, [], "This meeting is closed.", id="closed"),
    ],
)
def test_the_agenda_offers_what_can_be_done(state: MeetingState, offered: list[str], next_words: str) -> None:
    message = meetings.agenda(agenda("Heads", state))
    assert labels(message) == offered
    assert next_words in message["text"]


def test_other_formats_of_a_planned_meeting_are_behind_more() -> None:
    planned = replace(agenda("Heads", MeetingState.PLANNED), formats=(("deep", "Deep, 60 minutes a slot"),))
    assert labels(meetings.agenda(planned)) == ["Start", "Start spoken", "More"]


def test_no_mark_on_the_agenda_stands_without_a_word() -> None:
    text = meetings.agenda(agenda("Heads", MeetingState.RUNNING))["text"]
    assert "✓ Done: Opening\n" in text
    assert "● *Bids*: now, until <!date^" in text
    assert "○ Slot 1, <@UOURS>: 40 minutes" in text
    assert "○ Slot 2: 40 minutes" in text


def test_the_rules_on_the_agenda_are_whole_ones() -> None:
    rules = ("We ask, we do not tell: no advice.", "We listen.", "x " * 70 + "is long.", "We are on time; always.")
    text = meetings.agenda(replace(agenda("Heads", MeetingState.RUNNING), rules=rules))["text"]
    assert "\nWe ask, we do not tell. We listen.\n" in text


def test_the_opening_card_names_who_is_here_so_the_agenda_above_it_does_not() -> None:
    gathers = replace(agenda("Heads", MeetingState.RUNNING), gathers=True, here=(), missing=(), away=())
    text = meetings.agenda(gathers)["text"]
    assert "Here:" not in text
    assert text.endswith("\nYou can press *I'm here* at any time.")


def test_nobody_is_listed_once_all_are_here() -> None:
    text = meetings.agenda(replace(agenda("Heads", MeetingState.RUNNING), missing=(), away=()))["text"]
    assert text.endswith("You're all here.")


def test_the_agenda_of_a_closed_meeting_is_two_lines() -> None:
    text = meetings.agenda(agenda("Heads", MeetingState.CLOSED))["text"]
    assert (
        text
        == "*Heads, meeting 2 of 4* · closed · typed · Heads\nThis meeting is closed. Its record is on the closing card."
    )


def test_time_that_is_up_asks_and_says_when_the_bot_moves_on() -> None:
    message = meetings.time_up(TimeUp("st1", StepKind.CLARIFY, NOW, True))
    assert labels(message) == ["Next", "+5 minutes", "A moment", "More"]
    assert "Time's up for clarifying. I'll move on at <!date^" in message["text"]


def test_outside_of_slots_the_card_of_the_step_has_what_stops_the_clock() -> None:
    assert labels(meetings.time_up(TimeUp("st1", StepKind.BIDS, NOW, True))) == ["Next", "+5 minutes"]


@pytest.mark.parametrize(
    ("dated", "offered", "words"),
    [
        pytest.param(True, ["Close", "+5 minutes"], "I'll close the meeting at <!date^", id="with a next date"),
        pytest.param(
            False,
            ["Fix the next date", "This was the last", "+5 minutes"],
            "there's no next date yet. If nobody fixes one, I'll close the meeting at <!date^",
            id="without one",
        ),
    ],
)
def test_at_the_closing_it_offers_only_what_can_be_done(dated: bool, offered: list[str], words: str) -> None:
    message = meetings.time_up(TimeUp("st1", StepKind.CLOSING, NOW, True, dated=dated))
    assert labels(message) == offered
    assert words in message["text"]


def test_an_open_turn_is_never_ended_by_time() -> None:
    message = meetings.time_up(TimeUp("st1", StepKind.QUESTION, None, True))
    assert "I'll let this turn finish" in message["text"]
    assert "I'll move on at" not in message["text"]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        pytest.param(TimeUp("st1", StepKind.CLARIFY, None, False), "Time was up; we moved on.", id="moved on"),
        pytest.param(
            TimeUp("st1", StepKind.CLARIFY, None, False, extended=True), "we took a little longer.", id="extended"
        ),
        pytest.param(TimeUp("st1", StepKind.CLOSING, None, False), "the meeting is closed.", id="closed"),
    ],
)
def test_afterwards_it_is_said_what_came_of_it(shown: TimeUp, words: str) -> None:
    assert words in meetings.time_up(shown)["text"]


@pytest.mark.parametrize(("spoken", "other"), [(False, "spoken"), (True, "typed")])
def test_beside_start_stands_the_other_way_of_meeting(spoken: bool, other: str) -> None:
    formats = (("classic", "Classic"), ("deep", "Deep"))
    message = meetings.agenda(replace(agenda("Heads", MeetingState.PLANNED), spoken=spoken, formats=formats))
    start, otherwise, more = message["blocks"][-1]["elements"]
    assert (start["text"]["text"], start["style"]) == ("Start", "primary")
    assert (otherwise["text"]["text"], otherwise["value"]) == (f"Start {other}", f"1|{other}|m1")
    assert more["text"]["text"] == "More"


def test_a_facilitator_is_named_first_of_those_who_can_start() -> None:
    text = meetings.agenda(replace(agenda("Heads", MeetingState.PLANNED), adviser="U9"))["text"]
    assert text.endswith("<@U9>, or anyone else, can press *Start* when you're all together. The clock starts then.")
