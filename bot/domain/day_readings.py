"""What the phrases for a day mean: which date "next Friday", "in a fortnight" or "3 Dec" is, seen from today.

A week is Monday to Sunday and ends, for promises, on its Friday; once that is past, on its Sunday. "Next Friday" is the
Friday of next week, "Friday" the coming one or today, "before Friday" the day before it. A general parser is not used:
the wrong Friday is the commonest complaint about those.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.domain.calendars import AtMeeting
from bot.domain.day_words import (
    WEEKDAYS,
    Doubt,
    Reading,
    count_number,
    month_number,
    no_such_day,
    shown,
    weekday_number,
    year_number,
)

_HALF_A_YEAR: Final = 183  # days; a date without a year that is longer past than this means next year's
_STEPS: Final[Mapping[str, timedelta | relativedelta]] = {
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
    "fortnight": timedelta(weeks=2),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}
_MOST: Final = {"day": 1827, "week": 261, "fortnight": 130, "month": 60, "year": 5}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a phrase is read against: the preposition before it ("" for none) and the person's own date today."""

    lead: str
    today: date

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())


def coming(weekday: int, asked: Asked) -> date:
    """That day of the week, today included; but "before Friday", written on a Friday, means the one after."""
    ahead = (weekday - asked.today.weekday()) % 7
    if asked.lead == "before" and ahead == 0:
        ahead = 7
    return asked.today + timedelta(days=ahead)


def from_today(found: re.Match[str], asked: Asked) -> Reading:
    ahead = 2 if found[0].endswith("after tomorrow") else int(found[0].startswith("tomorrow"))
    return asked.today + timedelta(days=ahead)


def weekday(found: re.Match[str], asked: Asked) -> Reading:
    return coming(weekday_number(found["weekday"]), asked)


def qualified_weekday(found: re.Match[str], asked: Asked) -> Reading:
    number = weekday_number(found["weekday"])
    if "next" in {found["which"], found["after"]} or found["after"] == "next week":
        return asked.monday + timedelta(days=7 + number)
    if found["after"] == "this week":
        return asked.monday + timedelta(days=number)
    return coming(number, asked) + timedelta(days=7 if found["after"] == "week" else 0)


def _counted(found: re.Match[str], start: date) -> Reading:
    count = count_number(found["count"] or "one")
    if count is None:
        return Doubt("That could be many days: say how many.")
    if count > _MOST[found["unit"]]:
        return Doubt("That is more than five years away.")
    return start + count * _STEPS[found["unit"]]


def duration(found: re.Match[str], asked: Asked) -> Reading:
    return _counted(found, asked.today)


def duration_from(found: re.Match[str], asked: Asked) -> Reading:
    if found["weekday"]:
        return _counted(found, coming(weekday_number(found["weekday"]), asked))
    return _counted(found, asked.today + timedelta(days=int(found["base"] == "tomorrow")))


def hours(found: re.Match[str], asked: Asked) -> Reading:
    return asked.today + timedelta(hours=int(found["hours"]))


def dated(found: re.Match[str], asked: Asked) -> Reading:
    """A day and a month, with or without year and day of the week."""
    day, month = int(found["day"]), month_number(found["month"])
    if found["year"]:
        return _existing(year_number(found["year"]), month, day, found["weekday"], asked)
    if found["which"]:
        return _existing(asked.today.year + int(found["which"] == "next"), month, day, found["weekday"], asked)
    return _existing(_year_meant(month, day, asked.today), month, day, found["weekday"], asked)


def ordinal(found: re.Match[str], asked: Asked) -> Reading:
    """A day of this month, or of the next if that is past."""
    day, this_month = int(found["day"]), asked.today.replace(day=1)
    ahead = found["which"] == "next" or (not found["which"] and day < asked.today.day)
    month = this_month + relativedelta(months=int(ahead))
    return _existing(month.year, month.month, day, found["weekday"], asked)


def iso(found: re.Match[str], asked: Asked) -> Reading:
    month = int(found["month"])
    if not 1 <= month <= 12:
        return Doubt(f"There is no month {month}.")
    return _existing(int(found["year"]), month, int(found["day"]), None, asked)


def _existing(year: int, month: int, day: int, weekday: str | None, asked: Asked) -> Reading:
    try:
        found = date(year, month, day)
    except ValueError:
        return no_such_day(day, month, year)
    if weekday and weekday_number(weekday) != found.weekday():
        is_a, not_a = WEEKDAYS[found.weekday()], WEEKDAYS[weekday_number(weekday)]
        return Doubt(f"{shown(found, asked.today)} is a {is_a}, not a {not_a}.")
    return found


def _year_meant(month: int, day: int, today: date) -> int:
    """This year; next year if that would lie more than half a year back, since then nobody means the past."""
    if (month, day) >= (today.month, today.day):
        return today.year
    last = calendar.monthrange(today.year, month)[1]
    gone = today - date(today.year, month, max(1, min(day, last)))
    return today.year + int(gone.days > _HALF_A_YEAR)


def period(found: re.Match[str], asked: Asked) -> Reading:
    if found["which"] == "next" and asked.lead in {"by", "before", "until"}:
        return Doubt(f"A {found['unit']} is not a day: say which day, or its end.")
    return _last_of(found["unit"], found["which"], asked)


def end(found: re.Match[str], asked: Asked) -> Reading:
    return _last_of(found["unit"], found["which"], asked)


def short_end(found: re.Match[str], asked: Asked) -> Reading:
    return _last_of({"w": "week", "m": "month", "y": "year"}[found["letter"]], None, asked)


def _last_of(unit: str, which: str | None, asked: Asked) -> date:
    first = _first_of(unit, which, asked)
    if unit == "month":
        return first + relativedelta(day=31)
    if unit == "year":
        return first.replace(month=12, day=31)
    friday, sunday = first + timedelta(days=4), first + timedelta(days=6)
    return friday if friday >= asked.today else sunday


def _first_of(unit: str, which: str | None, asked: Asked) -> date:
    ahead = int(which == "next")
    if unit == "week":
        return asked.monday + timedelta(weeks=ahead)
    if unit == "month":
        return asked.today + relativedelta(day=1, months=ahead)
    return asked.today + relativedelta(month=1, day=1, years=ahead)


def start(found: re.Match[str], asked: Asked) -> Reading:
    return _first_of(found["unit"], found["which"], asked)


def edge_of_month(found: re.Match[str], asked: Asked) -> Reading:
    month, last = month_number(found["month"]), found["edge"] in {"end", "last day"}
    day = calendar.monthrange(asked.today.year, month)[1] if last else 1
    year = year_number(found["year"]) if found["year"] else _year_meant(month, day, asked.today)
    if year < 1:
        return no_such_day(1, month, year)
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def weekend(found: re.Match[str], asked: Asked) -> Reading:
    if found["which"] == "next" or asked.lead in {"by", "before", "until"}:
        return Doubt("A weekend is not a day: say which day.")
    return asked.monday + timedelta(days=6)


def meeting(_found: re.Match[str], _asked: Asked) -> Reading:
    return AtMeeting()
