"""The course of a meeting: the steps in their order, the moves that end them, and who may make a move.

The engine knows kinds of step, never a format's name or its order (M2 to M16).
"""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bot.domain.actions import Listing
from bot.domain.bid_order import Bid
from bot.domain.controls import Standing, StepControls
from bot.domain.cycles import NO_AIMS, Aims, Together
from bot.domain.formats import Ends, Format, FormatStep, Proposed
from bot.domain.records import LastTime
from bot.domain.states import IssueKind, MeetingState
from bot.domain.step_kinds import StepKind

SPOKEN: Final = {"spoken": True, "typed": False}
"""Whether a meeting is spoken, by the word for how it is held."""
GRACE: Final = timedelta(minutes=1)
ADVISER_SILENCE: Final = timedelta(minutes=5)
WARN_FROM: Final = 5.0
UNATTENDED_STEPS: Final = 2
TIME_TO_RETURN: Final = timedelta(minutes=5)
"""What the step at hand has left after a pause that came because nobody was there."""
LEFT_OPEN: Final = timedelta(days=1)
MOST_IN_A_SLOT: Final = 12
"""Messages of the bot in a slot's thread, besides the calls."""
MOST_AT_THE_TOP: Final = 12
ROOM_FOR_ACTIONS: Final = 3
"""How many actions a slot usually brings (A2); each is a message, and those beyond join the last of them."""
MOST_OF_THE_CLOCK: Final = 2
"""Messages of a slot, or outside of slots of the meeting, that tell of a clock that stands or goes; then the last is edited."""
MOST_OF_MOMENTS: Final = 4
"""The same where what is said is of a moment: that there is one, and that it is over, are news each time."""
ROOM_FOR_SLOTS: Final = 2


class Move(StrEnum):
    """What can end a step, or leave it as it is."""

    NEXT = "next"
    FINISHED = "finished"
    EVERYBODY = "everybody"
    TIME = "time"
    CLOSE = "close"


class Effect(StrEnum):
    """What a move does to the meeting."""

    ADVANCE = "advance"
    STAY = "stay"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """A step of the agenda; `slot` is the index of its slot, None outside of slots."""

    step: FormatStep
    slot: int | None


@lru_cache(maxsize=100)
def agenda(meeting_format: Format, slots: int) -> tuple[AgendaStep, ...]:
    """Every step of a meeting with that many slots, in order. It is looked at a dozen times for each gesture."""
    in_slots = [AgendaStep(step, slot) for slot in range(slots) for step in meeting_format.slot]
    return (
        *(AgendaStep(step, None) for step in meeting_format.before),
        *in_slots,
        *(AgendaStep(step, None) for step in meeting_format.after),
    )


def warn_at(began: datetime, ends: datetime, minutes: float) -> datetime | None:
    """When a fifth of the time is left; boxes under five minutes have no warning."""
    return None if minutes < WARN_FROM else ends - (ends - began) / 5


def slots_that_fit(meeting_format: Format, minutes_left: float) -> int:
    """How many slots fit before the steps that come after them; at least one."""
    return max(1, more_slots_that_fit(meeting_format, minutes_left))


