"""How far the clock is moved, as it is written in a script or typed at the prompt."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.dates import OnDay, UnclearDay, read_day
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from prompts.refused import worded_in_field
from rehearsal.written_times import stretch, time_of

FARTHEST: Final = timedelta(days=400)
"""A move beyond it would mean days of timers in a terminal, and is a slip of the finger."""
EXAMPLES: Final = "+10m, +3d, to 14:30, to Tuesday 09:00, to 1 Dec at 9am or to 2026-12-01 09:00"
LONGEST: Final = 60
"""Characters; longer words move no clock."""
USUAL: Final = time(9)
"""The time of day where only a day is named."""
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT: Final = re.compile(
    r"(?:on )?(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?\.?", re.IGNORECASE | re.ASCII
)
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class NotNow(ValueError):
    """A day is meant that cannot be told, or reached, from the moment at which it was read."""


def moved(words: str, now: datetime, zone: str) -> datetime:
    """The moment, in UTC, that `words` lead to from `now`, as wall time in `zone`.

    Raises ValueError with a sentence for what cannot be read, lies in the past, or is more than 400 days away.
    """
    asked = words.strip()
    there = _led_to(asked, now, zone)
    if there <= now:
        raise ValueError(f"“{asked}” is not ahead of {_told(now, zone)}; the clock only goes forward: {EXAMPLES}")
    if there - now > FARTHEST:
        raise ValueError(_too_far(asked))
    return there


def readable(words: str) -> None:
    """Raises ValueError with a sentence for words that move no clock, whatever the time."""
    with suppress(NotNow):
        _led_to(words.strip(), datetime(2026, 1, 1, tzinfo=UTC), "UTC")


def onward(way: timedelta) -> str:
    """A stretch of time as a script says it, in whole seconds."""
    minutes, seconds = divmod(round(way.total_seconds()), 60)
    return f"+{minutes // 60}h {minutes % 60}m {seconds}s"


def day_of(words: str, now: datetime, zone: str) -> date | None:
    """The day that is meant, on a calendar in `zone`; None where none is. A weekday's name is never today.

    Raises ValueError where it cannot be told.
    """
    return _day(_spaced(words), now.astimezone(ZoneInfo(zone)), time.min)


def pointed(words: str, now: datetime, zone: str) -> datetime | None:
    """The moment, in UTC, that a day and a time of day mean; None where one is missing. Raises ValueError as above."""
    here = now.astimezone(ZoneInfo(zone))
    return next((_at_wall(day, clock, zone) for day, clock in _both(_spaced(words), here)), None)


def moment(words: str, zone: str) -> datetime:
    """A day and time such as `2026-11-03 14:00` in `zone`, as UTC. Raises ValueError with a sentence."""
    try:
        wall = datetime.fromisoformat(words.strip())
        if not re.search(r"\d[ T]+\d", words.strip()):
            raise ValueError
    except ValueError:
        raise ValueError(f"“{words}” is not a day and time like 2026-11-03 14:00") from None
    if not 2000 <= wall.year < 2100:
        raise ValueError(f"“{words}” is not between the years 2000 and 2099")
    there = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if there.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise ValueError(f"“{words}” is no time that there is in {zone}: the clocks go forward over it")
    return there


def _led_to(asked: str, now: datetime, zone: str) -> datetime:
    if asked.startswith("-"):
        raise ValueError(f"“{asked}” leads back, and the clock only goes forward: {EXAMPLES}")
    ahead = _ahead(asked)
    if ahead is not None and ahead > FARTHEST:
        raise ValueError(_too_far(asked))
    there = _by_wall(now, ahead, zone) if ahead is not None else None
    if there is None and not asked.startswith("+"):
        there = _target(asked, now, zone)
    if there is None:
        raise ValueError(f"“{asked[:LONGEST]}” is no way to move the clock; there is {EXAMPLES}")
    return there


def _ahead(asked: str) -> timedelta | None:
    """How far, as in `+10m`, `10 minutes` or `in an hour`; a number alone only with its sign."""
    if asked.startswith("+"):
        return stretch(asked)
    bare = re.sub(r"^in\s", "", asked, flags=re.IGNORECASE)
    return None if bare.isdigit() or ":" in bare else stretch(bare)


def _by_wall(now: datetime, step: timedelta, zone: str) -> datetime:
    """Whole days keep the time on the wall; hours, minutes and seconds are what they are."""
    wall = now.astimezone(ZoneInfo(zone)) + timedelta(days=step.days)
    return wall.astimezone(UTC) + timedelta(seconds=step.seconds)


def _target(asked: str, now: datetime, zone: str) -> datetime | None:
    """The next moment of that name; a day alone means nine o'clock."""
    here, words = now.astimezone(ZoneInfo(zone)), re.sub(r"^to ", "", _spaced(asked), flags=re.IGNORECASE)
    clock = time_of(words)
    if clock is not None:
        return _at_wall(here.date() + timedelta(days=clock <= here.time()), clock, zone)
    for day, hour in _both(words, here):
        return _at_wall(day, hour, zone)
    alone = _day(words, here, USUAL)
    return _at_wall(alone, USUAL, zone) if alone else None


