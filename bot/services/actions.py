"""Actions: commit a next step, list one's own, change it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.actions import ActionLine, Committed, Listing, is_heard_of
from bot.domain.askers import Asker
from bot.domain.calendars import AtMeeting, Due, OnDay, local_day
from bot.domain.dates import Promise, read_day, read_promise
from bot.domain.errors import Refused
from bot.domain.meeting import people_events, presenting
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.parts import Fact, Taken
from bot.domain.meeting.step_rule_types import shows
from bot.domain.meeting.value import Meeting
from bot.domain.message_and_timer_kinds import Says
from bot.domain.plans import PlanEntry
from bot.domain.refusals import Refusal
from bot.domain.same_words import are_the_same, first_with
from bot.domain.states import ActionStatus
from bot.domain.travelled import QuestionChoice
from bot.services.action_lines import line_of, listing_of
from bot.services.asked_questions import choice_in, names
from bot.services.locked_meeting import LockedMeeting, find_meeting, open_meeting_or_none
from bot.services.locked_set import LockedSet
from bot.services.own_actions import change, day_of, due_of, own_action, set_of_action, whole
from bot.services.own_slots import own_slot, set_of_slot
from bot.services.planned_meetings import next_meeting
from bot.services.service import Service, new_id
from storage import actions, meeting_lookup, meetings
from storage.actions import Owned
from storage.models import Slot


class Actions(Service):
    """An action belongs to whoever commits it, in their own words (A2). Dates are read in their own zone."""

    def commit(self, asker: Asker, sentence: str) -> Committed:
        """Commit what was typed after `/action`; raises DoubtfulDate where the date must be asked about."""
        with self._enter(asker, takes_on=True) as locked:
            zone, coming = locked.zone_of(locked.member.person), next_meeting(locked)
            promise = read_promise(sentence, now=locked.work.now, zone=zone, meeting=_at(coming))
            return _committed(locked, coming, promise.what, promise.due, "")

    def commit_by(
        self, asker: Asker, what: str, day: date | None, first_step: str = "", slot_id: str = ""
    ) -> Committed:
        """Commit those words, in which no date is read, for a day that was chosen in their own zone, or for the next meeting.

        `slot_id` is one's own slot in which they were said.
        """
        with self._enter(asker, self._set_of_slot(asker, slot_id), takes_on=True) as locked:
            zone = locked.zone_of(locked.member.person)
            if day is not None and day < local_day(locked.work.now, zone):
                raise Refused(Refusal.PAST_DAY_CHOSEN, "day")
            slot = own_slot(locked, slot_id) if slot_id else None
            due = OnDay(day, zone) if day else None
            return _committed(locked, next_meeting(locked), what, due, first_step, slot)

    def commit_form(
        self,
        asker: Asker,
        what: str,
        due: str,
        first_step: str,
        action_id: str = "",
        slot_id: str = "",
        question: str | None = None,
    ) -> Committed:
        """Keep the form: a new action, or changes to one's own. Without a date in its field one is looked for in the words;
        with none there either it falls due at the next meeting.

        `slot_id` is one's own slot that the form was opened for, where it was not said yet. What is one's own is changed also
        where its set has ended. `question` is the turn of the one that it came from, empty for none; None where that was not asked.
        """
        of = set_of_action(self._resources, asker.workspace, action_id) if action_id else None
        set_id, is_new = of or self._set_of_slot(asker, slot_id), not action_id
        with self._enter(asker, set_id, though_ended=of is not None, takes_on=is_new) as locked:
            zone = locked.zone_of(locked.member.person)
            now, coming = locked.work.now, next_meeting(locked)
            meeting = _at(coming)
            if action_id and (kept := _due_as_shown(locked, action_id, due)) is not None:
                promise = Promise(what, kept)
            elif due.strip():
                promise = Promise(what, read_day(due, now=now, zone=zone, field="due", meeting=meeting))
            elif action_id and are_the_same(own_action(locked, action_id).action.what, what):
                promise = Promise(what, None)  # these words have been asked about, where they had to be
            else:
                promise = read_promise(what, now=now, zone=zone, meeting=meeting)
            if is_new:
                slot = own_slot(locked, slot_id) if slot_id else None
                return _committed(locked, coming, promise.what, promise.due, first_step, slot, question)
            return _changed(locked, action_id, promise.what, promise.due, first_step, question)

    def questions(self, asker: Asker, kind: str, of: str) -> QuestionChoice:
        """The questions that an action may have come from: one's own by its public id, or a new one of that `slot` or `step`."""
        if kind not in ("action", "slot", "step"):
            return QuestionChoice()
        set_id = set_of_action(self._resources, asker.workspace, of) if kind == "action" else None
        set_id = self._set_of_slot(asker, of) if kind == "slot" else set_id
        with self._enter(asker.without_deliveries(), set_id, though_ended=kind == "action") as locked:
            if kind == "action":
                action = own_action(locked, of).action
                return choice_in(locked, action.slot_id, action.question_turn)
            if kind == "slot":
                return choice_in(locked, own_slot(locked, of).id)
            return choice_in(locked, _slot_for(locked, open_meeting_or_none(locked)))

    def admit_to_slot(self, asker: Asker, slot_id: str) -> None:
        """Raise what `admit` does, and Refused for a slot that is not one's own."""
        with self._enter(asker.without_deliveries(), self._set_of_slot(asker, slot_id)) as locked:
            own_slot(locked, slot_id)

    def _set_of_slot(self, asker: Asker, slot_id: str) -> int | None:
        return set_of_slot(self._resources, asker.workspace, slot_id) if slot_id else None

    def mine(self, asker: Asker) -> Listing:
        """One's own open actions, over all one's sets."""
        with self._resources.database.look() as db:
            found = actions.of_person(db, asker.workspace, asker.user)
            heard = meetings.heard_at(db, {one.action.set_id for one in found.owned})
            listed = listing_of(found, self._resources.clock.now())
            lines = zip(found.owned, listed.lines, strict=True)
            return replace(
                listed, lines=tuple(_with_withdrawal(of, line, heard.get(of.action.set_id)) for of, line in lines)
            )

    def withdraw(self, asker: Asker, action_id: str) -> str:
        """Take a mistaken action back, as if it had never been typed; Refused once the set has heard of it. Returns its words."""
        with self._enter(asker, set_of_action(self._resources, asker.workspace, action_id)) as locked:
            owned, meeting = own_action(locked, action_id), open_meeting_or_none(locked)
            if not _line(locked, owned).may_withdraw:
                raise Refused(Refusal.HEARD_BY_THE_SET)
            what, db = owned.action.what, locked.work.db
            locked.take_back(owned.action, owned.action.member_id)
            db.flush()
            if meeting is not None:
                meeting.happens(replace(_committed_in(locked, meeting.value, None, None), by=locked.by()))
            return what

    def draft(self, workspace: str, user: str, action_id: str) -> ActionLine | None:
        """One's own action, to fill a form with; None for anybody else's."""
        with self._resources.database.look() as db:
            owned = actions.one(db, workspace, action_id)
            mine = owned is not None and owned.user == user
            return line_of(owned, self._resources.clock.now()) if owned is not None and mine else None


