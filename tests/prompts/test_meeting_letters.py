"""A letter about a meeting stays true once the meeting has begun, and as its reader tells of one action after the other."""

from typing import Any

from bot.domain.actions import ActionLine
from bot.domain.states import ActionStatus, MeetingState
from prompts import meeting_letters
from tests.prompts.samples import line, told_of_meeting

OPEN = line("Ask Mo")
PARTLY = line("Ask Mo", ActionStatus.PARTLY, told=True)
DONE = line("Ask Mo", ActionStatus.DONE, told=True)


def read(*lines: ActionLine, state: MeetingState = MeetingState.PLANNED, **more: Any) -> str:
    """All that the part says, in one go."""
    return str(meeting_letters.meeting(told_of_meeting("", lines, state, **more)).blocks)


def test_a_meeting_that_runs_is_not_told_of_as_if_it_were_over_or_ahead() -> None:
    for state in (MeetingState.RUNNING, MeetingState.PAUSED, MeetingState.CLOSED):
        assert "has begun." in read(state=state)
        assert "opens" not in read(OPEN, PARTLY, state=state)


def test_what_was_told_is_not_counted_as_still_open() -> None:
    assert "2 things you took on are still open:" in read(OPEN, OPEN, again=True)
    assert "2 things you took on:" in read(PARTLY, DONE, again=True)


def test_what_there_is_to_do_follows_from_what_was_told() -> None:
    assert "what the meeting will open with" in read(OPEN)
    assert "You can still tell the set." in read(OPEN, state=MeetingState.RUNNING)
    assert "nothing more to do." in read(PARTLY, state=MeetingState.RUNNING)
