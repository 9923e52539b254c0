"""Actions: commit a next step, list one's own, change it."""

from datetime import datetime

from bot.domain.actions import ActionLine, Committed, Listing, TakenOn, Told
from bot.domain.askers import Asker
from bot.domain.calendars import Due, OnDay
from bot.domain.dates import read_day, read_promise
from bot.domain.errors import Refused, TooLong
from bot.domain.formats import StepKind
from bot.domain.meetings import joins
from bot.domain.outgoing import Says, Wanted
from bot.domain.states import ActionStatus, MeetingState
from bot.services import course, lining, unsaid
from bot.services.controls import carried
from bot.services.floor import Floor
from bot.services.work import Room, Service, new_id
from storage import actions, meetings, posts
from storage.actions import Owned, Some
from storage.models import Action, ActionChange, Slot

LONGEST = 2000


class Actions(Service):
    """An action belongs to whoever commits it, in their own words (A2). Dates are read in their own zone."""

    def commit(self, asker: Asker, sentence: str) -> Committed:
        """Commit what was typed after `/action`; raises DoubtfulDate where the date must be asked about."""
        with self._enter(asker) as room:
            zone = room.zone_of(room.member.person)
            promise = read_promise(sentence, now=room.work.now, zone=zone)
            return _committed(room, promise.what, promise.due, "")

    def commit_form(
        self, asker: Asker, what: str, due: str, first_step: str, action_id: str = "", slot_id: str = ""
    ) -> Committed:
        """Keep the form: a new action, or changes to one's own; with no date it falls due at the next meeting.

        `slot_id` is one's own slot that the form was opened for, where it was not said yet.
        """
        with self._enter(asker, self._set_of_slot(asker, slot_id)) as room:
            zone = room.zone_of(room.member.person)
            day = read_day(due, now=room.work.now, zone=zone, field="due") if due.strip() else None
            if not action_id:
                return _committed(room, what, day, first_step, unsaid.own(room, slot_id) if slot_id else None)
            return _changed(room, action_id, what, day, first_step)

    def admit_to_slot(self, asker: Asker, slot_id: str) -> None:
        """Raise what `admit` does, and Refused for a slot that is not one's own."""
        with self._enter(asker.without_deliveries(), self._set_of_slot(asker, slot_id)) as room:
            unsaid.own(room, slot_id)

    def _set_of_slot(self, asker: Asker, slot_id: str) -> int | None:
        return unsaid.Unsaid(self._ground).set_of(asker.workspace, slot_id) if slot_id else None

    def mine(self, asker: Asker) -> Listing:
        """One's own open actions, over all one's sets."""
        with self._ground.database.look() as db:
            return listing_of(actions.of_person(db, asker.workspace, asker.user))

    def draft(self, workspace: str, user: str, action_id: str) -> ActionLine | None:
        """One's own action, to fill a form with; None for anybody else's."""
        with self._ground.database.look() as db:
            owned = actions.one(db, workspace, action_id)
            return line_of(owned) if owned is not None and owned.user == user else None

    def show(self, wanted: Wanted) -> TakenOn | None:
        """An action as its slot's thread shows it, with those that join its message."""
        with self._ground.database.look() as db:
            owned = actions.by_id(db, wanted.workspace, int(wanted.subject))
            if owned is None or owned.action.slot_id is None:
                return None
            action = owned.action
            brought = actions.of_slot(db, action.set_id, owned.action.slot_id)
            places = {one.action.id: joins(place) for place, one in enumerate(brought)}
            lines = [line_of(one) for one in brought if places[one.action.id] == places[action.id]]
            return TakenOn(tuple(lines), carried(db, wanted, action.slot_id))

    def set_of(self, workspace: str, action_id: str) -> int | None:
        """The set that an action belongs to."""
        with self._ground.database.look() as db:
            owned = actions.one(db, workspace, action_id)
            return owned.action.set_id if owned is not None else None


def line_of(owned: Owned, since: datetime | None = None) -> ActionLine:
    """An action as people see it; what was told before `since` (UTC) does not count as told."""
    action, report = owned.action, owned.report
    if report is not None and since is not None and report.reported_at <= since:
        report = None
    return ActionLine(
        action_id=action.public_id,
        owner=owned.user,
        what=action.what,
        first_step=action.first_step,
        due_on=action.due_on,
        due_zone=action.due_zone,
        status=action.status,
        told=Told(report.outcome, report.happened, report.learned, report.ahead) if report else None,
    )


def listing_of(found: Some) -> Listing:
    return Listing(tuple(map(line_of, found.owned)), found.in_all)


