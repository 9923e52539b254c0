"""The words days are written with, and what is said about a day that cannot be taken as written."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta

from bot.domain.calendars import AtMeeting

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
COUNTS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FURTHEST_YEARS: Final = 5

A_WEEKDAY: Final = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
A_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY: Final = rf"(?P<weekday>{A_WEEKDAY})"
MONTH: Final = rf"(?P<month>{A_MONTH})"
YEAR: Final = r"(?P<year>\d{4}|'?\d\d)"
DAY: Final = r"(?P<day>\d{1,2})"
ORDINAL: Final = rf"{DAY}(?:st|nd|rd|th)"
COUNT: Final = rf"(?P<count>\d{{1,4}}|an?|{'|'.join(COUNTS)}|(?:a )?couple(?: of)?|(?:a )?few|several|some)"
AN_HOUR: Final = r"(?:noon|midday|midnight|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|\d{1,2}:\d\d|\d{1,2} ?o'clock)"
WHICH: Final = r"(?P<which>this|next)"
PERIOD: Final = r"(?P<unit>week|month|year)"
UNIT: Final = r"(?P<unit>day|week|fortnight|month|year)(?:s|s'|'s)?"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A day is meant, but not one that can be taken as written. The sentence never quotes freely typed words."""

    sentence: str


Reading = date | AtMeeting | Doubt


def month_number(word: str) -> int:
    """1 to 12, from a month's name or its first three letters."""
    return 1 + [name[:3].lower() for name in MONTHS].index(word[:3])


def weekday_number(word: str) -> int:
    """0 to 6 from Monday, from a day's name or its first three letters."""
    return [name[:3].lower() for name in WEEKDAYS].index(word[:3])


def year_number(word: str) -> int:
    """2026 from "2026", "26" or "'26"."""
    digits = word.removeprefix("'")
    return int(digits) if len(digits) > 2 else 2000 + int(digits)


def count_number(word: str) -> int | None:
    """How many, or None for "a few" and the like."""
    if word.isdigit():
        return int(word)
    if "few" in word or word in {"several", "some"}:
        return None
    if "couple" in word:
        return 2
    return 1 if word in {"a", "an"} else 1 + COUNTS.index(word)


def shown(day: date, today: date) -> str:
    """The day as a refusal names it: with its year only where that is another one."""
    written = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return written if day.year == today.year else f"{written} {day.year}"


def checked(day: date, today: date) -> date | Doubt:
    """The day itself, unless it is past or so far off that it must be a slip."""
    if day < today:
        return Doubt(f"{shown(day, today)} is past.")
    if day > today + relativedelta(years=FURTHEST_YEARS):
        return Doubt(f"{shown(day, today)} is more than five years away.")
    return day


def no_such_day(day: int, month: int, year: int) -> Doubt:
    """What is said of 31 February; and of 29 February in a year that has none."""
    named = f"There is no {day} {MONTHS[month - 1]}"
    return Doubt(f"{named} in {year}." if (day, month) == (29, 2) else f"{named}.")
