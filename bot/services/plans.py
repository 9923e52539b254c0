"""The dates of a set's meetings: the next one moved, fixed where it is missing, or known to be none."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.askers import Asker
from bot.domain.calendars import instant
from bot.domain.errors import Refused
from bot.domain.outgoing import Later, Says
from bot.domain.states import MeetingState
from bot.services import lining
from bot.services.meetings import extra_meeting
from bot.services.work import Room, Service
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


class Plans(Service):
    """A date is wall time in the set's zone. Any member may fix it: the host is only the one who is asked."""

    def upcoming(self, asker: Asker) -> NextDate:
        """What the form of the next date begins with."""
        with self._enter(asker.without_deliveries()) as room:
            planned = meetings.next_planned(room.work.db, room.set.id)
            at = room.set.at
            if planned is None:
                return NextDate(None, at, room.set.zone)
            local = lining.local(planned.planned_at, room.set.zone)
            return NextDate(local.date(), local.time().replace(second=0, microsecond=0), room.set.zone)

    def fix(self, asker: Asker, day: date, at: time) -> Moved:
        """Give the next meeting that date; where none is planned one more is. Raises Refused for a date that is past."""
        with self._enter(asker) as room:
            moment = instant(day, at, room.set.zone)
            if moment <= room.work.now:
                raise Refused("That is in the past: choose a later date or time.", "day")
            planned = meetings.next_planned(room.work.db, room.set.id) or extra_meeting(room, moment)
            _must_come_before_the_rest(room, planned, moment)
            planned.planned_at = moment
            room.work.db.flush()
            _show(room, planned)
            return Moved(planned.number, moment, room.set.zone)


def _must_come_before_the_rest(room: Room, planned: Meeting, moment: datetime) -> None:
    later = [one for one in meetings.of_set(room.work.db, room.set.id) if one.number > planned.number]
    if later and later[0].planned_at <= moment:
        raise Refused(f"Meeting {later[0].number} would come before it: choose an earlier date.", "day")


def _show(room: Room, planned: Meeting) -> None:
    """Whatever shows the date is drawn anew, and what depends on it is planned anew."""
    work = room.work
    work.later(Later.MEETING_DUE, planned.id, planned.planned_at, room.set.id)
    work.never(Later.MEETING_UNSTARTED, planned.id)
    work.redraw(Says.CHARTER, room.set.id)
    work.redraw(Says.AGENDA, planned.id)
    lining.plan_report_backs(room)
    running = meetings.open_of(work.db, room.set.id)
    if running is not None and running.state in {MeetingState.RUNNING, MeetingState.PAUSED}:
        work.redraw(Says.STEP_CARD, *[step.id for step in meetings.steps(work.db, running.id)][-1:])
