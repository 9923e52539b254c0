"""How far the clock is moved, as it is written in a script or typed at the prompt."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

FARTHEST: Final = timedelta(days=400)
"""A move beyond it would mean days of timers in a terminal, and is a slip of the finger."""
EXAMPLES: Final = "+10m, +3d, to 14:30, to Tuesday 09:00 or to 2026-12-01 09:00"
_AHEAD: Final = re.compile(r"(\d{1,9})\s*(s|m|h|d|w)[a-z]*", re.IGNORECASE | re.ASCII)
_UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
"""In seconds."""
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_A_DAY: Final = re.compile(
    rf"(?:to\s+)?(?:\d{{1,2}}[a-z.]*\s*{_MONTH}|{_MONTH}\s+\d|\d{{1,2}}[/.]\d).*", re.IGNORECASE | re.ASCII
)
_TARGET: Final = re.compile(
    r"(?:to\s+)?(?:(\d{4}-\d\d-\d\d|[a-z]+)[\sT,]*)?(?:(?:at\s+)?(\d{1,2}:\d\d))?", re.IGNORECASE
)


def moved(words: str, now: datetime, zone: str) -> datetime:
    """The moment, in UTC, that `words` lead to from `now`, as wall time in `zone`.

    Raises ValueError with a sentence for what cannot be read, lies in the past, or is more than 400 days away.
    """
    asked = words.strip()
    there = _ahead(asked, now, zone) if asked.startswith("+") else _target(asked, now, zone)
    if there <= now:
        raise ValueError(f"“{asked}” is not ahead of {_told(now, zone)}; the clock only goes forward: {EXAMPLES}")
    if there - now > FARTHEST:
        raise ValueError(f"“{asked}” is more than {FARTHEST.days} days away; go there in smaller steps")
    return there


def readable(words: str) -> None:
    """Raises ValueError with a sentence for words that move no clock, whatever the time."""
    asked, some_day = words.strip(), datetime(2026, 1, 1, tzinfo=UTC)
    if asked.startswith("+"):
        _ahead(asked, some_day, "UTC")
    else:
        _target(asked, some_day, "UTC")


def onward(way: timedelta) -> str:
    """A stretch of time as a script says it, in whole seconds."""
    minutes, seconds = divmod(round(way.total_seconds()), 60)
    return f"+{minutes // 60}h {minutes % 60}m {seconds}s"


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


def _ahead(asked: str, now: datetime, zone: str) -> datetime:
    parts = _AHEAD.findall(asked)
    if re.fullmatch(r"\+\s*\d+", asked):
        raise ValueError(f"“{asked}” of what? Minutes, hours or days: {asked}m, {asked}h or {asked}d")
    if not parts or re.sub(r"[+\s]", "", _AHEAD.sub("", asked)):
        raise ValueError(f"“{asked}” is no way to move the clock; there is {EXAMPLES}")
    seconds = sum(int(count) * _UNITS[unit.lower()] for count, unit in parts)
    if seconds > FARTHEST.total_seconds():
        raise ValueError(f"“{asked}” is more than {FARTHEST.days} days away; go there in smaller steps")
    return _by_wall(now, timedelta(seconds=seconds), zone)


def _by_wall(now: datetime, step: timedelta, zone: str) -> datetime:
    """Whole days keep the time on the wall; hours, minutes and seconds are what they are."""
    wall = now.astimezone(ZoneInfo(zone)) + timedelta(days=step.days)
    return wall.astimezone(UTC) + timedelta(seconds=step.seconds)


def _target(asked: str, now: datetime, zone: str) -> datetime:
    if asked.startswith("-"):
        raise ValueError(f"“{asked}” leads back, and the clock only goes forward: {EXAMPLES}")
    found = _TARGET.fullmatch(asked)
    if _A_DAY.fullmatch(asked):
        raise ValueError(f"“{asked}” is a day, and days are written like to 2026-12-01 or to 2026-12-01 09:00")
    if not found or not (found[1] or found[2]):
        raise ValueError(f"“{asked}” is no way to move the clock; there is {EXAMPLES}")
    here = now.astimezone(ZoneInfo(zone))
    try:
        clock = time.fromisoformat(found[2].rjust(5, "0")) if found[2] else time(9)
        day = _day(found[1], here, clock)
    except ValueError:
        raise ValueError(f"“{asked}” names no day or time that there is; there is {EXAMPLES}") from None
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def _day(word: str | None, here: datetime, clock: time) -> datetime:
    if word is None or word.lower() in _DAYS:
        ahead = 0 if word is None else (_DAYS.index(word.lower()) - here.weekday()) % 7
        passed = ahead == 0 and clock <= here.time()
        return here + timedelta(days=ahead + (1 if word is None else 7) * passed)
    if word.lower() == "tomorrow":
        return here + timedelta(days=1)
    return datetime.fromisoformat(word)


def _told(now: datetime, zone: str) -> str:
    here = now.astimezone(ZoneInfo(zone))
    return f"{here:%A} {here.day} {here:%B %Y, %H:%M}"
