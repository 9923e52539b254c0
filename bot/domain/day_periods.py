"""Where weeks, months, quarters and years begin and end, and the days that are counted within them."""

import calendar
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.domain.day_asked import Asked, Matched
from bot.domain.day_readings import year_meant
from bot.domain.day_words import Doubt, Reading, month_number, no_such_day, weekday_number, year_number
from bot.domain.refusals import Refusal

_LIMITS: Final = {"by", "before", "until"}
NOT_A_DAY: Final = {
    "week": Refusal.A_WEEK,
    "month": Refusal.A_MONTH,
    "quarter": Refusal.A_QUARTER,
    "year": Refusal.A_YEAR,
}
_STEP: Final = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}


def period(found: Matched, asked: Asked) -> Reading:
    """This week, next month: its last day; but by next week, who knows."""
    unit, which = found["unit"], _which(found)
    if which == "next" and asked.lead in _LIMITS:
        return asked.among(NOT_A_DAY[unit], *_days_of(unit, which, asked))
    return last_of(unit, which, asked)


def after_next(found: Matched, asked: Asked) -> Reading:
    """The week after next, the quarter: not a day."""
    unit = found["unit"]
    first = _first_of(unit, "next", asked)
    first += _STEP[unit]
    last = first + timedelta(days=4) if unit == "week" else _last_day(unit, first)
    return asked.among(NOT_A_DAY[unit], last, first)


def _days_of(unit: str, which: str, asked: Asked) -> tuple[date, ...]:
    """The likeliest days of a period: its last one, and its first."""
    return last_of(unit, which, asked), _first_of(unit, which, asked)


def _which(found: Matched) -> str:
    return "next" if found["which"] == "coming" else found["which"]


def end(found: Matched, asked: Asked) -> Reading:
    return last_of(found["unit"], _which(found), asked)


def end_after_next(found: Matched, asked: Asked) -> Reading:
    unit = found["unit"]
    first = _first_of(unit, "next", asked) + _STEP[unit]
    return first + timedelta(days=4) if unit == "week" else _last_day(unit, first)


def short_end(found: Matched, asked: Asked) -> Reading:
    return last_of({"w": "week", "m": "month", "q": "quarter", "y": "year"}[found["letter"]], "", asked)


def last_of(unit: str, which: str, asked: Asked) -> date:
    first = _first_of(unit, which, asked)
    if unit != "week":
        return _last_day(unit, first)
    friday, sunday = first + timedelta(days=4), first + timedelta(days=6)
    return friday if friday >= asked.today else sunday


def _last_day(unit: str, first: date) -> date:
    if unit == "year":
        return first.replace(month=12, day=31)
    return first + relativedelta(months=2 if unit == "quarter" else 0, day=31)


