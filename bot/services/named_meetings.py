"""The meeting that a button names, or whose step it names: a set's own, and not over."""

from bot.domain.calendars import local_day
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.domain.states import NOT_HELD
from bot.services.locked_meeting import LockedMeeting
from bot.services.locked_set import LockedSet
from storage import meetings
from storage.models import Meeting


def must_not_be_over(locked: LockedSet, meeting_id: str | None) -> Meeting | None:
    """The meeting that a button names; Refused where it has closed or was not held: old buttons answer, and change nothing."""
    meeting = meetings.by_public_id(locked.work.db, locked.work.workspace, meeting_id) if meeting_id else None
    if meeting is None:
        return None
    if meeting.set_id != locked.set.id:  # of a set that lived in this channel before, or lives in another
        raise Refused(Refusal.OTHER_MEETING)
    if meeting.closed_at is not None:
        closed = local_day(meeting.closed_at, locked.set.zone)
        raise Refused(Refusal.MEETING_CLOSED, number=meeting.number, day=closed)
    if meeting.state in NOT_HELD:
        day = local_day(meeting.planned_at, locked.set.zone)
        raise Refused(Refusal.MEETING_NOT_HELD, day=day)
    return meeting


def must_be_in(locked: LockedSet, meeting: LockedMeeting | None, step_id: str) -> None:
    """Raises Refused for a step that is not one of the open meeting's, `meeting`."""
    if meeting is not None and meeting.value.step_of(step_id) is not None:
        return
    must_not_be_over(locked, of_step(locked, step_id))
    raise Refused(Refusal.OTHER_MEETING)


def of_step(locked: LockedSet, step_id: str) -> str | None:
    """The public id of the meeting that a step belongs to, in whichever set of the workspace."""
    return meetings.of_step(locked.work.db, locked.work.workspace, step_id)
