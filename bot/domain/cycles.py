"""A cycle of a set: its half, its last meeting, whether its members would go on, and when a set sleeps or is over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.domain.calendars import DEFAULT_HOURS, civil, instant
from bot.domain.days_off import DaysOff
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from bot.domain.states import ActionStatus, GoingOn, Guidance, IssueKind

MOST_STORIES: Final = 20
"""How many actions of a cycle are told as stories; beyond them it says how many there are."""
INTERVALS_ASLEEP: Final = 2
"""So many of its intervals without a meeting, and a set sleeps."""
THEN_ALL: Final = timedelta(days=14)
"""So long after its host all members of a sleeping set are asked what becomes of it."""
_A_DAY: Final = timedelta(days=1)
LONGEST_PAUSE: Final = timedelta(days=366)
WAKES: Final = time(9)


class Suits(StrEnum):
    """What somebody would have otherwise, asked whether the set is what they came for. It leads to a form, and is not kept."""

    LENGTH = "length"
    FORMAT = "format"
    RULES = "rules"
    PLACE = "place"
    HOW_MUCH = "how_much"


class Together(StrEnum):
    """Whether all would go on after a cycle, and no more than that. NOT_ALL_SAID is where nobody has said otherwise."""

    ALL = "all"
    NOT_ALL = "not_all"
    NOT_ALL_SAID = "not_all_said"


@dataclass(frozen=True, slots=True)
class Story:
    """An action of the cycle in brief: from which issue, as restated, what was to be done, and what came of it.

    Nothing of slots that their presenters ended, and nothing that only its owner sees.
    """

    owner: str
    issue: str
    restated: str
    what: str
    status: ActionStatus
    happened: str = ""
    learned: str = ""
    kind: IssueKind = IssueKind.PROBLEM


@dataclass(frozen=True, slots=True)
class Aims:
    """What a set wanted to learn, do and change, as its charter has it."""

    learn: str = ""
    do: str = ""
    change: str = ""

    @property
    def are_written(self) -> bool:
        return any(words.strip() for words in (self.learn, self.do, self.change))


NO_AIMS: Final = Aims()


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """Another cycle: meetings so many weeks apart, `meetings` of them, the `first` then (UTC), with aims and rules afresh."""

    every_weeks: int
    meetings: int
    first: datetime
    aims: Aims
    plan_link: str
    rules: tuple[str, ...]
    guidance: Guidance = Guidance.LEAD


@dataclass(frozen=True, slots=True)
class Ending:
    """What it means to end a set, for whoever asks. Its record would be kept until the end of that day.

    Or for longer, where `is_held`: while a legal hold is in force.
    """

    set_id: str
    name: str
    kept_until: date
    kept_months: int
    open_actions: int
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class AskedAsleep:
    """What becomes of a set that does not meet: asked of its host, or of `everybody`. `settled` once that is clear."""

    set_id: str
    name: str
    everybody: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class AskedAlong:
    """Whether a member comes along for another cycle of so many meetings, the first then (UTC); None for one that has passed.

    `comes` once they have said so.
    """

    set_id: str
    name: str
    meetings: int
    first: datetime | None
    zone: str
    comes: bool


@dataclass(frozen=True, slots=True)
class AskedGoingOn:
    """Before the last meeting of a cycle, at that moment (UTC): what has moved, and whether they would go on. `said` is theirs alone.

    `is_over` once that meeting has begun, or is not the last any more.
    """

    set_id: str
    name: str
    at: datetime
    zone: str
    said: GoingOn | None
    moved: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What somebody has said at the end of a cycle, as only they see it: with their condition, and what has moved."""

    set_id: str
    said: GoingOn | None = None
    on_condition: str = ""
    moved: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """A set that rests, and wakes on that day; so many planned meetings before it have moved behind it."""

    until: date
    moved: int


@dataclass(frozen=True, slots=True)
class Moved:
    """What has moved for a member, who chose to have the set read it."""

    user: str
    words: str


@dataclass(frozen=True, slots=True)
class CycleStories:
    """The cycle as its last meeting opens: how many `meetings` were held before it, stories and how many there are `in_all`."""

    meetings: int
    stories: tuple[Story, ...]
    in_all: int
    aims: Aims
    moved: tuple[Moved, ...] = ()


def is_midway(place: int, many: int) -> bool:
    """Whether the meeting at that place (from 1) of a cycle of so many is at its half, or beyond it and not its last."""
    return many > 1 and (many + 1) // 2 <= place < many


def ends_a_cycle(number: int, before: int, many: int) -> bool:
    """Whether the meeting of that number is the last of its cycle of so many, and had others in it before."""
    return many > 1 and number >= before + many


def all_go_on(answers: Collection[GoingOn | None]) -> Together | None:
    """Whether every member has said a plain yes: a condition is for them to say, and so is a no. None where nobody has answered."""
    said = [one for one in answers if one is not None]
    if not said:
        return None
    if any(one is not GoingOn.YES for one in said):
        return Together.NOT_ALL
    return Together.ALL if len(said) == len(answers) else Together.NOT_ALL_SAID


def kept_until(ended: date, months: int) -> date:
    """The last day on which the record of a set that ended on that day is kept."""
    return ended + relativedelta(months=months)


def sleeps_at(since: datetime, every_weeks: int, ahead: datetime | None, *, missed: bool) -> datetime:
    """When a set that does not meet sleeps (UTC): two of its intervals after it last met, began or woke (`since`).

    With a date ahead and none `missed` since then its members have put it off on purpose: then a day after that date.
    """
    asleep = since + INTERVALS_ASLEEP * timedelta(weeks=every_weeks)
    return max(asleep, ahead + _A_DAY) if ahead is not None and not missed else asleep


def checked_pause(day: date, today: date) -> date:
    """The day on which a set that rests wakes; Refused for one that is not ahead, or further than a year."""
    if day <= today:
        raise Refused(Refusal.PAST_DAY_CHOSEN, "day")
    if day > today + LONGEST_PAUSE:
        raise Refused(Refusal.PAUSE_TOO_LONG, "day")
    return day


def wakes_at(day: date, zone: str, days_off: DaysOff) -> datetime:
    """When a set that rests until that day is told that it rests no longer (UTC): that morning in its zone, on a working day."""
    return civil(instant(day, WAKES, zone), zone, DEFAULT_HOURS, days_off)
