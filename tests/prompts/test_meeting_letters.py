"""A letter about a meeting stays true once the meeting has begun, and as its reader tells of one action after the other."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.actions import ActionLine
from bot.domain.states import ActionStatus, MeetingState
from prompts import meeting_letters
from tests.prompts.samples import NOW, line, told_of_meeting
from tests.scene import plain

OPEN = line("Ask Mo")
PARTLY = line("Ask Mo", ActionStatus.PARTLY, told=True)
DONE = line("Ask Mo", ActionStatus.DONE, told=True)


def read(*lines: ActionLine, state: MeetingState = MeetingState.PLANNED, **more: Any) -> str:
    """All that the part says, in one go."""
    return str(meeting_letters.meeting(told_of_meeting("", lines, state, **more)).blocks)


def test_a_meeting_that_runs_is_not_told_of_as_if_it_were_over_or_ahead() -> None:
    for state in (MeetingState.RUNNING, MeetingState.PAUSED):
        assert "has begun." in read(state=state)
        assert "opens" not in read(OPEN, PARTLY, state=state)


def test_once_a_meeting_is_over_its_letter_says_so_and_asks_about_nothing() -> None:
    told = read(OPEN, DONE, state=MeetingState.CLOSED)
    assert "is over." in told
    assert "has begun" not in told
    assert "Ask Mo" not in told


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.RUNNING, MeetingState.CLOSED])
def test_a_meeting_that_was_moved_is_told_of_with_its_date_of_now(state: MeetingState) -> None:
    """Also once it has begun then: on the date that was told nothing has."""
    told = plain(read(OPEN, state=state, moved_to=NOW + timedelta(days=7)))
    assert "That meeting was moved to Tue 1 Dec 2026, 14:08 (Europe/London)." in told
    assert "has begun" not in told
    assert "Ask Mo" not in told


def test_a_meeting_that_is_not_held_is_told_to_be_off() -> None:
    for state in (MeetingState.CANCELLED, MeetingState.MISSED):
        assert "That meeting is off." in read(OPEN, state=state)


def test_what_was_told_is_not_counted_as_still_open() -> None:
    assert "2 things you took on are still open:" in read(OPEN, OPEN, again=True)
    assert "2 things you took on:" in read(PARTLY, DONE, again=True)


def test_what_there_is_to_do_follows_from_what_was_told() -> None:
    assert "what the meeting will open with" in read(OPEN)
    assert "You can still tell the set." in read(OPEN, state=MeetingState.RUNNING)
    assert "nothing more to do." in read(PARTLY, state=MeetingState.RUNNING)
