"""A meeting as a value: what can be read off it without asking anybody.

It is never changed, only replaced: each rule takes one and gives another. All moments are UTC.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from bot.domain.absences import is_away
from bot.domain.calendars import local_day
from bot.domain.cycles import is_midway
from bot.domain.formats import Format, FormatStep
from bot.domain.meeting.log_entries import Entry, Key
from bot.domain.meeting.parts import NOTHING, Effect, Known, Member, Presence, SetDetails, Slot, Step, Turn
from bot.domain.meetings import AgendaStep, agenda
from bot.domain.message_and_timer_kinds import Says
from bot.domain.states import Asking, MeetingState

One = TypeVar("One")


Kind = TypeVar("Kind", bound="Effect")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it is `now`. One step is open from its start to its close.

    `turns` are those of the step that was open when it was loaded, and new ones; `log` are the messages at the top since its
    card, and those in the thread of that step.
    `format_chosen` where the set has chosen its format for this meeting, `asking` how peers ask where that was changed in it.
    `cannot_come` are the members who have said so of its date, and `held_with` is with how few its host has it held.
    `effects` are what the rules have changed outside of it, in order. What each of its messages asks is read off it once.
    """

    id: str
    number: int
    nth: int
    of: SetDetails
    members: tuple[Member, ...]
    now: datetime
    planned_at: datetime
    format: Format
    state: MeetingState = MeetingState.PLANNED
    format_chosen: bool = False
    spoken: bool = False
    asking: Asking | None = None
    started_at: datetime | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None
    adviser_sign_at: datetime | None = None
    unattended: int = 0
    steps: tuple[Step, ...] = ()
    slots: tuple[Slot, ...] = ()
    turns: tuple[Turn, ...] = ()
    here: tuple[Presence, ...] = ()
    cannot_come: frozenset[int] = frozenset()
    held_with: int | None = None
    log: tuple[Entry, ...] = ()
    known: Known = NOTHING
    effects: tuple[Effect, ...] = ()
    _read: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def _once(self, name: str, read: Callable[[], One]) -> One:
        if name not in self._read:
            self._read[name] = read()
        found: One = self._read[name]
        return found

    # What is at hand

    @property
    def step(self) -> Step:
        """The step that is open, or the last one of a meeting that is over."""
        return self.steps[-1]

    @property
    def plan(self) -> FormatStep:
        """What its format has of the step that is open."""
        return self.agenda[self.step.position].step

    @property
    def slot(self) -> Slot | None:
        """The slot that is running, if one is."""
        return self.slot_of(self.step.slot) if self.steps else None

    @property
    def turn(self) -> Turn | None:
        """The turn of whoever is called, or has asked."""
        return next((turn for turn in self.turns_now if turn.is_open), None)

    @property
    def turns_now(self) -> tuple[Turn, ...]:
        """The turns of the open step, in order."""
        return self.turns_in(self.step.id)

    def turns_in(self, step_id: str) -> tuple[Turn, ...]:
        """The turns of that step, in order."""
        return self._once("turns", self._turns_by_step).get(step_id, ())

    def _turns_by_step(self) -> Mapping[str, tuple[Turn, ...]]:
        steps = dict.fromkeys(turn.step for turn in self.turns)
        return {step: tuple(turn for turn in self.turns if turn.step == step) for step in steps}

    @property
    def is_running(self) -> bool:
        return self.state is MeetingState.RUNNING

    @property
    def is_paused(self) -> bool:
        return self.state is MeetingState.PAUSED

    @property
    def is_last(self) -> bool:
        """Whether it is the last that the cycle of the set plans, or beyond that."""
        return self.nth > self.of.meetings_before and self.nth >= self.of.meetings_planned

    @property
    def cycle_meetings(self) -> int:
        """How many meetings the cycle of the set plans."""
        return max(self.of.meetings_planned - self.of.meetings_before, 1)

    @property
    def of_how_many(self) -> int:
        """Of how many meetings it is one, all cycles until its own together."""
        before = self.of.meetings_before
        return before if self.nth <= before else max(self.of.meetings_planned, self.nth)

    @property
    def asks_whether_it_suits(self) -> bool:
        """Whether its review asks the set if this is what they came for: one does in a cycle, the first from its half on."""
        asked_in, before = self.of.midway_in, self.of.meetings_before
        if asked_in is not None:
            return asked_in == self.nth
        return is_midway(self.nth - before, self.of.meetings_planned - before)

    @property
    def agenda(self) -> tuple[AgendaStep, ...]:
        """Every step with the slots that are given, in order: a step's place in it is its position."""
        return agenda(self.format, len(self.slots))

    @property
    def not_begun(self) -> tuple[Slot, ...]:
        """The slots that were given and have not begun."""
        begun = {step.slot for step in self.steps}
        return tuple(slot for slot in self.slots if slot.id not in begun)

    @property
    def calls(self) -> tuple[Turn, ...]:
        """The turns of the open step in which somebody was called, or asked of their own accord: none of those in writing."""
        return tuple(turn for turn in self.turns_now if not turn.is_written)

    def slot_of(self, slot_id: str | None) -> Slot | None:
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def step_of(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def turn_of(self, turn_id: str) -> Turn | None:
        return next((turn for turn in self.turns if turn.id == turn_id), None)

    # People

    def member(self, number: int | None) -> Member | None:
        return next((one for one in self.members if one.number == number), None)

    def user(self, number: int | None) -> str:
        """The Slack id of a member; of one who left, nobody's."""
        found = self.member(number)
        return found.user if found else ""

    @property
    def agreed(self) -> tuple[Member, ...]:
        """Those who agreed to the rules as they are: they are called."""
        return tuple(one for one in self.members if one.agreed)

    @property
    def expected(self) -> tuple[Member, ...]:
        """Those of them who are not gone from the channel: they count for the quorum."""
        return tuple(one for one in self.agreed if not one.is_gone)

    @property
    def presenter(self) -> Member | None:
        """Who presents in the slot that is running, unless they have left the set."""
        slot = self.slot
        return self.member(slot.member) if slot else None

    @property
    def presenter_user(self) -> str:
        """The Slack id of whoever presents; nobody's outside of slots, and of one who left."""
        presenter = self.presenter
        return presenter.user if presenter else ""

    def presence(self, number: int) -> Presence | None:
        """Since when a member is here; None for one who has given no sign in this meeting, or none since they went away."""
        return next((one for one in self.here if one.member == number), None)

    def is_here(self, number: int) -> bool:
        return self.presence(number) is not None

    def is_away(self, member: Member) -> bool:
        """Whether nobody waits for them: they are away today, or have said that they cannot come."""
        return member.number in self.cannot_come or is_away(
            member.away_from, member.away_until, local_day(self.now, member.zone)
        )

    @property
    def those_here(self) -> tuple[Member, ...]:
        """The members who are here, in the order in which they came."""
        found = (self.member(one.member) for one in self.here)
        return tuple(one for one in found if one is not None)

    @property
    def missing(self) -> tuple[Member, ...]:
        """Those who are expected, are not away and are not here."""
        return tuple(one for one in self.expected if not self.is_here(one.number) and not self.is_away(one))

    @property
    def peers(self) -> tuple[Member, ...]:
        """Those who may be called to ask: here, agreed, neither presenter nor adviser."""
        presents = self.slot.member if self.slot else None
        return tuple(one for one in self.those_here if one.agreed and one.number != presents and not one.is_adviser)

    @property
    def presenter_is_here(self) -> bool:
        presenter = self.presenter
        return presenter is not None and self.is_here(presenter.number)

    @property
    def last_sign(self) -> datetime:
        """When somebody last gave a sign of life in this meeting."""
        known = [self.started_at, self.adviser_sign_at, *(one.sign_at for one in self.here)]
        return max((moment for moment in known if moment is not None), default=self.now)

    # The log

    def entry(self, key: Key) -> Entry | None:
        """The newest message of that key."""
        return next((one for one in reversed(self.log) if one.key == key), None)

    @property
    def head_key(self) -> Key:
        """The head of the thread where the open step happens: the slot's card, or the step's own."""
        slot = self.slot
        return Key(Says.SLOT_CARD, slot.id) if slot is not None else Key(Says.STEP_CARD, self.step.id)

    @property
    def head(self) -> Entry | None:
        return self.entry(self.head_key)

    def below(self, head: Key | None) -> tuple[Entry, ...]:
        """What stands in the thread of that head, or with None at the top, without what was dropped."""
        return tuple(one for one in self.log if one.under == head and not one.dropped)

    def is_latest(self, entry: Entry) -> bool:
        """Whether nothing of ours stands below it in its thread, or at the top. Notices do not count: they take no controls."""
        if entry.dropped:
            return False
        if entry.key.kind is not Says.NOTICE:
            return self._once("latest", self._latest).get(entry.under) is entry
        standing = [one for one in self.below(entry.under) if one.key.kind is not Says.NOTICE or one is entry]
        return standing[-1] is entry

    def _latest(self) -> Mapping[Key | None, Entry]:
        """The last message under each head that is no notice."""
        return {one.under: one for one in self.log if not one.dropped and one.key.kind is not Says.NOTICE}

    # Another one

    def with_step(self, **changes: Any) -> "Meeting":
        """The same with the open step changed."""
        return replace(self, steps=(*self.steps[:-1], replace(self.step, **changes)))

    def with_slot(self, slot_id: str, **changes: Any) -> "Meeting":
        return replace(self, slots=_with(self.slots, lambda one: one.id == slot_id, changes))

    def with_turn(self, turn_id: str, **changes: Any) -> "Meeting":
        return replace(self, turns=_with(self.turns, lambda one: one.id == turn_id, changes))

    def with_member(self, number: int, **changes: Any) -> "Meeting":
        return replace(self, members=_with(self.members, lambda one: one.number == number, changes))

    def with_presence(self, number: int, **changes: Any) -> "Meeting":
        return replace(self, here=_with(self.here, lambda one: one.member == number, changes))

    def with_entry(self, entry: Entry, **changes: Any) -> "Meeting":
        return replace(self, log=_with(self.log, lambda one: one is entry, changes))

    def with_known(self, **changes: Any) -> "Meeting":
        """The same, and this is known of what lies outside; what is None is as it was."""
        return replace(
            self, known=replace(self.known, **{name: one for name, one in changes.items() if one is not None})
        )

    def and_outside(self, *effects: Effect) -> "Meeting":
        """The same, and these effects happen outside of it."""
        return replace(self, effects=(*self.effects, *effects))

    def effects_of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """What was changed outside of that kind, in order."""
        return tuple(one for one in self.effects if isinstance(one, kind))


def _with(those: Sequence[One], chosen: Callable[[One], bool], changes: Mapping[str, Any]) -> tuple[One, ...]:
    return tuple(replace(one, **changes) if chosen(one) else one for one in those)  # type: ignore[type-var]
