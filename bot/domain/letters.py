"""A letter: what one person is told on one day, over all their sets, in one message; and on which day the next one is due."""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.absences import is_away
from bot.domain.asking_again import Around, Occasion, SaidOf, is_asked, is_quiet
from bot.domain.calendars import (
    NO_DAYS,
    CivilHours,
    OnDay,
    instant,
    is_working,
    last_working_day,
    local_day,
    working_days_before,
)
from bot.domain.states import STILL_OPEN

FIRST: Final = 3
"""Working days before a meeting on which every member is told of it."""
LAST: Final = 1
"""Working days before it on which those are told again who have something open."""
MOST_ASKED: Final = 2
"""So often letters ask about one action at most, from three working days before a meeting until it begins."""
LATE: Final = timedelta(hours=1)
"""A letter that is composed so long after its hour says so, where nobody was there to compose it."""
_FARTHEST: Final = 800
"""Days ahead in which a day is looked for on which somebody may be written to."""


class Part(StrEnum):
    """What a letter may hold, for each set in this order."""

    CHANGED = "changed"
    MEETING = "meeting"
    STILL_OPEN = "still_open"
    DUE = "due"
    NOT_SAID = "not_said"
    PARKED = "parked"
    MISSED_MEETING = "missed_meeting"
    MAY_READ = "may_read"
    MILESTONE = "milestone"
    DAY_OFF = "day_off"
    HOST = "host"
    NO_DATE = "no_date"
    NOT_HELD = "not_held"
    HAS_LEFT = "has_left"
    OUTSIDE = "outside"
    REMOVAL = "removal"
    REMOVAL_OVER = "removal_over"
    TRAVELLED = "travelled"
    GOING_ON = "going_on"
    RENEWAL = "renewal"
    SLEEPING = "sleeping"


COMPUTED: Final = frozenset({Part.MEETING, Part.STILL_OPEN, Part.DUE, Part.GOING_ON})
"""What follows from dates and actions; everything else waits in a row of its own until it is told."""
_ORDER: Final = {part: place for place, part in enumerate(Part)}
ABOUT_A_DATE: Final = (Part.MILESTONE, Part.DAY_OFF, Part.HOST)
"""What the host is asked about the date of a meeting, by whose row they are named: drawn anew where it has another."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who is written to, at what hours of their own zone (IANA). `last` is the local day of the newest letter."""

    zone: str
    hours: CivilHours
    wants: bool = True
    last: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """A planned meeting, by its row, and when its reader was told of that date for the first and the second time (UTC)."""

    row: int
    at: datetime
    told: datetime | None = None
    told_again: datetime | None = None
    is_expected: bool = True
    """Whether the reader has not said that they cannot come, and is not away on its day."""
    is_last: bool = False
    """Whether its cycle plans no other after it: then everybody is asked whether they would go on, also who cannot come."""
    has_asked: bool = False
    """Whether they have been asked that."""