def more_slots_that_fit(meeting_format: Format, minutes_left: float) -> int:
    """How many slots still fit before the steps that come after them; none where there is no time for one."""
    after = sum(step.minutes for step in meeting_format.after)
    just_short = 1e-9  # seconds written as fractions of a minute do not add up exactly
    return math.floor((minutes_left - after) / meeting_format.minutes_of_slot + just_short)


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who wants to move the meeting, as the rule sees them."""

    is_adviser: bool
    is_presenter: bool
    is_here: bool


def may_move(mover: Mover, *, in_slot: bool, presenter_here: bool, adviser_calls: bool, adviser_presents: bool) -> bool:
    """Whether this person may move the meeting on.

    `adviser_calls`: there is an adviser who gave a sign in the last five minutes. An adviser who presents hands moving over.
    """
    if mover.is_presenter and in_slot:
        return True
    if mover.is_adviser and not adviser_presents:
        return True
    if in_slot and presenter_here and not adviser_presents:
        return False
    return mover.is_here and (not adviser_calls or adviser_presents)


class Where(StrEnum):
    """Where a line of the agenda stands."""

    OVER = "over"
    SKIPPED = "skipped"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line of the agenda card: a step, or a whole slot (then `presenter` may be known)."""

    kind: StepKind | None
    where: Where
    minutes: float
    presenter: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The card that shows where a meeting is. All moments UTC. `elsewhere`: a newer card has taken its place.

    `proposed` is a format made for this meeting, while nobody has chosen one for it, and `usual` the name of the set's own.
    `overrun` is by how many minutes its format with one slot is longer than the `minutes` that the set planned, before any slot.
    `gathers` during the opening, as long as not all are here: who is here and who is not stands on its own card then.
    """

    meeting_id: str
    set_name: str
    number: int
    of: int
    state: MeetingState
    planned_at: datetime
    until: datetime | None
    spoken: bool
    place: str
    lines: tuple[AgendaLine, ...]
    rules: tuple[str, ...]
    here: tuple[str, ...]
    missing: tuple[str, ...]
    away: tuple[str, ...]
    formats: tuple[tuple[str, str], ...] = ()
    minutes: int = 0
    overrun: float = 0
    all_agreed: bool = True
    gathers: bool = False
    elsewhere: bool = False
    standing: Standing = Standing.PAUSED
    adviser: str | None = None
    proposed: Proposed | None = None
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A line of the record at the closing: a presenter, their question, and whether they named actions."""

    presenter: str
    sentence: str
    restated: str
    said_none: bool
    actions: int
    kind: IssueKind = IssueKind.PROBLEM


@dataclass(frozen=True, slots=True)
class Learned:
    """A line of learning that somebody chose to share with the set."""

    user: str
    note: str


@dataclass(frozen=True, slots=True)
class StepCard:
    """A step outside of slots, as its card shows it. `open` while it runs, with its controls.

    `ranged` where the set is large enough for the pulses to have a range, `pulse_shown` once it was shown what was given,
    and `counts_balance` until somebody has asked how often each has asked, where there are enough peers.
    `host` is asked for the next date, where it is missing; `hosts` until the next meeting, where there is one.
    `came` are those who were here as the opening ended: who comes or goes later is no reason to say so anew.
    `goes_on` is when it is over by itself (UTC), though one has not answered, or once what was told could be read.
    `looking_back` are so many who took on nothing last time, and are asked how it looks now.
    `minutes_left` is what it warns of, 0 for nothing.
    A review asks at the half of a cycle (`midway`) whether the set suits, at its end what came of the `aims`. The closing of its
    last meeting offers to renew it for as many meetings as `renews`, and says whether all would go on, where that is known.
    `ends` is how its format says that it ends; `only_keeps` where the set wants no more than dates,
    the clock, actions and report-backs.
    """

    step_id: str
    meeting_id: str
    kind: StepKind
    says: str
    minutes: float
    until: datetime
    open: bool
    paused: bool
    minutes_left: int
    here: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    bids: tuple[Bid, ...] = ()
    fits: int = 1
    next_in_line: str = ""
    owners: int = 0
    actions: int = 0
    told: tuple[str, ...] = ()
    looking_back: int = 0
    record: tuple[Recorded, ...] = ()
    presented: bool = False
    next_at: datetime | None = None
    zone: str = ""
    number: int = 0
    of: int = 0
    prompt: str = ""
    open_actions: Listing = field(default_factory=Listing)
    learned: tuple[Learned, ...] = ()
    host: str = ""
    hosts: str = ""
    time_up: bool = field(default=False, compare=False)
    tells_time_up: bool = False
    spoken: bool = False
    ranged: bool = False
    pulse_shown: bool = False
    counts_balance: bool = False
    standing: Standing = Standing.PAUSED
    goes_on: datetime | None = None
    last_time: LastTime | None = None
    came: tuple[str, ...] = field(default=(), compare=False)
    midway: bool = False
    aims: Aims = NO_AIMS
    set_id: str = ""
    renews: int = 0
    going_on: Together | None = None
    has_ended: bool = False
    ends: Ends | None = None
    only_keeps: bool = False

    @property
    def goes_on_by_itself(self) -> bool:
        """Whether it may be over before its time without anybody moving on."""
        return self.ends not in (Ends.NEXT, Ends.TIME)