def _first_of(unit: str, which: str, asked: Asked) -> date:
    away = int(which == "next")
    if unit == "week":
        return asked.monday + timedelta(weeks=away)
    if unit == "month":
        return asked.today + relativedelta(day=1, months=away)
    if unit == "quarter":
        return _first_of_quarter((asked.today.month - 1) // 3 + 1, asked.today.year) + relativedelta(months=3 * away)
    return asked.today + relativedelta(month=1, day=1, years=away)


def start(found: Matched, asked: Asked) -> Reading:
    which = _which(found)
    first = _first_of(found["unit"], which, asked)
    return first if first >= asked.today else first + (_first_of(found["unit"], "next", asked) - first)


def part_of_period(found: Matched, asked: Asked) -> Reading:
    """Early next week, the middle of the month."""
    first, last = _first_of(found["unit"], _which(found), asked), last_of(found["unit"], _which(found), asked)
    middle = first + (last - first) // 2
    early = first + timedelta(days=1 if found["unit"] == "week" else 6)
    order = {"e": (early, first), "m": (middle,), "l": (last, last - timedelta(days=1))}[found["part"][0]]
    return asked.among(Refusal.MANY_DAYS, *order)


def edge_of_month(found: Matched, asked: Asked) -> Reading:
    month, last = month_number(found["month"]), found["edge"] in {"end", "last day", "last working day"}
    day = calendar.monthrange(asked.today.year, month)[1] if last else 1
    if found["year"]:
        year = year_number(found["year"])
    elif found["which"]:
        year = asked.today.year + int(found["which"] == "next")
    else:
        year = year_meant(month, day, asked.today)
    if not 1 <= year <= 9998:
        return no_such_day(1, month, 0, asked.today)
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def month_alone(found: Matched, asked: Asked) -> Reading:
    """By March: its last day, its first, its middle."""
    month = month_number(found["month"])
    if found["year"]:
        year = year_number(found["year"])
    elif found["calendar"]:
        year = asked.today.year + int(found["calendar"] == "next")
    else:
        year = asked.today.year + int(month < asked.today.month)
    if not 1 <= year <= 9998:
        return Doubt(Refusal.A_MONTH)
    first = date(year, month, 1)
    ends, middle = first + relativedelta(day=31), first.replace(day=15)
    part = found["part"][:1]
    likely = {"e": (first, first.replace(day=7)), "m": (middle,), "l": (ends,)}.get(part, (ends, first))
    return asked.among(Refusal.A_MONTH, *likely)


def weekend(found: Matched, asked: Asked) -> Reading:
    which = found["which"]
    friday = asked.monday + timedelta(days=4 + 7 * int(which == "next"))
    if which == "next" or asked.lead in _LIMITS:
        sunday = friday + timedelta(days=2)
        return asked.among(Refusal.A_WEEKEND, friday, sunday, friday + timedelta(days=1))
    return asked.monday + timedelta(days=6)


def quarter(found: Matched, asked: Asked) -> Reading:
    """The third quarter, Q3 2027, the end of Q1."""
    number, named = int(found["quarter"]), found["year"]
    year = year_number(named) if named else asked.today.year
    if not 1 <= year <= 9998:
        return Doubt(Refusal.A_QUARTER)
    first = _first_of_quarter(number, year)
    if not named and _last_day("quarter", first) < asked.today:
        first += relativedelta(years=1)
    last = _last_day("quarter", first)
    if found["edge"]:
        return last if found["edge"] == "end" else first
    return asked.among(Refusal.A_QUARTER, last, first)


def _first_of_quarter(number: int, year: int) -> date:
    return date(year, 3 * number - 2, 1)


def nth_weekday_of(found: Matched, asked: Asked) -> Reading:
    """The first Monday in May, the last Friday of the month."""
    month = _month_meant(found, asked)
    if month is None:
        return Doubt(Refusal.WHICH_DAY)
    there = _nth(found["nth"], weekday_number(found["weekday"]), month)
    if there is None:
        return Doubt(Refusal.NOT_IN_THAT_MONTH)
    if there < asked.today and not found["year"] and not found["which"]:
        month += relativedelta(years=1) if found["month"] else relativedelta(months=1)
        there = _nth(found["nth"], weekday_number(found["weekday"]), month)
    return there or Doubt(Refusal.NOT_IN_THAT_MONTH)


def nth_day_of(found: Matched, asked: Asked) -> Reading:
    """The third day of October; the last day of next month."""
    month = _month_meant(found, asked)
    if month is None:
        return Doubt(Refusal.WHICH_DAY)
    if found["nth"] == "last":
        return month + relativedelta(day=31)
    try:
        return month.replace(day=int(found["nth"].rstrip("stndrh")))
    except ValueError:
        return no_such_day(int(found["nth"].rstrip("stndrh")), month.month, month.year, asked.today)


def _month_meant(found: Matched, asked: Asked) -> date | None:
    if not found["month"]:
        return asked.today + relativedelta(day=1, months=int(found["which"] in {"next", "coming"}))
    month = month_number(found["month"])
    if found["year"]:
        year = year_number(found["year"])
    elif found["which"]:
        year = asked.today.year + int(found["which"] == "next")
    else:
        year = asked.today.year + int(month < asked.today.month)
    return date(year, month, 1) if 1 <= year <= 9998 else None


def _nth(nth: str, weekday: int, first: date) -> date | None:
    if nth == "last":
        last = first + relativedelta(day=31)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    number = int(nth.rstrip("stndrh"))
    there = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return there if there.month == first.month else None


def week_of(found: Matched, asked: Asked) -> Reading | None:
    """The week of 9 November: its Friday, or its Monday?"""
    base = asked.base(found["base"], asked)
    if not isinstance(base, date):
        return base if isinstance(base, Doubt) else None
    monday = base - timedelta(days=base.weekday())
    return asked.among(Refusal.A_WEEK, monday + timedelta(days=4), monday)


def numbered_week(found: Matched, asked: Asked) -> Reading:
    number = int(found["number"])
    try:
        monday = date.fromisocalendar(asked.today.year, number, 1)
    except ValueError:
        return Doubt(Refusal.NO_SUCH_WEEK)
    if monday + timedelta(days=6) < asked.today:
        monday = date.fromisocalendar(asked.today.year + 1, min(number, 52), 1)
    return asked.among(Refusal.A_WEEK, monday + timedelta(days=4), monday)


def a_year(found: Matched, asked: Asked) -> Reading:
    year = int(found["all"])
    return asked.among(Refusal.A_YEAR, date(year, 12, 31), date(year, 1, 1))