@dataclass(frozen=True, slots=True)
class OwnAction:
    """An action of the reader, by its row; `told` where a letter has told that it is due on that day."""

    row: int
    said: SaidOf
    due: OnDay | None = None
    told: bool = False
    asked: tuple[datetime, ...] = ()
    """When letters have asked what came of it (UTC), as far as that may be inside a window to come."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was put by for the next letter, by its row; not to be told before that moment (UTC)."""

    row: int
    part: Part
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnSet:
    """A set as one of its members is written to about it; None for what is of no set.

    They are away from the first to the last day of `away`, and nothing is told on the days of `off`, nor before the
    day until which the set rests. `began` and `closed` are
    of the last meeting (UTC).
    """

    set_id: int | None
    meetings: tuple[MeetingAhead, ...] = ()
    actions: tuple[OwnAction, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    away: tuple[date | None, date | None] = (None, None)
    off: Container[date] = NO_DAYS
    rests_until: date | None = None
    began: datetime | None = None
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """What a letter holds: the part, the row that it is about (of what waited its own, of what is due the set's), and when it was
    to be told (UTC). `actions` are the rows of the actions that are asked about in it.
    """

    part: Part
    set_id: int | None
    row: int
    due_at: datetime
    actions: tuple[int, ...] = ()
    is_waiting: bool = False


def subject_of(meeting: int, at: datetime) -> str:
    """What a part of a letter is about that tells of the meeting of that row on that date (UTC)."""
    return f"{meeting}:{at.timestamp():.0f}"


def about_gone(member: int, since: datetime) -> str:
    """What a part is about that asks whether the member of that row, who is gone since then (UTC), has left the set."""
    return f"{member}:{since.timestamp():.0f}"


def held(reader: Reader, sets: Iterable[OwnSet], now: datetime) -> tuple[Held, ...]:
    """What a letter holds that is composed at that moment (UTC); empty where there is none that day."""
    today = local_day(now, reader.zone)
    if not reader.wants or reader.last == today:
        return ()
    found = (part for one in sets if _is_written_on(reader, one, today) for part in _of_set(reader, one, now))
    return tuple(found)


def next_at(reader: Reader, sets: Iterable[OwnSet], after: datetime) -> datetime | None:
    """When the next letter may be due after that moment: at an opening hour of its reader (UTC). None where nothing is ahead.

    That there is something to tell then shows as it is composed.
    """
    if not reader.wants:
        return None
    return min((moment for one in sets for moment in moments(reader, one, after)), default=None)


def is_opening(reader: Reader, moment: datetime) -> bool:
    """Whether a moment is the opening hour of its day: then a letter is composed."""
    return instant(local_day(moment, reader.zone), reader.hours.opens, reader.zone) == moment


def moments(reader: Reader, one: OwnSet, after: datetime) -> Iterator[datetime]:
    """The opening hours after that moment at which there may be something to tell of a set."""
    soon = after + timedelta(microseconds=1)
    for meeting in one.meetings:
        first, last = (_before(reader, one, meeting, days) for days in (FIRST, LAST))
        told_before = meeting.told is None or meeting.told < last
        for at, is_ahead in ((first, meeting.told is None), (last, meeting.told_again is None and told_before)):
            opening = _opening(reader, one, max(at, soon)) if is_ahead else None
            if opening is not None and opening < meeting.at:
                yield opening
    for action in one.actions:
        opening = _opening(reader, one, _due_from(reader, one, action)) if action.due and not action.told else None
        if opening is not None and opening > after:
            yield opening
    for waiting in one.waiting:
        opening = _opening(reader, one, max(waiting.not_before or soon, soon))
        if opening is not None:
            yield opening


def windows(reader: Reader, one: OwnSet, now: datetime) -> list[datetime]:
    """Since when the meetings are so near that their own letters ask what came of actions: a moment each (UTC)."""
    since = ((meeting, _before(reader, one, meeting, FIRST)) for meeting in one.meetings)
    return [first for meeting, first in since if first <= now < meeting.at]


def _of_set(reader: Reader, one: OwnSet, now: datetime) -> list[Held]:
    return sorted(_found(reader, one, now), key=lambda held: _ORDER[held.part])


def _found(reader: Reader, one: OwnSet, now: datetime) -> Iterator[Held]:
    near = windows(reader, one, now)
    open_ones = [action for action in one.actions if _may_be_asked(action, one, near)]
    parts = (part for meeting in one.meetings for part in _of_meeting(reader, one, meeting, open_ones, now))
    yield from _each_asked_once(parts)
    if one.set_id is not None and not near and (due := _due(reader, one, now)):
        yield Held(Part.DUE, one.set_id, one.set_id, min(due.values()), tuple(due))
    for waiting in one.waiting:
        if waiting.not_before is None or waiting.not_before <= now:
            yield Held(waiting.part, one.set_id, waiting.row, waiting.not_before or now, is_waiting=True)


def _may_be_asked(action: OwnAction, one: OwnSet, near: Iterable[datetime]) -> bool:
    """Whether it is open, its owner has not put an end to it, and letters have not asked often enough while a meeting is near."""
    if action.said.status not in STILL_OPEN or is_quiet(action.said, one.began):
        return False
    return all(sum(first <= at for at in action.asked) < MOST_ASKED for first in near)


def _each_asked_once(parts: Iterable[Held]) -> Iterator[Held]:
    """Where two meetings of a set are near, their actions are asked about with the first that a letter tells of."""
    asked: set[int] = set()
    for part in parts:
        left = tuple(action for action in part.actions if action not in asked)
        asked |= set(left)
        if left or part.part is not Part.STILL_OPEN:
            yield replace(part, actions=left)


def _of_meeting(
    reader: Reader, one: OwnSet, meeting: MeetingAhead, open_ones: Collection[OwnAction], now: datetime
) -> Iterator[Held]:
    """Once to everybody who is expected, or has something open; the day before it once more to the latter.

    Whoever has not been asked whether they would go on is asked with either: it may have become the last in between.
    """
    first, last = (_before(reader, one, meeting, days) for days in (FIRST, LAST))
    due_at = _opening(reader, one, first if meeting.told is None else last)
    if due_at is None or not due_at <= now < meeting.at:
        return
    on = Occasion.FIRST if meeting.told is None else Occasion.SECOND
    around = Around(one.began, one.closed, meeting.told or first)
    asked = any(is_asked(action.said, on, around) for action in open_ones)
    about = tuple(action.row for action in open_ones) if asked else ()
    if meeting.told is None and (about or meeting.is_expected):
        yield Held(Part.MEETING, one.set_id, meeting.row, due_at, about)
    elif meeting.told is not None and meeting.told < last and meeting.told_again is None and about:
        yield Held(Part.STILL_OPEN, one.set_id, meeting.row, due_at, about)
    if meeting.is_last and not meeting.has_asked and (meeting.told is None or meeting.told < last):
        yield Held(Part.GOING_ON, one.set_id, meeting.row, due_at)


def _due(reader: Reader, one: OwnSet, now: datetime) -> dict[int, datetime]:
    """The actions of a set whose day it is, by their rows, and since when. Near a meeting its own letters ask about them."""
    found = {action.row: _due_now(reader, one, action, now) for action in one.actions}
    return {row: since for row, since in found.items() if since is not None}


def _due_now(reader: Reader, one: OwnSet, action: OwnAction, now: datetime) -> datetime | None:
    """On the day that it is due, or the last working day before; not once that day is over, nor of what was told that day."""
    if action.due is None or action.told:
        return None
    today, said = local_day(now, action.due.zone), action.said
    since = _opening(reader, one, _due_from(reader, one, action))
    if since is None or since > now or action.due.day < today:
        return None
    if said.at is not None and local_day(said.at, action.due.zone) == today:
        return None
    around = Around(one.began, one.closed, _next_asked(reader, one, now))
    return since if is_asked(said, Occasion.DUE_DAY, around) else None


def _next_asked(reader: Reader, one: OwnSet, now: datetime) -> datetime | None:
    """When the members of a set are first asked before the next meeting (UTC)."""
    ahead = [meeting for meeting in one.meetings if meeting.at > now]
    return _before(reader, one, min(ahead, key=lambda one: one.at), FIRST) if ahead else None


def _before(reader: Reader, one: OwnSet, meeting: MeetingAhead, days: int) -> datetime:
    """The opening of the working day that lies so many working days before a meeting."""
    return working_days_before(meeting.at, days, reader.zone, reader.hours, one.off)


def _due_from(reader: Reader, one: OwnSet, action: OwnAction) -> datetime:
    """The opening of the day on which something is due, or of the last working day before."""
    day = last_working_day(action.due.day if action.due is not None else date.max, reader.hours, one.off)
    return instant(day, reader.hours.opens, reader.zone)


def _opening(reader: Reader, one: OwnSet, since: datetime) -> datetime | None:
    """The first opening hour from that moment on at which the reader may be written to about a set (UTC)."""
    day = local_day(since, reader.zone)
    if instant(day, reader.hours.opens, reader.zone) < since:
        day += timedelta(days=1)
    days = (day + timedelta(days=ahead) for ahead in range(_FARTHEST))
    found = next((day for day in days if _is_written_on(reader, one, day)), None)
    return instant(found, reader.hours.opens, reader.zone).astimezone(UTC) if found is not None else None


def _is_written_on(reader: Reader, one: OwnSet, day: date) -> bool:
    if one.rests_until is not None and day < one.rests_until:
        return False
    return is_working(day, reader.hours, one.off) and not is_away(*one.away, day)


def once_told(sets: Iterable[OwnSet], told: Iterable[Held], now: datetime) -> tuple[OwnSet, ...]:
    """The same sets once a letter has told these parts at that moment (UTC)."""
    parts = list(told)
    return tuple(_once_told(one, [part for part in parts if part.set_id == one.set_id], now) for one in sets)


def _once_told(one: OwnSet, parts: Iterable[Held], now: datetime) -> OwnSet:
    rows = {(part.part, part.row) for part in parts}
    due = {action for part in parts if part.part is Part.DUE for action in part.actions}
    asked = {action for part in parts for action in part.actions}
    return replace(
        one,
        meetings=tuple(
            replace(
                meeting,
                told=now if (Part.MEETING, meeting.row) in rows else meeting.told,
                has_asked=meeting.has_asked or (Part.GOING_ON, meeting.row) in rows,
                told_again=now if (Part.STILL_OPEN, meeting.row) in rows else meeting.told_again,
            )
            for meeting in one.meetings
        ),
        actions=tuple(
            replace(
                action,
                told=action.told or action.row in due,
                asked=(*action.asked, now) if action.row in asked else action.asked,
            )
            for action in one.actions
        ),
        waiting=tuple(wait for wait in one.waiting if (wait.part, wait.row) not in rows),
    )
