"""What the phrases for a day mean: which date "next Friday", "in a fortnight" or "3 Dec" is, seen from today.

A week is Monday to Sunday and ends, for promises, on its Friday; once that is past, on its Sunday. "Next Friday" is the
Friday of next week, "Friday" the coming one or today, "before Friday" the day before it. A general parser is not used:
the wrong Friday is the commonest complaint about those.
"""

import calendar
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.domain.calendars import AtMeeting
from bot.domain.day_asked import Asked, Matched
from bot.domain.day_words import (
    Doubt,
    Reading,
    month_number,
    no_such_day,
    weekday_number,
    year_number,
)
from bot.domain.refusals import Refusal

_HOURS_OF_A_CLOCK: Final = 12
_HALF_A_YEAR: Final = 183  # days; a date without a year that is longer past than this means next year's


def coming(weekday: int, asked: Asked) -> date:
    """That day of the week, today included; but "before Friday", written on a Friday, means the one after."""
    away = (weekday - asked.today.weekday()) % 7
    if asked.lead == "before" and away == 0:
        away = 7
    return asked.today + timedelta(days=away)


def from_today(found: Matched, asked: Asked) -> Reading:
    if found["all"].endswith("after tomorrow"):
        return asked.today + timedelta(days=2)
    return asked.today + timedelta(days=int(found["all"].startswith("tomorrow") or found["all"] == "next day"))


def weekday(found: Matched, asked: Asked) -> Reading:
    return coming(weekday_number(found["weekday"]), asked)


def coming_weekday(found: Matched, asked: Asked) -> Reading:
    """The coming Friday, said on a Friday, is not today."""
    day = coming(weekday_number(found["weekday"]), asked)
    return day if day > asked.today else day + timedelta(days=7)


def of_this_week(found: Matched, asked: Asked) -> Reading:
    return asked.monday + timedelta(days=weekday_number(found["weekday"]))


def of_next_week(found: Matched, asked: Asked) -> Reading:
    return asked.monday + timedelta(days=7 + weekday_number(found["weekday"]))


def of_week_after_next(found: Matched, asked: Asked) -> Reading:
    return asked.monday + timedelta(days=14 + weekday_number(found["weekday"]))


def a_week_after(found: Matched, asked: Asked) -> Reading:
    """Friday week, Friday fortnight."""
    weeks = 2 if found["all"].endswith("fortnight") else 1
    return coming(weekday_number(found["weekday"]), asked) + timedelta(weeks=weeks)


def weekday_after_next(found: Matched, asked: Asked) -> Reading:
    first = asked.monday + timedelta(days=7 + weekday_number(found["weekday"]))
    return asked.among(Refusal.WHICH_DAY, first, first + timedelta(days=7))


def weekday_weeks_on(found: Matched, asked: Asked) -> Reading:
    """Tuesday in two weeks: of the week that is two ahead, where that is two weeks after the coming Tuesday too."""
    weeks = int(found["count"] if found["count"].isdigit() else 1) * (2 if "fortnight" in found["all"] else 1)
    if weeks > 52:
        return Doubt(Refusal.OVER_A_YEAR)
    number = weekday_number(found["weekday"])
    of_week, counted = asked.monday + timedelta(days=7 * weeks + number), coming(number, asked) + timedelta(weeks=weeks)
    return of_week if of_week == counted else asked.among(Refusal.TWO_READINGS, of_week, counted)


def dated(found: Matched, asked: Asked) -> Reading:
    """A day and a month, with or without year and day of the week."""
    day, month = int(found["day"]), month_number(found["month"])
    if found["year"]:
        return _existing(year_number(found["year"]), month, day, found["weekday"], asked)
    if found["which"]:
        return _existing(asked.today.year + int(found["which"] == "next"), month, day, found["weekday"], asked)
    return _existing(_year_meant(month, day, asked.today), month, day, found["weekday"], asked)


def ordinal(found: Matched, asked: Asked) -> Reading:
    """A day of this month, or of the next if that is past."""
    day, this_month = int(found["day"]), asked.today.replace(day=1)
    which = found["which"]
    month = this_month + relativedelta(months=int(which == "next" or (not which and day < asked.today.day)))
    return _existing(month.year, month.month, day, found["weekday"], asked)


def number_and_weekday(found: Matched, asked: Asked) -> Reading | None:
    """9 Friday: the 9th where that is the coming Friday, and else asked about; by 9 Friday is an hour of the coming one.

    None after "in", where they are counted.
    """
    if asked.lead in {"in", "within"}:
        return None
    number, next_one = int(found["day"]), coming(weekday_number(found["weekday"]), replace(asked, lead=""))
    if number <= _HOURS_OF_A_CLOCK and asked.lead in {"by", "at", "before", "until"}:
        return next_one
    day = ordinal(found, asked)
    if number > _HOURS_OF_A_CLOCK or day == next_one:
        return day
    as_numbered = day.days[:1] if isinstance(day, Doubt) else (day,) if isinstance(day, date) else ()
    return asked.among(Refusal.TWO_READINGS, next_one, *as_numbered)