def _committed(room: Room, what: str, due: Due | None, first_step: str, asked: Slot | None = None) -> Committed:
    """`asked` is the slot that the form was opened for; without it the meeting tells which slot it belongs to, if any."""
    floor = _floor_of(room)
    slot = asked or (_slot_of(floor) if floor is not None else None)
    action = Action(
        workspace=room.work.workspace,
        public_id=new_id(),
        set_id=room.set.id,
        member_id=room.member.member.id,
        slot_id=slot.id if slot else None,
        what=whole(what),
        first_step=" ".join(first_step.split()),
        committed_at=room.work.now,
        status=ActionStatus.OPEN,
    )
    _fall_due(action, due)
    actions.add(room.work.db, action)
    if floor is not None:
        floor.redraw_record()
        course.somebody_came(floor)
    if slot is not None:
        _say_in_thread(room, action, slot)
    lining.plan_report_backs(room, only=action.member_id)
    owned = Owned(action, room.member.person.user, None)
    lining.plan_nudge(room, action)
    return _told(room, owned, in_slot=slot is not None)


def _changed(room: Room, action_id: str, what: str, due: Due | None, first_step: str) -> Committed:
    owned = own(room, action_id)
    change(room, owned.action, whole(what), due)
    owned.action.first_step = " ".join(first_step.split())
    if owned.action.slot_id is not None:
        _redraw_in_thread(room, owned.action.slot_id, owned.action)
    if (floor := _floor_of(room)) is not None:
        floor.redraw_record()
        course.somebody_came(floor)
    return _told(room, owned, in_slot=owned.action.slot_id is not None)


def change(room: Room, action: Action, what: str, due: Due | None) -> None:
    """Change an action; how it stood is kept (appended, never overwritten)."""
    before = ActionChange(
        workspace=room.work.workspace,
        action_id=action.id,
        what=action.what,
        due_on=action.due_on,
        due_zone=action.due_zone,
        changed_at=room.work.now,
    )
    room.work.db.add(before)
    action.what = what
    _fall_due(action, due)
    lining.plan_nudge(room, action)


def own(room: Room, action_id: str) -> Owned:
    """One's own action; Refused for anybody else's, as for one that is not there."""
    owned = actions.one(room.work.db, room.work.workspace, action_id)
    if owned is None or owned.action.set_id != room.set.id or owned.action.member_id != room.member.member.id:
        raise Refused("That is not one of your actions. Nothing has changed.")
    return owned


def whole(what: str) -> str:
    """The words of an action; Refused where there are none, or too many."""
    kept = " ".join(what.split())
    if not kept:
        raise Refused("Say what you will do, in your own words.", "what")
    if len(kept) > LONGEST:
        raise TooLong(kept, LONGEST, "what")
    return kept


def _fall_due(action: Action, due: Due | None) -> None:
    on_day = due if isinstance(due, OnDay) else None
    action.due_on, action.due_zone = (on_day.day, on_day.zone) if on_day else (None, None)


def _floor_of(room: Room) -> Floor | None:
    """The meeting that is open, where asking is a sign of life."""
    if all(one.state is MeetingState.PLANNED for one in room.ahead):
        return None
    meeting = meetings.open_of(room.work.db, room.set.id)
    if meeting is None:
        return None
    floor = Floor(room, meeting)
    floor.sign_of_life()
    return floor


def _slot_of(floor: Floor) -> Slot | None:
    """The slot an action belongs to: its presenter's in the commit step, or from then on where it was not said yet."""
    if floor.step.kind is StepKind.COMMIT and floor.presented is not None and floor.presenter is floor.room.me:
        return floor.presented.slot
    return unsaid.of_mine(floor)


def _say_in_thread(room: Room, action: Action, slot: Slot) -> None:
    """The first actions of a slot are a message each; those beyond join the last of them, by an edit."""
    place = len(actions.of_slot(room.work.db, room.set.id, slot.id)) - 1
    if place == joins(place):
        head = posts.find(room.work.db, room.work.workspace, Says.SLOT_CARD, str(slot.id))
        room.work.say(room.channel, Says.ACTION, action.id, set_id=room.set.id, under=head)
    else:
        _redraw_in_thread(room, slot.id, action)
    unsaid.redraw(room, slot)


def _redraw_in_thread(room: Room, slot_id: int, action: Action) -> None:
    """Draw the message anew in which an action of a slot stands."""
    brought = [one.action.id for one in actions.of_slot(room.work.db, room.set.id, slot_id)]
    room.work.redraw(Says.ACTION, brought[joins(brought.index(action.id))])


def _told(room: Room, owned: Owned, *, in_slot: bool) -> Committed:
    planned = lining.following(room)
    return Committed(
        line=line_of(owned),
        in_slot=in_slot,
        next_meeting=planned.planned_at if planned else None,
        zone=room.zone_of(room.member.person),
    )
