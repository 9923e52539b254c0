"""Wall time, zones and working hours: a local time is worked out from wall time and zone, never by adding seconds.

What takes `off` is told which local days are no working days besides: public holidays, and the days off of a set.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal

_WEEK: Final = 7
_DAY: Final = timedelta(days=1)
_LONGEST_OFF: Final = timedelta(days=731)
"""Whoever never works, by what they chose and their holidays together, is written to after that: the search has an end."""
NO_DAYS: Final[frozenset[date]] = frozenset()


@dataclass(frozen=True, slots=True)
class OnDay:
    """Due at the end of that local day in that IANA zone."""

    day: date
    zone: str


@dataclass(frozen=True, slots=True)
class AtMeeting:
    """Due at the set's next meeting, whenever that turns out to be."""


Due = OnDay | AtMeeting


@dataclass(frozen=True, slots=True)
class CivilHours:
    """When somebody may be written to, in their own wall time: `opens` is within, `closes` is not.

    `days` counts from Monday as 0. There is always a day, and it opens before it closes; anything else is `Refused`.
    """

    days: frozenset[int]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.days or not self.days <= set(range(_WEEK)):
            raise Refused(Refusal.NO_WEEKDAY, "days")
        if self.opens >= self.closes:
            raise Refused(Refusal.DAY_ENDS_FIRST, "closes")


DEFAULT_HOURS: Final = CivilHours(frozenset(range(5)), time(9), time(17))


def known_zone(zone: str) -> bool:
    """Whether this is a time zone by its IANA name, for whatever somebody typed or Slack sent."""
    try:
        ZoneInfo(zone)
    # OSError: a folder of the zone database ("Europe") or a name too long; ValueError: a path, a NUL, no zone file.
    except (KeyError, OSError, ValueError):
        return False
    return True


def instant(day: date, at: time, zone: str) -> datetime:
    """The UTC moment of a wall time. One that does not exist moves later by the gap, of two the first counts."""
    return datetime.combine(day, at.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


def local(moment: datetime, zone: str) -> datetime:
    """A moment on the wall of that zone."""
    return moment.astimezone(ZoneInfo(zone))


def local_day(moment: datetime, zone: str) -> date:
    """The date on the wall in that zone at an aware moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def plan(first: date, at: time, zone: str, every_weeks: int, count: int) -> tuple[datetime, ...]:
    """The UTC moments of `count` meetings at the same wall time, `every_weeks` (at least one) apart."""
    return tuple(instant(first + timedelta(weeks=every_weeks * nth), at, zone) for nth in range(count))


def after_day(last: date, at: time, zone: str, every_weeks: int, count: int, now: datetime) -> tuple[datetime, ...]:
    """The UTC moments of the next `count` meetings that follow one of that day in the same rhythm; all of them after `now`."""
    step = timedelta(weeks=every_weeks)
    passed = max(0, (local_day(now, zone) - last) // step)
    first = last + step * passed
    ahead = (moment for moment in plan(first, at, zone, every_weeks, count + 2) if moment > now)
    return tuple(moment for moment in ahead if local_day(moment, zone) > last)[:count]


def is_working(day: date, hours: CivilHours, off: Container[date] = NO_DAYS) -> bool:
    """Whether somebody with those hours works on that local day."""
    return day.weekday() in hours.days and day not in off


def civil(moment: datetime, zone: str, hours: CivilHours, off: Container[date] = NO_DAYS) -> datetime:
    """The moment itself if it lies within the hours of a working day, else the next opening, in UTC."""
    local = moment.astimezone(ZoneInfo(zone))
    if is_working(local.date(), hours, off) and hours.opens <= local.time() < hours.closes:
        return moment
    day = first_working_day(local.date(), hours, off)
    while (opening := instant(day, hours.opens, zone)) <= moment:
        day = first_working_day(day + _DAY, hours, off)
    return opening


def last_civil(moment: datetime, zone: str, hours: CivilHours, off: Container[date] = NO_DAYS) -> datetime:
    """The moment itself if it lies within the hours, else the last hour before it that does, in UTC: an hour before they close.

    On a day that is shorter than that it is the opening.
    """
    if civil(moment, zone, hours, off) == moment:
        return moment
    day = last_working_day(local_day(moment, zone), hours, off)
    while (hour := _last_hour(day, zone, hours)) > moment:
        day = last_working_day(day - _DAY, hours, off)
    return hour


def _last_hour(day: date, zone: str, hours: CivilHours) -> datetime:
    opens, closes = instant(day, hours.opens, zone), instant(day, hours.closes, zone)
    return max(opens, closes - timedelta(hours=1))


def working_days_before(
    moment: datetime, days: int, zone: str, hours: CivilHours, off: Container[date] = NO_DAYS
) -> datetime:
    """The opening (UTC) of the working day that lies `days` working days before the local date of `moment`."""
    day = local_day(moment, zone)
    for _ in range(days):
        day = last_working_day(day - _DAY, hours, off)
    return instant(last_working_day(day, hours, off), hours.opens, zone)


def working_days_after(
    moment: datetime, days: int, zone: str, hours: CivilHours, off: Container[date] = NO_DAYS
) -> datetime:
    """The closing (UTC) of the working day that lies `days` working days after the local date of `moment`."""
    day = local_day(moment, zone)
    for _ in range(days):
        day = first_working_day(day + _DAY, hours, off)
    return instant(day, hours.closes, zone)


def is_within(
    moment: datetime, days: int, now: datetime, zone: str, hours: CivilHours, off: Container[date] = NO_DAYS
) -> bool:
    """Whether a moment to come is at most so many working days away: on the local day of the last of them, or before."""
    day = local_day(now, zone)
    for _ in range(days):
        day = first_working_day(day + _DAY, hours, off)
    return now < moment and local_day(moment, zone) <= day


def due_day_nudge(due: OnDay, hours: CivilHours, off: Container[date] = NO_DAYS) -> datetime:
    """The opening (UTC) of the day something is due; of the last working day before, if that is a day off."""
    return instant(last_working_day(due.day, hours, off), hours.opens, due.zone)


def first_working_day(day: date, hours: CivilHours, off: Container[date] = NO_DAYS) -> date:
    """That local day, or the first after it on which somebody works."""
    return _nearest(day, hours, off, _DAY)


def last_working_day(day: date, hours: CivilHours, off: Container[date] = NO_DAYS) -> date:
    """That local day, or the last before it on which somebody works."""
    return _nearest(day, hours, off, -_DAY)


def _nearest(day: date, hours: CivilHours, off: Container[date], step: timedelta) -> date:
    found, worked = day, hours.days
    while found.weekday() not in worked or found in off:  # `is_working`, but days are looked at by the hundred
        found += step
        if abs(found - day) > _LONGEST_OFF:
            off, found = NO_DAYS, day
    return found