def ordinal_after_next(found: Matched, asked: Asked) -> Reading:
    month = asked.today.replace(day=1) + relativedelta(months=2)
    return _existing(month.year, month.month, int(found["day"]), "", asked)


def iso(found: Matched, asked: Asked) -> Reading:
    month = int(found["month"])
    if not 1 <= month <= 12:
        return Doubt(Refusal.NO_SUCH_MONTH, (), {"number": month})
    return _existing(int(found["year"]), month, int(found["day"]), "", asked)


def numbers(found: Matched, asked: Asked) -> Reading:
    """3/12: asked about, with both readings, the day first."""
    first, second = int(found["first"]), int(found["second"])
    days = []
    for day, month in ((first, second), (second, first)):
        year = year_number(found["year"]) if found["year"] else 0
        try:
            days.append(date(year or _year_meant(month, day, asked.today), month, day))
        except (ValueError, calendar.IllegalMonthError):  # what cannot be a day is not offered
            continue
    return asked.among(Refusal.NUMBERS_ALONE, *days)


def two_numbers(found: Matched, asked: Asked) -> Reading | None:
    """12 Nov 9: both days of the month, the first number's first. None for 12 Nov 26, where the second is the year."""
    month, year, other = month_number(found["month"]), found["year"], found["behind"] or found["before"]
    is_year = len(found["behind"]) == 2 and not found["nth"] and not year
    if is_year and asked.today.year <= year_number(other) <= asked.today.year + 1:
        return None
    days = []
    for day in (int(found["day"]), int(other)):
        try:
            days.append(date(int(year) if year else _year_meant(month, day, asked.today), month, day))
        except ValueError:  # what cannot be a day is not offered
            continue
    return asked.among(Refusal.TWO_READINGS, *days)


def _existing(year: int, month: int, day: int, weekday: str, asked: Asked) -> Reading:
    try:
        found = date(year, month, day)
    except ValueError:
        return no_such_day(day, month, year, asked.today)
    if weekday and weekday_number(weekday) != found.weekday():
        named = weekday_number(weekday)
        days = asked.ahead(found, _nearest(found, named))
        return Doubt(Refusal.OTHER_WEEKDAY, days, {"day": found, "weekday": named})
    return found


def _nearest(day: date, weekday: int) -> date:
    """The day of the week that lies nearest: at most three days before or after."""
    away = (weekday - day.weekday() + 3) % 7 - 3
    return day + timedelta(days=away) if date.min.toordinal() + 3 < day.toordinal() < date.max.toordinal() - 3 else day


def _year_meant(month: int, day: int, today: date) -> int:
    """This year; next year if that would lie more than half a year back, since then nobody means the past."""
    if (month, day) >= (today.month, today.day):
        return today.year
    last = calendar.monthrange(today.year, month)[1]
    gone = today - date(today.year, month, max(1, min(day, last)))
    return today.year + int(gone.days > _HALF_A_YEAR)


year_meant = _year_meant


def meeting(_found: Matched, _asked: Asked) -> Reading:
    return AtMeeting()


def two_days(found: Matched, asked: Asked) -> Reading | None:
    """Thursday or Friday; 3 to 5 Dec."""
    last = asked.base(found["last"], asked)
    first = asked.base(found["first"], asked)
    if first is None and re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", found["first"]) and isinstance(last, date):
        first = _same_month(last, int(re.sub(r"\D", "", found["first"])))
    if (
        last is None
        and (number := re.match(r"(\d{1,2})(?:st|nd|rd|th)?(?: \d{4})?$", found["last"]))
        and isinstance(first, date)
    ):
        last = _same_month(first, int(number[1]))
    if first is None or last is None or isinstance(first, AtMeeting) or isinstance(last, AtMeeting):
        return None
    days = [day for one in (first, last) for day in (one.days if isinstance(one, Doubt) else (one,))]
    return asked.among(Refusal.SEVERAL_DAYS, *days)


def _same_month(day: date, number: int) -> date | None:
    try:
        return day.replace(day=number)
    except ValueError:
        return None


def cannot_tell(_found: Matched, _asked: Asked) -> Reading:
    return Doubt(Refusal.WHICH_DAY)


def hour_alone(_found: Matched, asked: Asked) -> Reading:
    return asked.among(Refusal.HOUR_ALONE, asked.today, asked.today + timedelta(days=1))


def past(_found: Matched, _asked: Asked) -> Reading:
    return Doubt(Refusal.PAST)


def soon(_found: Matched, asked: Asked) -> Reading:
    friday = coming(4, asked)
    return asked.among(Refusal.WHICH_DAY, asked.today, asked.today + timedelta(days=1), friday)


def from_then_on(found: Matched, asked: Asked) -> Reading | None:
    """From Monday, after Monday, not before Monday: that is when it may begin."""
    day = asked.base(found["base"], asked)
    if day is None or isinstance(day, AtMeeting):
        return None
    return asked.among(Refusal.A_BEGINNING, *after(day))


def after(day: Reading) -> tuple[date, ...]:
    """The likeliest days where that day is the first that will do."""
    if not isinstance(day, date):
        return day.days if isinstance(day, Doubt) else ()
    friday = day + timedelta(days=(4 - day.weekday()) % 7)
    return day, friday, day + timedelta(days=7)
