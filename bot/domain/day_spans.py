"""What is counted from a day: "in two weeks", "three days before Christmas", "two Fridays from now"."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.domain.calendars import AtMeeting
from bot.domain.day_asked import Asked, Matched
from bot.domain.day_periods import NOT_A_DAY
from bot.domain.day_readings import coming
from bot.domain.day_words import Doubt, Reading, count_number, weekday_number
from bot.domain.refusals import Refusal

Step = relativedelta | timedelta
_STEPS: Final[Mapping[str, Step]] = {
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "fortnight": timedelta(weeks=2),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
_MOST: Final = {"day": 1827, "week": 261, "fortnight": 130, "month": 60, "quarter": 20, "year": 5}
HOURS: Final = r"(?P<count>\d{1,4}(?:\.\d)?|an?|half(?: an?)?|few|several) (?P<unit>hour|minute|sec)"
_PART: Final = re.compile(r"(\d{1,4}|an?|another|few|several|some) (day|week|fortnight|month|quarter|year|hour|minute)")
_HAS_YEAR: Final = re.compile(r"\d{4}|today|now|tomorrow")
_LARGEST: Final = 44_000  # hours or minutes, below five years


def step(count: str, unit: str) -> Step | Doubt:
    """How far that is, or why it cannot be told."""
    number = count_number(count)
    if number is None:
        return Doubt(Refusal.HOW_MANY)
    if number > _MOST[unit]:
        return Doubt(Refusal.TOO_FAR)
    return number * _STEPS[unit]


def _moved(start: date, by: Step | Doubt, asked: Asked, sign: int = 1) -> Reading:
    if isinstance(by, Doubt):
        return Doubt(by.kind, _around(asked) if by.kind is Refusal.HOW_MANY else ())
    try:
        return start + sign * by
    except (ValueError, OverflowError):
        return Doubt(Refusal.TOO_FAR)


def _around(asked: Asked) -> tuple[date, ...]:
    return tuple(asked.today + timedelta(weeks=weeks) for weeks in (1, 2, 3))


def duration(found: Matched, asked: Asked) -> Reading:
    count, unit = found["count"] or "a", found["unit"]
    by = step(count, unit)
    if isinstance(by, Doubt) and by.kind is Refusal.HOW_MANY:
        return asked.among(Refusal.HOW_MANY, *(asked.today + number * _STEPS[unit] for number in (2, 3, 4)))
    return _moved(asked.today, by, asked)


def several_units(found: Matched, asked: Asked) -> Reading:
    """A year and nine months; two weeks and three days."""
    there: Reading = asked.today
    for count, unit in _PART.findall(found["parts"]):
        if isinstance(there, date) and unit not in {"hour", "minute"}:  # hours after days change the hour, not the day
            there = _moved(there, step(count, unit), asked)
    return there


def working_days(found: Matched, asked: Asked) -> Reading:
    """Monday to Friday are counted, from tomorrow on; holidays are not known."""
    count = count_number(found["count"])
    if count is None:
        return Doubt(Refusal.HOW_MANY)
    if count > 1000:
        return Doubt(Refusal.TOO_FAR)
    weeks, rest = divmod(count, 5)
    day = asked.today + timedelta(weeks=weeks)
    while day.weekday() > 4 and rest == 0 and weeks:  # five working days from a Sunday end on its Friday
        day -= timedelta(days=1)
    while rest:
        day += timedelta(days=1)
        rest -= int(day.weekday() < 5)
    return day


def hours(found: Matched, asked: Asked) -> Reading:
    """Two hours from now, which may be tomorrow."""
    counted = {"a": 1.0, "an": 1.0, "half": 0.5, "half an": 0.5, "half a": 0.5, "few": 3.0, "several": 5.0}
    count = counted.get(found["count"] or "a") or float(found["count"])
    minutes = count * (60 if found["unit"] == "hour" else 1 if found["unit"] == "minute" else 0)
    if minutes > 60 * _LARGEST:
        return Doubt(Refusal.TOO_FAR)
    return (asked.now + timedelta(minutes=minutes)).date()


def counted_from(found: Matched, asked: Asked) -> Reading | None:
    """A week on Friday, three days after Christmas, two days before 3 Dec."""
    base = asked.base(found["base"], asked)
    if base is None or not isinstance(base, date):
        return base if base is None or isinstance(base, Doubt) else Doubt(Refusal.WHICH_DAY)
    if found["unit"] == "year" and not _HAS_YEAR.search(found["base"]):  # of this Christmas, or of the last one?
        return asked.among(Refusal.TWO_READINGS, base, base + relativedelta(years=1))
    sign = -1 if found["way"] in {"before", "ahead of"} else 1
    return _moved(base, step(found["count"] or "a", found["unit"]), asked, sign)


def in_days_on(found: Matched, asked: Asked) -> Reading | None:
    """In three days on Friday: is that the Friday, or three days after it? A week on Friday is the latter."""
    if asked.lead not in {"in", "within"}:
        return None
    number = weekday_number(found["weekday"])
    by = step(found["count"], found["unit"])
    if isinstance(by, Doubt):
        return by
    start = coming(number, asked)
    return asked.among(Refusal.TWO_READINGS, start, start + by, asked.today + by)


def nth_weekday_from_now(found: Matched, asked: Asked) -> Reading:
    """Three Fridays from now; today is not counted."""
    count = count_number(found["count"])
    if count is None or not 0 < count < 53:
        return Doubt(Refusal.HOW_MANY)
    away = (weekday_number(found["weekday"]) - asked.today.weekday() - 1) % 7 + 1
    return asked.today + timedelta(days=away + 7 * (count - 1))


def weekday_beside(found: Matched, asked: Asked) -> Reading | None:
    """The Monday before 25 May, the second Friday after Christmas."""
    base = asked.base(found["base"], asked)
    if base is None or isinstance(base, AtMeeting):
        return None
    if isinstance(base, Doubt):
        return base
    number, weeks = weekday_number(found["weekday"]), int((found["nth"] or "1").rstrip("stndrh")) - 1
    if not 0 <= weeks < 53:
        return Doubt(Refusal.HOW_MANY)
    if found["way"] in {"before", "ahead of"}:
        return base - timedelta(days=(base.weekday() - number - 1) % 7 + 1 + 7 * weeks)
    return base + timedelta(days=(number - base.weekday() - 1) % 7 + 1 + 7 * weeks)


def day_beside(found: Matched, asked: Asked) -> Reading | None:
    """The day after next Friday, the day before Christmas."""
    base = asked.base(found["base"], asked)
    if not isinstance(base, date):
        return base if isinstance(base, Doubt) else None
    return base + timedelta(days=-1 if found["way"] == "before" else 1)


def how_many(_found: Matched, asked: Asked) -> Reading:
    return asked.among(Refusal.HOW_MANY, *_around(asked))


def between(found: Matched, asked: Asked) -> Reading:
    """In two or three weeks."""
    days = [asked.today + count * _STEPS[found["unit"]] for count in _counts(found)]
    return asked.among(Refusal.HOW_MANY, *days)


def _counts(found: Matched) -> list[int]:
    words = (found["count"], found["last"])
    return [int(word) for word in words if word.isdigit() and int(word) <= _MOST[found["unit"]]]


def beside_meeting(found: Matched, asked: Asked) -> Reading:
    """The day before the set's next meeting, the evening before, two days before, the last Monday before.

    What comes after one may be meant of the meeting that is held now: it is asked about.
    """
    if asked.meeting is None:
        return Doubt(Refusal.NO_MEETING_AHEAD)
    if found["way"] != "after":
        day = _beside(asked.meeting, found, asked, -1)
        past = isinstance(day, date) and day < asked.today
        return asked.among(Refusal.PAST, asked.today, asked.meeting) if past else day
    days = [_beside(base, found, asked, 1) for base in (asked.today, asked.meeting)]
    return asked.among(Refusal.WHICH_MEETING, *(day for day in days if isinstance(day, date)))


def _beside(base: date, found: Matched, asked: Asked, sign: int) -> Reading:
    unit = found["unit"]
    if found["weekday"]:
        away = (weekday_number(found["weekday"]) - base.weekday()) % 7
        return base + timedelta(days=away - 7 if sign < 0 else away or 7)
    if unit == "week" and not found["count"]:
        monday = base - timedelta(days=base.weekday() - 7 * sign)
        return asked.among(NOT_A_DAY[unit], monday + timedelta(days=4), monday)
    by = step(found["count"] or "a", unit if unit in _STEPS else "day")
    return by if isinstance(by, Doubt) else base + sign * by
