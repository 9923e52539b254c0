"""What shows a set's next date, and follows where the plan has changed: a closing, and the host who was asked for one."""

from bot.domain.meeting.people_events import DateFixed
from bot.domain.notice_subjects import asked_for_a_date
from bot.domain.step_kinds import StepKind
from bot.services.locked_meeting import LockedMeeting, find_meeting
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from storage import meetings


def showing_next_date(locked: LockedSet) -> LockedMeeting | None:
    """The open meeting, or the last that has closed: its card shows the next date. To be asked before the plan changes."""
    last = None if (found := find_meeting(locked)) else meetings.last_closed(locked.work.db, locked.set.id)
    return find_meeting(locked, last.id) if last is not None else found


def follow(locked: LockedSet, shown: LockedMeeting | None) -> bool:
    """The plan has changed: people are asked at other times, and a closing shows the date, which is told by True."""
    if shown is None:
        return False
    m = shown.value
    coming = next_meeting(locked)
    shown.happens(DateFixed(next_meeting=(coming.meeting.at,) if coming is not None else ()))
    if coming is not None:
        locked.work.settle(asked_for_a_date(m.number))
    return m.step.kind is StepKind.CLOSING and m.step.is_open
