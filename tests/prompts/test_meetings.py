"""The agenda and the end of a time-box say where a meeting is and who does what next."""

import pytest

from bot.domain.formats import StepKind
from bot.domain.meetings import TimeUp
from bot.domain.states import MeetingState
from prompts import meetings
from tests.prompts.samples import NOW, agenda, labels


@pytest.mark.parametrize(
    ("state", "offered", "next_words"),
    [
        pytest.param(MeetingState.PLANNED, ["Start"], "Any of you presses *Start*", id="planned"),
        pytest.param(MeetingState.RUNNING, ["I'm here", "Pause", "Switch to spoken"], "*I'm here* works all meeting.", id="running"),
        pytest.param(MeetingState.PAUSED, ["Resume"], "until one of you presses *Resume*", id="paused"),
        pytest.param(MeetingState.CLOSED, [], "This meeting is closed.", id="closed"),
    ],
)
def test_the_agenda_offers_what_can_be_done(state: MeetingState, offered: list[str], next_words: str) -> None:
    message = meetings.agenda(agenda("Heads", state))
    assert labels(message) == offered
    assert next_words in message["text"]


def test_no_mark_on_the_agenda_stands_without_a_word() -> None:
    text = meetings.agenda(agenda("Heads", MeetingState.RUNNING))["text"]
    assert "✓ Opening: over" in text
    assert "● *Bids*: now, until <!date^" in text
    assert "○ Slot 1, <@UOURS>: 40 minutes" in text
    assert "○ Slot 2: 40 minutes" in text


def test_time_that_is_up_asks_and_says_when_the_bot_moves_on() -> None:
    message = meetings.time_up(TimeUp("st1", StepKind.CLARIFY, NOW, True))
    assert labels(message) == ["Next", "+5 minutes"]
    assert "I move on at <!date^" in message["text"]


def test_an_open_turn_is_never_ended_by_time() -> None:
    message = meetings.time_up(TimeUp("st1", StepKind.QUESTION, None, True))
    assert "The turn that is open may finish" in message["text"]
    assert "I move on at" not in message["text"]
