"""Members: away for a while, back, or leaving for good."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.domain.askers import FORM, Asker, Role
from bot.domain.calendars import OnDay, local_day
from bot.domain.dates import read_day
from bot.domain.errors import NotIn, Refused, Repeated, WhichSet
from bot.domain.formats import StepKind
from bot.domain.outgoing import Says
from bot.domain.sets import host_in_turn
from bot.domain.states import IssueState, TurnState
from bot.services import bidding, calls, course, gone, lining, waiting
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
            _gives_a_sign(room, asker)

    def refused(self, asker: Asker) -> None:
        """Whoever is refused something in the set's channel is there all the same: a sign of life, once for what they sent.

        A form may be sent again, so that its own id is not among it.
        """
        sent = tuple(one for one in asker.deliveries if not one.startswith(FORM))
        again = replace(asker, role=Role.PART, deliveries=sent)
        with suppress(NotIn, WhichSet, Refused, Repeated), self._enter(again) as room:
            if asker.channel == room.set.channel:
                _gives_a_sign(room, asker)

    def left_channel(self, asker: Asker) -> None:
        """Whoever leaves the set's channel in a meeting is not there any more, until there is a sign of them."""
        with self._enter(asker) as room:
            floor = _open_floor(room)
            if floor is not None and room.me is not None and asker.channel == room.set.channel:
                _is_gone(floor)
                _redraw(room)

    def leave(self, asker: Asker) -> str:
        """Leave the set: what is only one's own is deleted. Returns the set's name."""
        with self._enter(asker) as room:
            me = room.member
            if len(room.roster) == 1:
                raise Refused("You are the last member of this set. Add somebody first, or leave it as it is.")
            floor = _leave_the_meeting(room)
            for issue in issues.waiting(room.work.db, room.set.id):
                if issue.member_id == me.member.id:
                    issue.state = IssueState.WITHDRAWN
            rows.forget(room.work.db, me.member)
            me.member.left_at = room.work.now
            if room.set.host_id == me.person.id:
                people = [one.person.id for one in room.roster]
                room.set.host_id = host_in_turn(people, me.person.id, {me.person.id})
            room.work.redraw(Says.CHARTER, room.set.id)
            if floor is not None:
                _go_on_without(floor)
            return room.set.name


def _gives_a_sign(room: Room, asker: Asker) -> None:
    floor = _open_floor(room)
    if floor is not None and (asker.at is None or asker.at >= floor.step.began_at):
        floor.sign_of_life(asker.at)
        course.somebody_came(floor)


def _go_away(room: Room, until: date) -> None:
    """From now on nobody waits for them; a presenter keeps their slot until it ends, and the others are asked how to go on."""
    floor = _open_floor(room)
    if floor is None or until < local_day(room.work.now, room.set.zone):
        return
    _is_gone(floor)


def _is_gone(floor: Floor) -> None:
    _no_longer_here(floor)
    if floor.presenter is floor.room.me:
        gone.offer(floor, gone.AWAY)
    waiting.go_on(floor)


def _leave_the_meeting(room: Room) -> Floor | None:
    """A slot of theirs ends; an open turn of theirs is passed on; they are not waited for."""
    floor = _open_floor(room)
    if floor is None:
        return None
    presents = floor.presenter is room.me
    _no_longer_here(floor)
    if presents:
        floor.notice("presenter_left", floor.step.id)
        course.leave_slot(floor)
    return floor


def _go_on_without(floor: Floor) -> None:
    """A slot they were to have is given back; where only the one who left was waited for, the step is over."""
    floor.work.db.flush()
    floor.room = Room(floor.room.ground, floor.work, floor.room.set)
    bidding.give_back_withdrawn(floor)
    _redraw_meeting(floor)
    waiting.go_on(floor)


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
    turn = calls.open_turn(floor) if floor.step.kind is StepKind.QUESTION else None
    if turn is not None and turn.member_id == member_id:
        calls.end(floor, turn, TurnState.DONE if turn.state is TurnState.ASKED else TurnState.GONE)
        course.turn_ended(floor)


def _redraw(room: Room) -> None:
    room.work.redraw(Says.CHARTER, room.set.id)
    floor = _open_floor(room)
    if floor is not None:
        _redraw_meeting(floor)


def _redraw_meeting(floor: Floor) -> None:
    floor.work.redraw(Says.AGENDA, floor.meeting.id)
    floor.redraw_record()
    course.redraw_bids(floor)