def _committed(
    locked: LockedSet,
    coming: PlanEntry | None,
    what: str,
    due: Due | None,
    first_step: str,
    asked: Slot | None = None,
    question: str | None = None,
) -> Committed:
    """`coming` is the next meeting, if there is one. `asked` is the slot that the form was opened for; without it the meeting
    tells which slot it belongs to, if any.
    """
    if (same := _taken_on_before(locked, what)) is not None:
        return _already(locked, same, due, first_step)
    meeting = open_meeting_or_none(locked)
    slot = asked.id if asked is not None else _slot_for(locked, meeting)
    shown, (due_on, due_zone) = _shown_in(locked, meeting, slot), day_of(due)
    action = actions.add(
        locked.work.db,
        workspace=locked.work.workspace,
        public_id=new_id(),
        set_id=locked.set.id,
        member_id=locked.member.member.id,
        slot_id=slot,
        what=whole(what),
        first_step=" ".join(first_step.split()),
        committed_at=locked.work.now,
        status=ActionStatus.OPEN,
        due_on=due_on,
        due_zone=due_zone,
    )
    names(locked, action, question)
    shown.changes(slot, new=action.id)
    owned = Owned(action, locked.member.person.user, None, coming is not None)
    # Outside of a slot nobody can have heard of it yet.
    line = replace(line_of(owned, locked.work.now), may_withdraw=slot is None)
    return _told(locked, line, due, _at(coming), in_slot=slot is not None, in_record=meeting is not None)


def _taken_on_before(locked: LockedSet, what: str) -> Owned | None:
    """One's own open action in the same words."""
    same = first_with(what, locked.taking_on.open_words)
    return actions.by_id(locked.work.db, locked.work.workspace, same) if same is not None else None


def _already(locked: LockedSet, same: Owned, due: Due | None, first_step: str) -> Committed:
    """Nothing is taken on anew; what was still missing of it is taken from what was said now."""
    action, in_slot = same.action, same.action.slot_id is not None
    step = " ".join(first_step.split())
    if (due is not None and action.due_on is None) or (step and not action.first_step):
        shown = _shown_in(locked, open_meeting_or_none(locked), action.slot_id)
        change(locked, action, action.what, due if action.due_on is None else due_of(action))
        action.first_step = action.first_step or step
        locked.work.db.flush()
        shown.changes(action.slot_id)
    return _told(locked, _line(locked, same), due, _meets_next(locked), in_slot=in_slot, already=True)


