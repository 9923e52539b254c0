"""Times of day and stretches of time as people type them."""

import re
from datetime import time, timedelta
from typing import Final

_TIME: Final = re.compile(
    r"(?:at |@ ?)?(?:(?P<past>half past|quarter past|quarter to) )?"
    r"(?P<hour>\d{1,2})(?:(?P<sign>[:.h])(?P<minute>\d\d)|(?P<minutes>[0-5]\d)(?=$| ?[ap]\.?m))?"
    r" ?(?P<clock>o'?clock|h|hrs?|hours)? ?(?P<half>[ap]\.?m\.?|in the (?:morning|afternoon|evening))?",
    re.ASCII,
)
_NAMED: Final = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_PAST: Final = {"half past": 30, "quarter past": 15, "quarter to": -15}
"""In minutes from the full hour."""
_NUMBERS: Final = {
    "a": 1.0, "an": 1.0, "half a": 0.5, "half an": 0.5, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0,
    "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0,
    "thirty": 30.0,
}  # fmt: skip
_UNITS: Final = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3_600),
    **dict.fromkeys(("d", "day", "days"), 86_400),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), 604_800),
}
"""In seconds."""
_MONTHS: Final = re.compile(r"months?|mths?|mo|years?|y|yrs?")
_PART: Final = re.compile(
    rf"(?P<count>\d{{1,9}}(?:[.,]\d{{1,2}})?|(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?= )) ?(?P<unit>[a-z]+)\.?"
    r"(?:(?:,| and|,? ?\+)? ?|$)",
    re.ASCII,
)
_MORE_MINUTES: Final = re.compile(r"(?<=\dh)(\d{1,2})$|(?<=\dh )(\d{1,2})$", re.ASCII)
_BY_CLOCK: Final = re.compile(r"(\d{1,3}):([0-5]\d)", re.ASCII)


def time_of(words: str) -> time | None:
    """The time of day that is meant; None where none is. Raises ValueError for an hour that comes twice a day."""
    asked = _spaced(words).replace("’", "'")
    if asked.removeprefix("at ") in _NAMED:
        return _NAMED[asked.removeprefix("at ")]
    found = _TIME.fullmatch(asked)
    if not found or not _is_a_time(found):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or found["minutes"] or 0)
    half = (found["half"] or "").removeprefix("in the ")[:1]
    if hour > 23 or minute > 59 or (half == "a" and "afternoon" not in asked and hour > 12):
        return None
    if not half and not found["minute"] and not found["minutes"] and 1 <= hour <= 11:
        raise ValueError(f"“{words.strip()}” comes twice a day: {_at(hour, found)} or {_at(hour + 12, found)}?")
    return _shifted(_of_day(hour, half, asked), minute, found["past"])


def stretch(words: str) -> timedelta | None:
    """How long is meant, as in `10m`, `1h30`, `an hour and ten minutes`; None where no such thing is.

    Raises ValueError for a number without a unit, and for units that are not always as long.
    """
    asked = _spaced(words).removeprefix("+").strip()
    if re.fullmatch(r"\d+", asked, re.ASCII):
        raise ValueError(f"“+{asked}” of what? Minutes, hours or days: +{asked}m, +{asked}h or +{asked}d")
    by_clock = _BY_CLOCK.fullmatch(asked)
    if by_clock:
        return timedelta(hours=int(by_clock[1]), minutes=int(by_clock[2]))
    asked = _MORE_MINUTES.sub(lambda found: f"{found[1] or found[2]}m", asked)
    seconds, place = 0.0, 0
    while place < len(asked):
        part = _PART.match(asked, place)
        if not part:
            return None
        if _MONTHS.fullmatch(part["unit"]):
            raise ValueError(f"“{words.strip()}” is not always as long: say weeks or days, or to which day")
        if part["unit"] not in _UNITS:
            return None
        seconds += _count(part["count"]) * _UNITS[part["unit"]]
        place = part.end()
    return timedelta(seconds=min(seconds, 1e12)) if place else None


def _spaced(words: str) -> str:
    return " ".join(words.split()).casefold()


def _is_a_time(found: re.Match[str]) -> bool:
    """A point may stand in a date as well, and four figures may be a year."""
    if found["sign"] == "." and not found["half"]:
        return int(found["minute"]) > 12 or found["minute"] == "00"
    return not (found["minutes"] and found["hour"] == "20" and not found["half"])


def _of_day(hour: int, half: str, asked: str) -> int:
    """The hour from 0 to 24, given the half of the day: a(m), p(m), m(orning), a(fternoon) or e(vening)."""
    morning = half == "m" or (half == "a" and "afternoon" not in asked)
    if morning:
        return hour % 12
    return hour % 12 + 12 if half and hour <= 12 else hour


def _shifted(hour: int, minute: int, past: str | None) -> time:
    minutes = (hour * 60 + minute + (_PAST[past] if past else 0)) % 1_440
    return time(minutes // 60, minutes % 60)


def _at(hour: int, found: re.Match[str]) -> str:
    return f"{_shifted(hour, 0, found['past']):%H:%M}"


def _count(words: str) -> float:
    return _NUMBERS[words] if words in _NUMBERS else float(words.replace(",", "."))
