"""A meeting as a value: what it consists of, and what can be read off it without asking anybody.

It is never changed, only replaced: each rule takes one and gives another. All moments are UTC. Steps, slots, turns and the
meeting itself are named by their public ids; `number` is the row's own, 0 until there is one. Members are named by the number
of their row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from bot.domain.actions import ActionLine, Listing
from bot.domain.calendars import DEFAULT_HOURS, CivilHours, local_day
from bot.domain.formats import Format, StepKind
from bot.domain.meetings import Learned, Planned, agenda
from bot.domain.outgoing import Says
from bot.domain.states import OPEN_TURNS, IssueState, MeetingState, TurnState

One = TypeVar("One")
Kind = TypeVar("Kind", bound="Effect")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the set who has not left. `zone` is their own, or the set's until Slack has told us; `hours` are civil."""

    number: int
    person: int
    user: str
    agreed: bool = True
    is_adviser: bool = False
    away_until: date | None = None
    missed_call: bool = False
    presented_in: int = 0
    zone: str = "Etc/UTC"
    hours: CivilHours = DEFAULT_HOURS
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class OfTheSet:
    """What a meeting knows of its set. `adviser` is the Slack id of an adviser, who need not be a member.

    `host` is the Slack id of whoever hosts, and `formats` are name and title of each that a meeting can start as.
    `planned_after` is when the next meeting by number that is still planned after this one begins (UTC), if there is one.
    """

    number: int
    id: str
    name: str
    zone: str
    minutes: int
    quiet: timedelta
    spoken: bool = False
    place: str = ""
    rules: tuple[str, ...] = ()
    meetings_planned: int = 1
    adviser: str | None = None
    host: str = ""
    formats: tuple[tuple[str, str], ...] = ()
    planned_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue that waits for a slot, or that a slot is about."""

    number: int
    id: str
    member: int
    sentence: str
    raised_at: datetime
    why: str = ""
    tried: str = ""
    wanted: str = ""
    urgency: int = 3
    challenge: int = 2
    in_line: int = 0
    state: IssueState = IssueState.WAITING


@dataclass(frozen=True, slots=True)
class Slot:
    """One presenter's time. `actions` are those it has brought, oldest first; None where they were not looked up.

    `brought` is how many there are. `parked` are Slack's `ts` of questions kept for later, `helped` is the turn that helped most.
    """

    id: str
    issue: Issue
    number: int = 0
    question: str = ""
    restated: str = ""
    none_this_time: bool = False
    none_because: str = ""
    helped: str | None = None
    away_offered: bool = False
    parked: tuple[str, ...] = ()
    brought: int = 0
    actions: tuple["Taken", ...] | None = None

    @property
    def member(self) -> int:
        """Who presents."""
        return self.issue.member


@dataclass(frozen=True, slots=True)
class Taken:
    """An action that a slot has brought: the number of its row, and the line that people see."""

    number: int
    line: ActionLine


@dataclass(frozen=True, slots=True)
class Step:
    """A step that has begun. Open until `ended_at`; `ends_at` is the end of its time-box.

    `said_at` is when its presenter last said what the real question is now. Members who did something once in it:
    `answered` (a review), `pulsed`, `passed` (a report), `restated`; who was told that it is another's turn, in `told_turn` and
    `told_late`; who is `writing` a report, and until when that is waited for.
    """

    id: str
    kind: StepKind
    position: int
    minutes: float
    says: str
    began_at: datetime
    ends_at: datetime
    slot: str | None = None
    number: int = 0
    ended_at: datetime | None = None
    prompt: str | None = None
    warned: bool = False
    time_up: bool = False
    human: bool = False
    said_at: datetime | None = None
    answered: frozenset[int] = frozenset()
    pulsed: frozenset[int] = frozenset()
    passed: frozenset[int] = frozenset()
    restated: frozenset[int] = frozenset()
    told_turn: frozenset[int] = frozenset()
    told_late: frozenset[int] = frozenset()
    writing: Mapping[int, datetime | None] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Turn:
    """A call to one peer to ask, or what a peer asked of their own accord. `word_at` is the last word of asker or presenter.

    `followed_up` once the one follow-up was asked, `spent` once more than that was: further words hold it open no more.
    `interrupted` while only *Done* ends it.
    """

    id: str
    step: str
    member: int
    state: TurnState
    called_at: datetime
    number: int = 0
    prompt: str | None = None
    thinking: bool = False
    asked_at: datetime | None = None
    asked_ts: str | None = None
    word_at: datetime | None = None
    answered: bool = False
    interrupted: bool = False
    followed_up: bool = False
    spent: bool = False
    ended_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TURNS


@dataclass(frozen=True, slots=True)
class Presence:
    """A member who is here since `here_at`, with their last sign of life."""

    member: int
    here_at: datetime
    sign_at: datetime


@dataclass(frozen=True, slots=True)
class Key:
    """Which message: its kind, and what it is about. `of` is a public id (or words), `nth` tells several about one apart.

    Where a row's own number is in the subject of a post, `of` is the public id of that row: STEP, STEP_CARD, TIME_UP and OWNER
    (`nth` is the member) of a step, SLOT_CARD of a slot, CALL of a turn, AGENDA and SPREAD of the meeting. An ACTION is of its
    slot, `nth` is the number of the action. A CLOCK is of a slot, or of the meeting, `nth` counts from 1. A NOTICE is of its
    name and what it is about. What belongs to others, or to what is not loaded, has an empty `of`, and `nth` is its subject.
    """

    kind: Says
    of: str
    nth: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in the log of a meeting, in the order of posting. `under` is the head of its thread, None at the top.

    `sent` once it is, or was, there; `tried` once an attempt was made, after which it is not dropped without a look;
    `threads` are Slack's names of the threads under it; `has_no_thread` where what belongs under it stands at the top.
    `facts` are ids, numbers and dates that only this message knows. `due_at` is when it was first wanted.
    """

    key: Key
    under: Key | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    number: int = 0
    sent: bool = False
    tried: bool = False
    dropped: bool = False
    has_no_thread: bool = False
    threads: tuple[str, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owned:
    """An action that a meeting opens with: whose it is, its line, and whether it was reported on since the last meeting."""

    member: int
    line: ActionLine
    told: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What lies outside of the meeting and is shown in it; None where it was not looked up, as nothing that is open needs it.

    `waiting` are the issues of the set that wait, in the order in which they were raised; `opened_with` the actions that it
    opens with; `following` is when the next meeting is planned, in a tuple of none or one; `open_actions` are the set's.
    `pulses` is how many have given theirs.
    """

    waiting: tuple[Issue, ...] | None = None
    opened_with: tuple[Owned, ...] | None = None
    following: tuple[datetime, ...] | None = None
    open_actions: Listing | None = None
    learned: tuple[Learned, ...] | None = None


class Effect:
    """Something that a rule changes outside of the meeting."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as it is `now`. One step is open from its start to its close.

    `turns` are those of the step that was open when it was loaded, and new ones; `log` are the messages at the top since its
    card, and those in the thread of that step.
    `effects` are what the rules have changed outside of it, in order.
    """

    id: str
    number: int
    nth: int
    of: OfTheSet
    members: tuple[Member, ...]
    now: datetime
    planned_at: datetime
    format: Format
    state: MeetingState = MeetingState.PLANNED
    spoken: bool = False
    started_at: datetime | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None
    adviser_sign_at: datetime | None = None
    unattended: int = 0
    steps: tuple[Step, ...] = ()
    slots: tuple[Slot, ...] = ()
    turns: tuple[Turn, ...] = ()
    here: tuple[Presence, ...] = ()
    log: tuple[Entry, ...] = ()
    known: Known = Known()
    effects: tuple[Effect, ...] = ()

    # What is at hand

    @property
    def step(self) -> Step:
        """The step that is open, or the last one of a meeting that is over."""
        return self.steps[-1]

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
        return tuple(turn for turn in self.turns if turn.step == self.step.id)

    @property
    def is_running(self) -> bool:
        return self.state is MeetingState.RUNNING

    @property
    def is_paused(self) -> bool:
        return self.state is MeetingState.PAUSED

    @property
    def agenda(self) -> tuple[Planned, ...]:
        """Every step with the slots that are given, in order: a step's place in it is its position."""
        return agenda(self.format, len(self.slots))

    @property
    def not_begun(self) -> tuple[Slot, ...]:
        """The slots that were given and have not begun."""
        begun = {step.slot for step in self.steps}
        return tuple(slot for slot in self.slots if slot.id not in begun)

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
        """Those who agreed to the rules as they are: they are called and count for the quorum."""
        return tuple(one for one in self.members if one.agreed)

    @property
    def presenter(self) -> Member | None:
        """Who presents in the slot that is running, unless they have left the set."""
        slot = self.slot
        return self.member(slot.member) if slot else None

    def presence(self, number: int) -> Presence | None:
        """Since when a member is here; None for one who has given no sign in this meeting, or none since they went away."""
        return next((one for one in self.here if one.member == number), None)

    def is_here(self, number: int) -> bool:
        return self.presence(number) is not None

    def is_away(self, member: Member) -> bool:
        return member.away_until is not None and member.away_until >= local_day(self.now, self.of.zone)

    @property
    def those_here(self) -> tuple[Member, ...]:
        """The members who are here, in the order in which they came."""
        found = (self.member(one.member) for one in self.here)
        return tuple(one for one in found if one is not None)

    @property
    def missing(self) -> tuple[Member, ...]:
        """Those who agreed, are not away and are not here."""
        return tuple(one for one in self.agreed if not self.is_here(one.number) and not self.is_away(one))

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
        standing = [one for one in self.below(entry.under) if one.key.kind is not Says.NOTICE or one is entry]
        return bool(standing) and standing[-1] is entry

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
