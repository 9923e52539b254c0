"""Letters that their readers ask for again: at which hour they come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.calendars import CivilHours, instant, local_day

LATER: Final = timedelta(hours=3)
"""So long after it was put off a letter comes again the same day, counted to the next quarter of an hour."""
_QUARTER: Final = timedelta(minutes=15)
_AN_HOUR: Final = timedelta(hours=1)


class Again(StrEnum):
    """When a letter is to come again."""

    LATER = "later"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True)
class ComesAgain:
    """A letter that comes again at that moment (UTC), for a reader in that zone (IANA).

    `is_tomorrow` though they said *Later today*: there was too little left of the day.
    """

    at: datetime
    zone: str
    is_tomorrow: bool = False


def comes_again(when: Again, now: datetime, zone: str, hours: CivilHours) -> ComesAgain:
    """When a letter comes that is put off now (UTC).

    *Later today* is three hours later; an hour before their day ends, where that is sooner and half an hour away at least; and
    tomorrow where it would be past midnight. *Tomorrow* is the next day at the hour at which their day opens, also where they do not
    work on it, or it is a day off: it is what they said.
    """
    tomorrow = instant(local_day(now, zone) + timedelta(days=1), hours.opens, zone)
    if when is Again.TOMORROW:
        return ComesAgain(tomorrow, zone)
    later = _to_the_quarter(now + LATER)
    ends = instant(local_day(now, zone), hours.closes, zone) - _AN_HOUR
    if now + _AN_HOUR / 2 <= ends < later:
        later = ends
    if local_day(later, zone) != local_day(now, zone):
        return ComesAgain(tomorrow, zone, is_tomorrow=True)
    return ComesAgain(later, zone)


def _to_the_quarter(moment: datetime) -> datetime:
    """That moment, or the next one at which a clock shows a quarter of an hour, in any zone there is."""
    beyond = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not beyond else moment - beyond + _QUARTER