def _due_as_shown(locked: LockedSet, action_id: str, due: str) -> Due | None:
    """The date that the form came with, where nobody touched it: it stays, also once it is past."""
    kept = due_of(own_action(locked, action_id).action)
    return kept if isinstance(kept, OnDay) and due.strip() == kept.day.isoformat() else None


def _with_withdrawal(owned: Owned, line: ActionLine, heard_at: datetime | None) -> ActionLine:
    action = owned.action
    heard = is_heard_of(action.committed_at, heard_at, in_slot=action.slot_id is not None)
    return line if heard else replace(line, may_withdraw=True)


def _line(locked: LockedSet, owned: Owned) -> ActionLine:
    heard = meetings.heard_at(locked.work.db, {locked.set.id}).get(locked.set.id)
    return _with_withdrawal(owned, line_of(owned, locked.work.now), heard)


def _changed(
    locked: LockedSet, action_id: str, what: str, due: Due | None, first_step: str, question: str | None
) -> Committed:
    owned = own_action(locked, action_id)
    meeting = open_meeting_or_none(locked)
    shown = _shown_in(locked, meeting, owned.action.slot_id)
    change(locked, owned.action, whole(what), due)
    owned.action.first_step = " ".join(first_step.split())
    locked.work.db.flush()
    names(locked, owned.action, question)
    shown.changes(owned.action.slot_id)
    in_slot, in_record = owned.action.slot_id is not None, meeting is not None
    return _told(locked, _line(locked, owned), due, _meets_next(locked), in_slot=in_slot, in_record=in_record)


def _slot_for(locked: LockedSet, meeting: LockedMeeting | None) -> int | None:
    """The slot that an action of whoever asks belongs to in the meeting that is open, by the number of its row."""
    found = presenting.slot_for_action(meeting.value, locked.member.member.id) if meeting is not None else None
    return found.number if found is not None else None


@dataclass(frozen=True, slots=True)
class _Shown:
    """Where an action is shown: in the open meeting, or in the thread of a slot of one that has closed."""

    locked: LockedSet
    open: LockedMeeting | None
    earlier: LockedMeeting | None = None

    def changes(self, slot: int | None, new: int | None = None) -> None:
        """An action of that slot was committed, if it is `new`, or changed."""
        locked, earlier = self.locked, self.earlier
        if earlier is not None and slot is not None:
            earlier.happens(_committed_in(locked, earlier.value, slot, new))
        if self.open is not None:
            here = slot if earlier is None else None
            event = _committed_in(locked, self.open.value, here, new)
            self.open.happens(replace(event, by=locked.by()))


def _shown_in(locked: LockedSet, meeting: LockedMeeting | None, slot: int | None) -> _Shown:
    if slot is None or (meeting is not None and meeting.value.slot is not None and meeting.value.slot.number == slot):
        return _Shown(locked, meeting)
    number, head = meetings.of_slot(locked.work.db, slot)
    threads = [Key(Says.SLOT_CARD, head)]
    if meeting is not None and meeting.value.number == number:
        return _Shown(locked, find_meeting(locked, threads=threads))
    return _Shown(locked, meeting, find_meeting(locked, number, threads=threads))


def _committed_in(locked: LockedSet, m: Meeting, slot: int | None, new: int | None) -> people_events.Committed:
    """What a meeting is told of it: the actions of the slot as they are now, and where they are shown all that are open."""
    db, of = locked.work.db, next((one.id for one in m.slots if one.number == slot), None)
    brought = actions.of_slot(db, locked.set.id, slot) if slot is not None and of is not None else []
    are_shown = shows(m, Fact.OPEN_ACTIONS)
    return people_events.Committed(
        slot=of,
        actions=tuple(Taken(one.action.id, line_of(one, locked.work.now)) for one in brought),
        new=new,
        open_actions=meeting_lookup.open_actions(db, locked.set.id) if are_shown else None,
    )


def _meets_next(locked: LockedSet) -> datetime | None:
    return _at(next_meeting(locked))


def _at(coming: PlanEntry | None) -> datetime | None:
    return coming.meeting.at if coming is not None else None


def _told(
    locked: LockedSet,
    line: ActionLine,
    due: Due | None,
    meets_next: datetime | None,
    *,
    in_slot: bool,
    already: bool = False,
    in_record: bool = False,
) -> Committed:
    return Committed(
        line=line,
        in_slot=in_slot,
        next_meeting=meets_next,
        zone=locked.zone_of(locked.member.person),
        already=already,
        at_meeting=isinstance(due, AtMeeting),
        in_record=in_record,
        late=meets_next is not None and meets_next <= locked.work.now,
    )