@dataclass(frozen=True, slots=True)
class SlotCard:
    """A presenter's slot in the channel; all of it happens in the thread below. `until` is None once it is over.

    That its presenter has left the set since is no reason to say so anew.
    """

    presenter: str = field(compare=False)
    sentence: str
    question: str
    restated: str
    position: int
    until: datetime | None
    actions: int
    slot_id: str = ""
    paused: bool = False
    standing: Standing = Standing.PAUSED
    ended_early: bool = False
    spoken: bool = False
    about: IssueKind = IssueKind.PROBLEM


@dataclass(frozen=True, slots=True)
class SlotStep:
    """A step of a slot, as its message in the thread shows it.

    It names people as they were there when it was said: who comes or goes later is no reason to say so anew.
    `goes_on` is when it is over though one has not answered (UTC). `minutes_left` is what it warns of, 0 for nothing.
    `says` is as its format has it, with placeholders for people, and `ends` is how it says that the step ends. Where the set wants no
    more than dates, the clock, actions and report-backs it `only_keeps`.
    """

    step_id: str
    kind: StepKind
    says: str = field(compare=False)
    """The words of its format, in which its minutes and its people are placeholders."""
    minutes: float
    presenter: str = field(compare=False)
    everyone: tuple[str, ...] = field(compare=False)
    first: bool
    until: datetime
    open: bool
    paused: bool
    minutes_left: int
    spoken: bool
    why: str = ""
    tried: str = ""
    wanted: str = ""
    link: str = ""
    challenge: int = 2
    about: IssueKind = IssueKind.PROBLEM
    question: str = ""
    restated: str = ""
    prompt: str = ""
    presenter_prompt: str = ""
    peers: tuple[str, ...] = field(default=(), compare=False)
    issue_id: str = ""
    time_up: bool = field(default=False, compare=False)
    tells_time_up: bool = False
    latest: bool = True
    actions: int = 0
    said_none: bool = False
    slot_runs: bool = False
    calling: bool = False
    opened_above: bool = False
    acted: bool = False
    unasked: bool = False
    next_presenter: str = field(default="", compare=False)
    goes_on: datetime | None = None
    standing: Standing = Standing.PAUSED
    ended_early: bool = False
    ends: Ends | None = None
    only_keeps: bool = False


def joins(place: int) -> int:
    """The place, from 0, of the action of its slot in whose message this one stands: the last one takes all that follow."""
    return min(place, ROOM_FOR_ACTIONS - 1)


@dataclass(frozen=True, slots=True)
class TimeUp:
    """A time-box has run out: move on or extend. `until` is when the bot moves on by itself; None while a turn is open.

    `latest` while nothing of the bot stands below it: then it carries the controls. At the closing `dated` where there is
    a next date, without which nobody can close; after the last meeting of a cycle the set may be renewed for `renews` more.
    `extended` where the set took more time instead of moving on. `acted` once
    the slot of its step has brought an action. `only_keeps` as in the step itself.
    """

    step_id: str
    kind: StepKind
    until: datetime | None
    open: bool
    latest: bool = True
    dated: bool = True
    paused: bool = False
    carried: StepControls | None = None
    standing: Standing = Standing.PAUSED
    extended: bool = False
    acted: bool = False
    unasked: bool = False
    only_keeps: bool = False
    renews: int = 0
    set_id: str = ""
