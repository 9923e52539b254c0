"""What letters show: values, each drawn from what is true as its letter is sent, and as it is edited."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain.actions import ActionLine, NotSaid
from bot.domain.cycles import AskedAlong, AskedAsleep, AskedGoingOn
from bot.domain.host_letters import NoDateLetter, NotHeldLetter
from bot.domain.leave_requests import GoneMember, OthersAsked
from bot.domain.letters import Part
from bot.domain.states import MeetingState


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a letter with what it shows; None for one that has lapsed since it was told."""

    part: Part
    value: object | None


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter as it is now. `late` where it came after its hour, since nobody was there to compose it.

    It is that of a `day` of its reader's, by which they ask for it once more: then it comes at `again_at` (UTC). `zone` is theirs.
    """

    late: bool
    parts: tuple[ShownPart, ...]
    day: date | None = None
    again_at: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class MeetingLetter:
    """A meeting as one of its members is told of it, with those of their actions that they are asked about.

    `moved_to` is its date (UTC) where it has another by now than the one told. `again` before the day of the meeting, `newer` where
    that letter has come since. They are `expected` where they have not said that they cannot come. `first` is whose issue is first in
    line, as a Slack id; empty for nobody's. So many actions `beyond` those listed are left out.
    """

    set_name: str
    meeting_id: str
    number: int
    at: datetime
    zone: str
    place: str
    state: MeetingState
    lines: tuple[ActionLine, ...] = ()
    beyond: int = 0
    again: bool = False
    newer: bool = False
    expected: bool = True
    regretted: bool = False
    first: str = ""
    reader: str = ""
    milestone: str = ""
    moved_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangedLetter:
    """A meeting that was to be at that moment (UTC) was moved to another, or called off: while its reader was `away`, or else they
    had been told of that date.
    """

    set_name: str
    was: datetime
    at: datetime | None
    zone: str
    away: bool = True


@dataclass(frozen=True, slots=True)
class DueLetter:
    """Actions of one person in a set whose day it is; so many `beyond` those listed are left out."""

    set_name: str
    lines: tuple[ActionLine, ...]
    beyond: int = 0


@dataclass(frozen=True, slots=True)
class ParkedLetter:
    """So many questions that a presenter parked in their slot; they stand on the home tab."""

    set_name: str
    count: int


@dataclass(frozen=True, slots=True)
class MissedLetter:
    """A meeting that was held without its reader.

    `earlier` are those before it of which no letter has told yet, newest first: their ids and when they began (UTC). Its reader
    `reports` where they have an open action in that set.
    """

    set_name: str
    set_id: str
    meeting_id: str
    at: datetime
    zone: str
    earlier: tuple[tuple[str, datetime], ...] = ()
    reports: bool = True


@dataclass(frozen=True, slots=True)
class MayReadLetter:
    """Whether those who could not come may read the slot of its reader, in the meeting that began then (UTC).

    `said` is what they have said to that; None where nothing yet. `absent` are Slack ids.
    """

    set_name: str
    slot_id: str
    at: datetime
    zone: str
    absent: tuple[str, ...]
    said: bool | None


def is_left(value: object | None) -> bool:
    """Whether what a part shows is still worth being told once more."""
    match value:
        case MeetingLetter():
            return value.state is MeetingState.PLANNED and value.moved_to is None and not value.newer
        case DueLetter():
            return not all(line.is_heard or line.quiet for line in value.lines)
        case AskedAsleep() | NoDateLetter() | NotHeldLetter():
            return not value.settled
        case MayReadLetter():
            return value.said is None
        case AskedAlong():
            return not value.comes
        case AskedGoingOn():
            return not value.is_over
        case OthersAsked():
            return value.is_open and value.agrees is None
        case NotSaid():
            return not value.over
        case GoneMember():
            return not (value.left or value.kept)
    return value is not None


MOST_LINES: Final = 15
"""So many actions fit a letter with their buttons, whatever else it holds."""


def within_limits(parts: tuple[ShownPart, ...]) -> tuple[ShownPart, ...]:
    """The same with no more actions than a letter has room for: the first ones, over all its parts."""
    room, fitting = MOST_LINES, []
    for part in parts:
        value = part.value
        if isinstance(value, MeetingLetter | DueLetter) and value.lines:
            kept = value.lines[:room]
            room -= len(kept)
            value = replace(value, lines=kept, beyond=len(value.lines) - len(kept))
        fitting.append(ShownPart(part.part, value))
    return tuple(fitting)
