"""The dates of a set's meetings: the next one moved, fixed where it is missing, or known to be none."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.askers import Asker
from bot.domain.calendars import instant, local
from bot.domain.errors import Refused
from bot.domain.meeting.people_events import DateFixed
from bot.domain.message_and_timer_kinds import Says
from bot.domain.notice_subjects import asked_for_a_date
from bot.domain.states import MeetingState
from bot.domain.step_kinds import StepKind
from bot.services.locked_meeting import LockedMeeting, find_meeting
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import add_one, move, row_of_next
from bot.services.reminders import plan_report_backs
from bot.services.service import Service
from storage import meeting_lookup, meetings
from storage.models import Meeting


@dataclass(frozen=True, slots=True)
class NextDate:
    """The next meeting as the form of its date begins with it: wall time in the set's zone."""

    day: date | None
    at: time
    zone: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A meeting that has a new date; `at` is UTC."""

    number: int
    at: datetime
    zone: str


class MeetingDates(Service):
    """A date is wall time in the set's zone. Any member may fix it: the host is only the one who is asked."""

    def upcoming(self, asker: Asker, meeting_id: str = "") -> NextDate:
        """What the form of a date begins with: that meeting's, or the next one's."""
        with self._enter(asker.without_deliveries()) as locked:
            planned = _meant(locked, meeting_id)
            at = locked.set.at
            if planned is None:
                return NextDate(None, at, locked.set.zone)
            begins = local(planned.planned_at, locked.set.zone)
            return NextDate(begins.date(), begins.time().replace(second=0, microsecond=0), locked.set.zone)

    def fix(self, asker: Asker, day: date, at: time, meeting_id: str = "") -> Moved:
        """Give that meeting, or the next one, this date; where none is planned one more is.

        Raises Refused for a date that is past, and for a meeting that has begun or was not held.
        """
        with self._enter(asker) as locked:
            moment = instant(day, at, locked.set.zone)
            if moment <= locked.work.now:
                raise Refused("That is in the past: choose a later date or time.", "day")
            known, shown = _meant(locked, meeting_id), find_meeting(locked) or _last_held(locked)
            planned = known or add_one(locked, moment)
            _must_come_before_the_rest(locked, planned, moment)
            if known is None or known.planned_at != moment:
                move(locked, planned, moment)
                _show(locked, planned, shown, again=known is not None)
            return Moved(planned.number, moment, locked.set.zone)


def _meant(locked: LockedSet, meeting_id: str) -> Meeting | None:
    """The meeting of that id; without one the next, or where all dates are past the last that was not held."""
    if not meeting_id:
        missed = [row for row in locked.ahead if row.state is MeetingState.PLANNED]
        return row_of_next(locked) or next(reversed(missed), None)
    named = meetings.by_public_id(locked.work.db, locked.work.workspace, meeting_id)
    if named is None or named.set_id != locked.set.id or named.state is not MeetingState.PLANNED:
        raise Refused("That meeting has begun already, or was not held: its date stays. Nothing has changed.", "day")
    return named


def _must_come_before_the_rest(locked: LockedSet, planned: Meeting, moment: datetime) -> None:
    later = meetings.next_after(locked.work.db, locked.set.id, planned.number)
    if later is not None and later.planned_at <= moment:
        raise Refused(f"Meeting {later.number} would come before it: choose an earlier date.", "day")


def _last_held(locked: LockedSet) -> LockedMeeting | None:
    """The last meeting that has closed: its closing card shows the next date as well."""
    last = meetings.last_closed(locked.work.db, locked.set.id)
    return find_meeting(locked, last.id) if last is not None else None


def _show(locked: LockedSet, planned: Meeting, shown: LockedMeeting | None, *, again: bool) -> None:
    """Everybody is told, and asked at other times; the meeting that waits for a date has one."""
    work = locked.work
    plan_report_backs(locked)
    if shown is not None:
        m = shown.value
        shown.happens(
            DateFixed(next_meeting=meeting_lookup.next_meeting(work.db, locked.set.id, work.now, locked.set.zone))
        )
        work.settle(asked_for_a_date(m.number))
        if m.step.kind is StepKind.CLOSING and m.step.is_open:
            return
    _say_so(locked, planned, again=again)


def _say_so(locked: LockedSet, planned: Meeting, *, again: bool) -> None:
    """In the channel; a closing that is open shows the date itself."""
    at, by = planned.planned_at.timestamp(), locked.me.person if locked.me else locked.adviser
    facts = {"name": "moved", "number": planned.number, "at": at, "zone": locked.set.zone, "again": again}
    facts |= {"by": by.user if by else ""}
    locked.work.say(locked.channel, Says.NOTICE, f"moved:{planned.id}:{at:.0f}", set_id=locked.set.id, facts=facts)
