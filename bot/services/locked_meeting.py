"""What happens to a meeting, within one unit of work: it is loaded, decided about, and the difference is saved."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from bot.domain.errors import Refused
from bot.domain.formats import Format
from bot.domain.letters import Part
from bot.domain.meeting.decide import decide
from bot.domain.meeting.effects import ActionsSetAside, ChannelTriedAgain, MeetingClosed, NotSaid
from bot.domain.meeting.events import Answer, Event
from bot.domain.meeting.given import Given
from bot.domain.meeting.log_entries import Key
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.parts import Effect, Fact, Member, SetDetails
from bot.domain.meeting.timers import Timer, changes, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN
from bot.domain.message_and_timer_kinds import DueTimer
from bot.domain.question_bank import Bank
from bot.domain.refusals import Refusal
from bot.domain.states import STILL_OPEN, ActionStatus, MeetingState
from bot.services import closed_letters, hosts, sleep
from bot.services.asked_questions import tell_askers
from bot.services.letter_parts import for_next_letter
from bot.services.locked_set import LockedSet
from bot.services.planned_meetings import next_meeting
from bot.services.service import new_id
from storage import actions, changed_rows, concerns
from storage.meeting_keys import Names
from storage.meeting_loading import LoadContext, load, member_of, of_the_set
from storage.meeting_log import LoadedMeeting
from storage.meeting_lookup import SetLookup
from storage.meeting_saving import save
from storage.models import Slot


class LockedMeeting:
    """A meeting of a locked set, as it is after whatever has happened to it in this unit of work."""

    def __init__(self, locked: LockedSet, loaded: LoadedMeeting) -> None:
        self._locked = locked
        self._loaded = loaded

    @property
    def value(self) -> Meeting:
        return self._loaded.meeting

    @property
    def revisions(self) -> Mapping[int, int]:
        """Which revision of each message was wanted as the meeting was loaded, by the numbers of their posts."""
        return self._loaded.revisions

    def happens(self, event: Event[Answer], fired: Timer | None = None) -> Answer:
        """What follows from the event is saved; gives the answer to whoever acts. Raises Refused where it may not be.

        `fired` is the timer that has brought it, which is gone by now.
        """
        locked, before, bank = self._locked, self.value, self._locked.bank
        given = Given(locked.resources.chance, bank, new_id, SetLookup(locked.work.db, before))
        decided = decide(before, event, given)
        if _place_on_the_plan(before) != _place_on_the_plan(decided.meeting):
            locked.plan_changes()
        redrawn = _redrawn(before, decided.meeting, bank)
        saved = save(
            locked.work.db, locked.set, self._loaded, decided.meeting, effects=decided.effects, redrawn=redrawn
        )
        self._loaded = saved.loaded
        locked.work.has_to_say |= saved.has_to_say
        self._set_timers(before, fired)
        _tell_of_slots(locked.work.db, before, self.value)
        if before.state is not self.value.state:
            locked.look_ahead_again()
        for effect in saved.effects:
            OUTSIDE[type(effect)](locked, self.value, effect)
        return decided.answer

    def timer(self, timer: DueTimer) -> Timer | None:
        """Which of its timers that is; None where it is of a step or a turn that is not open any more."""
        found = Names(self.value).timer_of(timer.kind, timer.subject)
        return Timer(timer.kind, *found) if found is not None else None

    def is_early(self, timer: Timer) -> bool:
        """Whether it is due only later by now: it fires then, and nothing happens before."""
        due = timers_of(self.value).get(timer)
        return due is not None and due > self.value.now

    def put_off(self, timer: Timer) -> None:
        """One that has fired early is written anew."""
        self._set_timers(self.value, timer)

    def _set_timers(self, before: Meeting, fired: Timer | None) -> None:
        names, work = Names(self.value), self._locked.work
        for timer, at in changes(timers_of(before), timers_of(self.value), fired).items():
            kind, subject = names.timer(timer.kind, timer.of, timer.member)
            if at is None:
                work.never(kind, subject)
            else:
                work.later(kind, subject, at, self._locked.set.id)


def find_meeting(
    locked: LockedSet,
    number: int | None = None,
    *,
    also: Collection[Fact] = (),
    threads: Collection[Key] = (),
    whole: bool = False,
    last: int | None = None,
) -> LockedMeeting | None:
    """The open meeting of the set, or the one whose row has that `number`; None where there is none.

    What its open step needs is known, and `also` these facts. Messages under `threads` are loaded besides those of the open
    step, with `whole` all; of a meeting that is over those at the top up to the post `last`.
    """
    loaded = load(
        locked.work.db,
        locked.set,
        locked.roster,
        locked.work.now,
        around(locked),
        number=number,
        also=also,
        threads=threads,
        whole=whole,
        last=last,
    )
    return LockedMeeting(locked, loaded) if loaded is not None else None


def open_meeting_or_none(locked: LockedSet) -> LockedMeeting | None:
    """The open meeting, for whoever looks at what is ahead of the set as well: where none is open that is known by it."""
    return find_meeting(locked) if locked.is_meeting else None


def open_meeting(locked: LockedSet, **needs: Any) -> LockedMeeting:
    """The open meeting of the set; raises Refused where none is."""
    found = find_meeting(locked, **needs)
    if found is None:
        raise Refused(Refusal.NOT_RUNNING)
    return found


def people_of(locked: LockedSet) -> tuple[Member, ...]:
    """The members of the set as a meeting knows them, as they are now."""
    locked.work.db.flush()
    return tuple(member_of(one, locked.set) for one in locked.roster)


def set_of(locked: LockedSet) -> SetDetails:
    """The set as a meeting knows it, as it is now."""
    return of_the_set(locked.set, around(locked))


def around(locked: LockedSet) -> LoadContext:
    """What a meeting shows that its own rows do not say."""
    hosts = (one.person.user for one in locked.roster if one.person.id == locked.set.host_id)
    return LoadContext(
        planned=partial(as_held, locked),
        adviser=locked.adviser.user if locked.adviser else None,
        host=next(hosts, ""),
        formats=locked.material.titles,
        made_for=locked.material.made_for,
    )


def as_held(locked: LockedSet, chosen: str = "", *, spoken: bool | None = None) -> Format:
    """The format of that name, or that of the set, with the minutes of how it meets unless this meeting is held otherwise."""
    found = locked.material.format(chosen or locked.set.format)
    return found.switched if (locked.set.spoken if spoken is None else spoken) else found


def _place_on_the_plan(m: Meeting) -> MeetingState:
    """Whether it is planned, open or over; paused it stands where it did."""
    return MeetingState.RUNNING if m.state is MeetingState.PAUSED else m.state


def _redrawn(before: Meeting, after: Meeting, bank: Bank) -> set[int]:
    """The posts that show something else now, as far as that is known."""
    if before == after:
        return set()
    shown = {one.entry.number: one.view for one in messages_of(before, bank) if one.view is not UNKNOWN}
    views = ((one.entry.number, one.view) for one in messages_of(after, bank) if one.view is not UNKNOWN)
    return {number for number, view in views if number in shown and shown[number] != view}


def _tell_of_slots(db: Session, before: Meeting, after: Meeting) -> None:
    """Once a meeting is over its presenters are asked for an action: that they have said *None* shows there."""
    if before.state is MeetingState.CLOSED:
        was = {one.number: one.none_this_time for one in before.slots}
        for one in after.slots:
            if one.none_this_time != was[one.number]:
                changed_rows.tell(db, Slot(id=one.number, none_this_time=one.none_this_time))


def _ask_what_was_not_said(locked: LockedSet, m: Meeting, effect: NotSaid) -> None:
    slot, membership = m.slot_of(effect.slot), locked.membership(effect.member)
    if slot is not None and membership is not None:
        person_id, set_id = membership.person.id, locked.set.id
        for_next_letter(locked.work, person_id, Part.NOT_SAID, slot.number, set_id=set_id)


def _set_aside(locked: LockedSet, _: Meeting, effect: ActionsSetAside) -> None:
    """Their owner still has them; nobody asks of them any more."""
    for owned in actions.of_slot(locked.work.db, locked.set.id, effect.slot):
        if owned.action.status in STILL_OPEN:
            owned.action.status = ActionStatus.ASIDE


def _plan_what_comes(locked: LockedSet, m: Meeting, effect: MeetingClosed) -> None:
    sleep.is_awake(locked)
    tell_askers(locked, m)
    closed_letters.put_by(locked, m)
    concerns.forget(locked.work.db, [m.number])
    if next_meeting(locked) is None and not effect.was_last:
        hosts.ask_for_a_date(locked, m.nth)


def _try_the_channel(locked: LockedSet, _: Meeting, __: ChannelTriedAgain) -> None:
    locked.try_channel_again()


OUTSIDE: Final[Mapping[type[Effect], Callable[[LockedSet, Meeting, Any], None]]] = {
    NotSaid: _ask_what_was_not_said,
    ActionsSetAside: _set_aside,
    MeetingClosed: _plan_what_comes,
    ChannelTriedAgain: _try_the_channel,
}
"""What is carried out where more than rows of the meeting are concerned."""