def _both(words: str, here: datetime) -> Iterator[tuple[date, time]]:
    """Day and time of day, in either order; a figure or two beside a day belong to the day."""
    parts = words.split(" ")
    for cut in range(1, len(parts)) if len(words) <= LONGEST else ():
        before, after = " ".join(parts[:cut]).rstrip(","), " ".join(parts[cut:])
        for named, told in ((before, after), (after, before)):
            clock = None if re.fullmatch(r"\d{1,2}", told) else time_of(told)
            day = _day(named, here, clock) if clock is not None else None
            if day is not None and clock is not None:
                yield day, clock


def _day(words: str, here: datetime, clock: time) -> date | None:
    """The day, and of a weekday's name the first on which `clock` is ahead of `here`. Raises NotNow."""
    if _ISO.fullmatch(words):
        try:
            return date.fromisoformat(words)
        except ValueError:
            raise ValueError(f"“{words}” is no day that there is") from None
    weekday = _SHORT.fullmatch(words)
    if weekday:
        ahead = next(n for n, name in enumerate(_DAYS) if name.startswith(weekday[1].lower())) - here.weekday()
        return here.date() + timedelta(days=ahead % 7 + 7 * (ahead == 0 and clock <= here.time()))
    return _in_words(words, here)


def _in_words(words: str, here: datetime) -> date | None:
    """What the bot itself reads as a day; what it would ask about is asked about here as well."""
    if not re.search(r"[A-Za-z]|\d[/.]\d", words) or len(words) > LONGEST:
        return None
    try:
        due = read_day(words, now=here, zone=str(here.tzinfo), field="")
    except UnclearDay as unclear:
        if unclear.kind is Refusal.UNREADABLE_DAY:
            return None
        days = " or ".join(day.isoformat() for day in unclear.days)
        raise NotNow(f"“{words}”: {worded_in_field(unclear)}{f' Is it {days}?' if days else ''}") from None
    except Refused:
        return None
    return due.day if isinstance(due, OnDay) else None


def _at_wall(day: date, clock: time, zone: str) -> datetime:
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def _spaced(words: str) -> str:
    """Words as they are compared; a T between a day and a time is a space."""
    return " ".join(re.sub(r"(?<=\d)T(?=\d)", " ", words).split())


def _too_far(asked: str) -> str:
    return f"“{asked[:LONGEST]}” is more than {FARTHEST.days} days away; go there in smaller steps"


def _told(now: datetime, zone: str) -> str:
    here = now.astimezone(ZoneInfo(zone))
    return f"{here:%A} {here.day} {here:%B %Y}, {here:%H:%M}"
