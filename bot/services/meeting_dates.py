"""The dates of a set's meetings: the next one moved, fixed where it is missing, or known to be none."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.askers import Asker
from bot.domain.calendars import instant, local
from bot.domain.errors import Refused
from bot.domain.message_and_timer_kinds import Says
from bot.domain.plan_changes import Change, PlanChange
from bot.domain.refusals import Refusal
from bot.domain.states import MeetingState
from bot.services import plan_news
from bot.services.hosts import ask_where_undated
from bot.services.locked_set import LockedSet
from bot.services.next_dates import follow, showing_next_date
from bot.services.planned_meetings import add_one, move, next_meeting, row_of_next, skip
from bot.services.service import Service
from storage import meetings
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
        with self._enter(asker.without_deliveries(), self._set_of(asker, meeting_id)) as locked:
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
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            moment = instant(day, at, locked.set.zone)
            if moment <= locked.work.now:
                raise Refused(Refusal.PAST_MOMENT, "day")
            known, shown = _meant(locked, meeting_id), showing_next_date(locked)
            if known is not None and (same := _planned_at(locked, known, moment)) is not None:
                skip(locked, known)
                _say_skipped(locked, known)
                return Moved(same.number, moment, locked.set.zone)
            planned = known or add_one(locked, moment)
            if known is None or not _was_missed(locked, known):
                _must_come_before_the_rest(locked, planned, moment)
            if known is None or known.planned_at != moment:
                told = _told(locked, planned, moment, is_new=known is None)
                move(locked, planned, moment)
                if not follow(locked, shown) or known is not None:
                    plan_news.tell(locked, told)
            return Moved(planned.number, moment, locked.set.zone)

    def skip(self, asker: Asker, meeting_id: str) -> NextDate:
        """A meeting whose time is past is not held: the next one stands, or is to be fixed. Refused for one that is clear."""
        with self._enter(asker, self._set_of(asker, meeting_id)) as locked:
            known = _meant(locked, meeting_id)
            if known is None or known.planned_at > locked.work.now:
                raise Refused(Refusal.STILL_TO_COME)
            skip(locked, known)
            ask_where_undated(locked)
            _say_skipped(locked, known)
            coming = next_meeting(locked)
            at = local(coming.meeting.at, locked.set.zone) if coming is not None else None
            return NextDate(at.date() if at else None, at.time() if at else locked.set.at, locked.set.zone)

    def _set_of(self, asker: Asker, meeting_id: str) -> int | None:
        """The set of a meeting that a button names, wherever it was pressed."""
        with self._resources.database.look() as db:
            named = meetings.by_public_id(db, asker.workspace, meeting_id) if meeting_id else None
            return named.set_id if named is not None else None


def _told(locked: LockedSet, planned: Meeting, moment: datetime, *, is_new: bool) -> PlanChange:
    """What is told of it in the channel; a closing that is open shows a date that was missing itself."""
    by, what = plan_news.who(locked), Change.FIXED if is_new else Change.MOVED
    return PlanChange(what, by, planned.id, planned.number, at=moment, was=None if is_new else planned.planned_at)


def _was_missed(locked: LockedSet, meeting: Meeting) -> bool:
    return meeting.planned_at <= locked.work.now


def _planned_at(locked: LockedSet, missed: Meeting, moment: datetime) -> Meeting | None:
    """The meeting that is planned for that moment already, to which one that was missed is put off."""
    if not _was_missed(locked, missed):
        return None
    others = (row for row in locked.ahead if row is not missed and row.state is MeetingState.PLANNED)
    return next((row for row in others if row.planned_at == moment), None)


def _say_skipped(locked: LockedSet, skipped: Meeting) -> None:
    """In the channel: by whom, which one, and when the set meets next."""
    by, coming = locked.me.person if locked.me else locked.adviser, next_meeting(locked)
    facts = {
        "name": "skipped",
        "by": by.user if by else "",
        "at": skipped.planned_at.timestamp(),
        "zone": locked.set.zone,
    }
    facts |= {"next_at": coming.meeting.at.timestamp()} if coming is not None else {}
    locked.work.say(locked.channel, Says.NOTICE, f"skipped:{skipped.id}", set_id=locked.set.id, facts=facts)


def _meant(locked: LockedSet, meeting_id: str) -> Meeting | None:
    """The meeting of that id; without one the next, or where all dates are past the last that was not held."""
    if not meeting_id:
        missed = [row for row in locked.ahead if row.state is MeetingState.PLANNED]
        return row_of_next(locked) or next(reversed(missed), None)
    named = next((row for row in locked.ahead if row.public_id == meeting_id), None)
    if named is None or named.state is not MeetingState.PLANNED:
        raise Refused(Refusal.DATE_STANDS, "day")
    return named


def _must_come_before_the_rest(locked: LockedSet, planned: Meeting, moment: datetime) -> None:
    later = next((row for row in locked.ahead if row.number > planned.number), None)
    if later is not None and later.planned_at <= moment:
        raise Refused(Refusal.AFTER_A_LATER_MEETING, "day", number=later.number)
