"""The words days are written with, in one spelling each, and why a day cannot be taken as written."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.domain.calendars import AtMeeting
from bot.domain.refusals import Facts, Refusal

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FURTHEST_YEARS: Final = 5

A_WEEKDAY: Final = rf"(?:{'|'.join(WEEKDAYS).lower()})"
A_MONTH: Final = rf"(?:{'|'.join(MONTHS).lower()})"
WEEKDAY: Final = rf"(?P<weekday>{A_WEEKDAY})"
MONTH: Final = rf"(?P<month>{A_MONTH})"
YEAR: Final = r"(?P<year>\d{4}|'?\d\d)"
DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
ORDINAL: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
A_COUNT: Final = r"(?:\d{1,4}|an?|another|few|several|some)"
COUNT: Final = rf"(?P<count>{A_COUNT})"
WHICH: Final = r"(?P<which>this|next|coming)"
PERIOD: Final = r"(?P<unit>week|month|quarter|year)"
A_UNIT: Final = r"(?:day|week|fortnight|month|quarter|year)"
UNIT: Final = rf"(?P<unit>{A_UNIT})"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A day is meant, but not one that can be taken as written: `kind` says why. No fact quotes freely typed words.

    `days` are the likeliest ones, the likeliest first.
    """

    kind: Refusal
    days: tuple[date, ...] = ()
    facts: Facts = field(default_factory=dict)


Reading = date | AtMeeting | Doubt


def month_number(word: str) -> int:
    """1 to 12, from a month's name."""
    return 1 + [name.lower() for name in MONTHS].index(word)


def weekday_number(word: str) -> int:
    """0 to 6 from Monday, from a day's name."""
    return [name.lower() for name in WEEKDAYS].index(word)


def year_number(word: str) -> int:
    """2026 from "2026", "26" or "'26"."""
    digits = word.removeprefix("'")
    return int(digits) if len(digits) > 2 else 2000 + int(digits)


def count_number(word: str) -> int | None:
    """How many, or None for "few" and the like."""
    if word.isdigit():
        return int(word)
    return 1 if word in {"a", "an", "another"} else None


def checked(day: date, today: date) -> date | Doubt:
    """The day itself, unless it is past or so far off that it must be a slip."""
    if day < today:
        return Doubt(Refusal.PAST_DAY, ahead(today, day + relativedelta(years=1)), {"day": day})
    may_be_too_far = day.year - today.year >= FURTHEST_YEARS
    if may_be_too_far and day > today + relativedelta(years=FURTHEST_YEARS):
        return Doubt(Refusal.TOO_FAR)
    return day


def ahead(today: date, *days: date) -> tuple[date, ...]:
    """Those of the days that can be promised for, each once."""
    furthest = today + relativedelta(years=FURTHEST_YEARS)
    return tuple(day for day in dict.fromkeys(days) if today <= day <= furthest)


def no_such_day(day: int, month: int, year: int, today: date) -> Doubt:
    """What is said of 31 February; and of 29 February in a year that has none."""
    days: tuple[date, ...] = ()
    if 1 <= year < 9999 and day >= 28:
        last = date(year, month, 1) + relativedelta(day=31)
        days = ahead(today, last, last + timedelta(days=1))
    if (day, month) == (29, 2):
        return Doubt(Refusal.NO_LEAP_DAY, days, {"year": year})
    return Doubt(Refusal.NO_SUCH_DAY, days, {"number": day, "month": month})
