"""Actions: commit a next step, list one's own, change it."""

from datetime import datetime

from bot.domain.actions import ActionLine, Committed, Told
from bot.domain.askers import Asker
from bot.domain.calendars import Due, OnDay
from bot.domain.dates import read_day, read_promise
from bot.domain.errors import Refused
from bot.domain.formats import StepKind
from bot.domain.outgoing import Says, Wanted
from bot.services import lining
from bot.services.floor import Floor
from bot.services.work import Room, Service, new_id
from storage import actions, meetings
from storage.actions import Owned
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

    def commit_form(self, asker: Asker, what: str, due: str, first_step: str, action_id: str = "") -> Committed:
        """Keep the form: a new action, or changes to one's own; with no date it falls due at the next meeting."""
        with self._enter(asker) as room:
            zone = room.zone_of(room.member.person)
            day = read_day(due, now=room.work.now, zone=zone, field="due") if due.strip() else None
            if not action_id:
                return _committed(room, what, day, first_step)
            return _changed(room, action_id, what, day, first_step)

    def mine(self, asker: Asker) -> tuple[ActionLine, ...]:
        """One's own open actions, over all one's sets."""
        with self._ground.database.look() as db:
            return tuple(line_of(owned) for owned in actions.of_person(db, asker.workspace, asker.user))

    def draft(self, workspace: str, user: str, action_id: str) -> ActionLine | None:
        """One's own action, to fill a form with; None for anybody else's."""
        with self._ground.database.look() as db:
            owned = actions.one(db, workspace, action_id)
            return line_of(owned) if owned is not None and owned.user == user else None

    def show(self, wanted: Wanted) -> ActionLine | None:
        """An action as the thread shows it."""
        with self._ground.database.look() as db:
            owned = actions.by_id(db, wanted.workspace, int(wanted.subject))
            return line_of(owned) if owned is not None else None

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


def _committed(room: Room, what: str, due: Due | None, first_step: str) -> Committed:
    floor = _floor_of(room)
    slot = _slot_of(floor) if floor is not None else None
    action = Action(
        workspace=room.work.workspace,
        public_id=new_id(),
        set_id=room.set.id,
        member_id=room.member.member.id,
        slot_id=slot.id if slot else None,
        what=whole(what),
        first_step=" ".join(first_step.split()),
        committed_at=room.work.now,
    )
    _fall_due(action, due)
    room.work.db.add(action)
    room.work.db.flush()
    if floor is not None and slot is not None:
        _say_in_thread(floor, action)
    lining.plan_report_backs(room, only=action.member_id)
    owned = Owned(action, room.member.person.user, None)
    lining.plan_nudge(room, action)
    return _told(room, owned, in_slot=slot is not None)


def _changed(room: Room, action_id: str, what: str, due: Due | None, first_step: str) -> Committed:
    owned = own(room, action_id)
    change(room, owned.action, whole(what), due)
    owned.action.first_step = " ".join(first_step.split())
    room.work.redraw(Says.ACTION, owned.action.id)
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
        raise Refused(f"Say it in under {LONGEST} characters: one step, not the whole plan.", "what")
    return kept


def _fall_due(action: Action, due: Due | None) -> None:
    on_day = due if isinstance(due, OnDay) else None
    action.due_on, action.due_zone = (on_day.day, on_day.zone) if on_day else (None, None)


def _floor_of(room: Room) -> Floor | None:
    """The meeting that is open, where asking is a sign of life."""
    meeting = meetings.open_of(room.work.db, room.set.id)
    if meeting is None:
        return None
    floor = Floor(room, meeting)
    floor.sign_of_life()
    return floor


def _slot_of(floor: Floor) -> Slot | None:
    """The slot an action belongs to: its presenter's, while the commit step runs, or at the closing if it was not said."""
    if floor.step.kind is StepKind.COMMIT and floor.presented is not None and floor.presenter is floor.room.me:
        return floor.presented.slot
    if floor.step.kind is StepKind.CLOSING:
        me = floor.room.member.member.id
        mine = [presented.slot for presented in floor.slots if presented.slot.member_id == me]
        return next((slot for slot in mine if not actions.of_slot(floor.work.db, slot.id)), None)
    return None


def _say_in_thread(floor: Floor, action: Action) -> None:
    room = floor.room
    room.work.say(room.channel, Says.ACTION, action.id, set_id=room.set.id, under=floor.head())
    room.work.redraw(Says.SLOT_CARD, action.slot_id)
    if floor.step.kind is StepKind.CLOSING:
        room.work.redraw(Says.STEP_CARD, floor.step.id)


def _told(room: Room, owned: Owned, *, in_slot: bool) -> Committed:
    planned = meetings.next_planned(room.work.db, room.set.id)
    return Committed(
        line=line_of(owned),
        in_slot=in_slot,
        next_meeting=planned.planned_at if planned else None,
        zone=room.zone_of(room.member.person),
    )
