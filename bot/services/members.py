"""Members: away for a while, back, or leaving for good."""

from datetime import date

from bot.domain.askers import Asker
from bot.domain.calendars import OnDay, local_day
from bot.domain.dates import read_day
from bot.domain.errors import Refused
from bot.domain.outgoing import Says
from bot.domain.states import OPEN_TURNS, IssueState, TurnState
from bot.services import calls, course, lining
from bot.services.floor import Floor
from bot.services.work import Room, Service
from storage import issues, meetings
from storage import members as rows


class Members(Service):
    """Whoever is away is not called, not waited for and not asked to report back; whoever left is gone from the set."""

    def away(self, asker: Asker, until: str) -> date:
        """Be away up to and including a day, read in the person's own zone; returns it."""
        with self._enter(asker) as room:
            due = read_day(until, now=room.work.now, zone=room.zone_of(room.member.person), field="until")
            if not isinstance(due, OnDay):
                raise Refused("Say a day, as in `/set away until 3 Dec`.")
            room.member.member.away_until = due.day
            _go_away(room, due.day)
            _redraw(room)
            return due.day

    def back(self, asker: Asker) -> None:
        """Be there again, earlier than said or as said."""
        with self._enter(asker) as room:
            room.member.member.away_until = None
            lining.plan_report_backs(room, only=room.member.member.id)
            _redraw(room)

    def leave(self, asker: Asker) -> str:
        """Leave the set: what is only one's own is deleted. Returns the set's name."""
        with self._enter(asker) as room:
            me = room.member
            if len(room.roster) == 1:
                raise Refused("You are the last member of this set. Add somebody first, or leave it as it is.")
            _leave_the_meeting(room)
            for issue in issues.waiting(room.work.db, room.set.id):
                if issue.member_id == me.member.id:
                    issue.state = IssueState.WITHDRAWN
            rows.forget(room.work.db, me.member)
            me.member.left_at = room.work.now
            if room.set.host_id == me.person.id:
                room.set.host_id = next(one.person.id for one in room.roster if one is not me)
            _redraw(room)
            _go_on_without(room)
            return room.set.name


def _go_away(room: Room, until: date) -> None:
    """From now on nobody waits for them; a presenter keeps their slot until it ends."""
    floor = _open_floor(room)
    if floor is None or until < local_day(room.work.now, room.set.zone) or floor.presenter is room.me:
        return
    _no_longer_here(floor)
    course.somebody_came(floor)


def _leave_the_meeting(room: Room) -> None:
    """A slot of theirs ends; an open turn of theirs is passed on; they are not waited for."""
    floor = _open_floor(room)
    if floor is None:
        return
    presents = floor.presenter is room.me
    _no_longer_here(floor)
    if presents:
        slot = floor.agenda[floor.step.position].slot
        course.skip_to(floor, lambda planned: planned.slot != slot)


def _go_on_without(room: Room) -> None:
    """Where only the one who left was missing, the opening is over."""
    room.work.db.flush()
    rest = Room(room.ground, room.work, room.set)
    floor = _open_floor(rest)
    if floor is not None:
        course.somebody_came(floor)


def _open_floor(room: Room) -> Floor | None:
    meeting = meetings.open_of(room.work.db, room.set.id)
    return Floor(room, meeting) if meeting is not None else None


def _no_longer_here(floor: Floor) -> None:
    """Somebody who was here is not any more: their open turn, unless they present, goes to the next peer."""
    member_id = floor.room.member.member.id
    here = floor.attendance.pop(member_id, None)
    if here is not None:
        floor.work.db.delete(here)
        floor.work.db.flush()
    turn = next((one for one in calls.turns_of(floor) if one.state in OPEN_TURNS), None)
    if turn is not None and turn.member_id == member_id:
        calls.end(floor, turn, TurnState.CUT)
        course.turn_ended(floor)


def _redraw(room: Room) -> None:
    room.work.redraw(Says.CHARTER, room.set.id)
    running = meetings.open_of(room.work.db, room.set.id)
    if running is not None:
        room.work.redraw(Says.AGENDA, running.id)
