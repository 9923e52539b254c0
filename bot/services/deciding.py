"""What happens to a meeting, within one unit of work: it is loaded, decided about, and the difference is saved."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.meeting.decide import decide
from bot.domain.meeting.effects import ChannelTriedAgain, MeetingClosed, NotSaid
from bot.domain.meeting.entries import Key
from bot.domain.meeting.events import Answer, Event
from bot.domain.meeting.given import Given
from bot.domain.meeting.messages import messages_of
from bot.domain.meeting.parts import Effect, Fact, Member, OfTheSet
from bot.domain.meeting.timers import Timer, changes, timers_of
from bot.domain.meeting.value import Meeting
from bot.domain.meeting.views import UNKNOWN
from bot.domain.outgoing import DueTimer, Later
from bot.domain.questions import Bank
from bot.domain.states import MeetingState
from bot.services import hosts, reminders
from bot.services.locked_set import Room
from bot.services.planning import following
from bot.services.work import new_id
from storage.meeting_keys import Names
from storage.meeting_known import Outside
from storage.meeting_loading import Around, load, member_of, of_the_set
from storage.meeting_log import Loaded
from storage.meeting_saving import save

NOT_RUNNING: Final = "No meeting is running. `/set start` opens one."


class HeldMeeting:
    """A meeting of a locked set, as it is after whatever has happened to it in this unit of work."""

    def __init__(self, room: Room, loaded: Loaded) -> None:
        self._room = room
        self._loaded = loaded

    @property
    def value(self) -> Meeting:
        return self._loaded.meeting

    def happens(self, event: Event[Answer], fired: Timer | None = None) -> Answer:
        """What follows from the event is saved; gives the answer to whoever acts. Raises Refused where it may not be.

        `fired` is the timer that has brought it, which is gone by now.
        """
        room, before, bank = self._room, self.value, self._room.ground.bank
        given = Given(room.ground.chance, bank, new_id, Outside(room.work.db, before))
        decided = decide(before, event, given)
        if _place_on_the_plan(before) != _place_on_the_plan(decided.meeting):
            room.plan_changes()
        redrawn = _redrawn(before, decided.meeting, bank)
        saved = save(room.work.db, room.set, self._loaded, decided.meeting, effects=decided.effects, redrawn=redrawn)
        self._loaded = saved.loaded
        room.work.stirred |= saved.has_to_say
        self._set_timers(before, fired)
        if before.state is not self.value.state:
            room.look_ahead_again()
        for effect in saved.effects:
            OUTSIDE[type(effect)](room, self.value, effect)
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
        names, work = Names(self.value), self._room.work
        for timer, at in changes(timers_of(before), timers_of(self.value), fired).items():
            kind, subject = names.timer(timer.kind, timer.of, timer.member)
            if at is None:
                work.never(kind, subject)
            else:
                work.later(kind, subject, at, self._room.set.id)


def held(
    room: Room,
    number: int | None = None,
    *,
    also: Collection[Fact] = (),
    threads: Collection[Key] = (),
    whole: bool = False,
    last: int | None = None,
) -> HeldMeeting | None:
    """The open meeting of the set, or the one whose row has that `number`; None where there is none.

    What its open step needs is known, and `also` these facts. Messages under `threads` are loaded besides those of the open
    step, with `whole` all; of a meeting that is over those at the top up to the post `last`.
    """
    loaded = load(
        room.work.db,
        room.set,
        room.roster,
        room.work.now,
        around(room),
        number=number,
        also=also,
        threads=threads,
        whole=whole,
        last=last,
    )
    return HeldMeeting(room, loaded) if loaded is not None else None


def open_one(room: Room) -> HeldMeeting | None:
    """The open meeting, for whoever looks at what is ahead of the set as well: where none is open that is known by it."""
    return held(room) if any(row.state is not MeetingState.PLANNED for row in room.ahead) else None


def must_be_held(room: Room, **needs: Any) -> HeldMeeting:
    """The open meeting of the set; raises Refused where none is."""
    found = held(room, **needs)
    if found is None:
        raise Refused(NOT_RUNNING)
    return found


def people_of(room: Room) -> tuple[Member, ...]:
    """The members of the set as a meeting knows them, as they are now."""
    room.work.db.flush()
    return tuple(member_of(one, room.set) for one in room.roster)


def set_of(room: Room) -> OfTheSet:
    """The set as a meeting knows it, as it is now."""
    return of_the_set(room.set, around(room))


def around(room: Room) -> Around:
    """What a meeting shows that its own rows do not say."""
    hosts = (one.person.user for one in room.roster if one.person.id == room.set.host_id)
    return Around(
        planned=room.ground.format(room.set.format),
        adviser=room.adviser.user if room.adviser else None,
        host=next(hosts, ""),
        formats=tuple((name, one.title) for name, one in room.ground.formats.items()),
    )


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


def _ask_what_was_not_said(room: Room, m: Meeting, effect: NotSaid) -> None:
    slot, fellow = m.slot_of(effect.slot), room.fellow(effect.member)
    if slot is not None and fellow is not None:
        room.work.later(Later.NOT_SAID, slot.number, reminders.hears_at(room, fellow), room.set.id)


def _plan_what_comes(room: Room, m: Meeting, effect: MeetingClosed) -> None:
    coming = following(room)
    if coming is not None:
        reminders.plan_report_backs(room, before=coming)
    elif not effect.was_last:
        hosts.ask_for_a_date(room, m.number, m.nth)


def _try_the_channel(room: Room, _: Meeting, __: ChannelTriedAgain) -> None:
    room.reach()


OUTSIDE: Final[Mapping[type[Effect], Callable[[Room, Meeting, Any], None]]] = {
    NotSaid: _ask_what_was_not_said,
    MeetingClosed: _plan_what_comes,
    ChannelTriedAgain: _try_the_channel,
}
"""What is carried out where more than rows of the meeting are concerned."""
