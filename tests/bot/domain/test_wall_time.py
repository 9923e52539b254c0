"""Times are wall time in the set's zone: over every hour of a day and a year, in zones that change their clocks differently.

None of what is expected here is worked out by the code that is tested: wall times are counted up minute by minute in UTC.
Where that takes a while, days far from all changes are every 22nd, which comes to each day of the week, and hours of the day
every ninth half hour; `make soak` looks at all.
"""

import os
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendars import CivilHours, instant, local, plan, working_days_before
from bot.domain.days_off import DaysOff, Span
from bot.domain.plans import PlanEntry, moved
from bot.domain.sets import PlannedMeeting
from bot.domain.states import MeetingState

ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "Australia/Sydney",
    "Africa/Cairo",
    "America/Santiago",
    "Asia/Kolkata",
)
FIRST = date(2026, 11, 2)
YEAR = tuple(FIRST + timedelta(days=day) for day in range(365))
HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
EVERY_DAY = range(7)
HALF_TERM = DaysOff(own=(Span(date(2027, 2, 15), date(2027, 2, 19)),))
AROUND = range(-2, 13)
"""Days from a change of the clocks: so far behind it lies what begins ten working days before."""
SPARSE = 1 if "SOAK" in os.environ else 22
SOME_HOURS = HOURS if "SOAK" in os.environ else HOURS[:8] + HOURS[8::9]
"""All of the night in which clocks change, and some of the day."""


@cache
def walls(zone: str) -> Mapping[datetime, datetime]:
    """Each wall time of the year to the half hour that exists, and the first moment at which it is on the wall."""
    found: dict[datetime, datetime] = {}
    there, moment, half = ZoneInfo(zone), datetime(2026, 10, 31, tzinfo=UTC), timedelta(minutes=30)
    end = datetime(2027, 11, 6, tzinfo=UTC)
    while moment < end:
        found.setdefault(moment.astimezone(there).replace(tzinfo=None, fold=0), moment)
        moment += half
    return found


@cache
def looked_at(zone: str) -> tuple[date, ...]:
    """The days around each change of the clocks and after the half term begins, and some of the others."""
    midnights = [datetime.combine(day, time(0), ZoneInfo(zone)) for day in YEAR]
    changes = [one.date() for one, other in pairwise(midnights) if one.utcoffset() != other.utcoffset()]
    assert changes or zone == "Asia/Kolkata"
    near = {day + timedelta(days=away) for day in changes for away in AROUND}
    term = {date(2027, 2, 15) + timedelta(days=nth) for nth in range(14)}
    return tuple(day for nth, day in enumerate(YEAR) if day in near | term or nth % SPARSE == 0)


def expected(day: date, at: time, zone: str) -> datetime:
    """Where a wall time does not exist it is as long after the gap as it would have been after its beginning."""
    wall, there = datetime.combine(day, at), walls(zone)
    if wall in there:
        return there[wall]
    before = wall
    while before not in there:
        before -= timedelta(minutes=30)
    return there[before] + (wall - before)


@pytest.mark.parametrize("zone", ZONES)
def test_each_hour_of_each_day_has_one_moment(zone: str) -> None:
    days = looked_at(zone)
    wrong = [(day, at) for day in days for at in HOURS if instant(day, at, zone) != expected(day, at, zone)]
    assert wrong == []


def test_the_zones_change_their_clocks_differently() -> None:
    changes = {
        zone: sum(datetime.combine(day, at) not in walls(zone) for day in YEAR for at in HOURS) for zone in ZONES
    }
    assert changes == {zone: 0 if zone == "Asia/Kolkata" else 2 for zone in ZONES}, "half hours that were skipped"


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("weekday", EVERY_DAY)
def test_no_meeting_is_lost_doubled_or_at_another_wall_time(zone: str, weekday: int) -> None:
    """A set that meets each week of the year, on each day of the week and at each hour."""
    first, there = FIRST + timedelta(days=weekday), ZoneInfo(zone)
    for at in SOME_HOURS:
        moments = plan(first, at, zone, 1, 52)
        assert moments == tuple(expected(first + timedelta(weeks=nth), at, zone) for nth in range(52))
        assert len(set(moments)) == 52
        days = Counter(moment.astimezone(there).date() for moment in moments)
        assert set(days.values()) == {1}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("days", [0, 1, 3, 7, 10])
def test_no_letter_is_lost_doubled_or_at_another_wall_time(zone: str, days: int) -> None:
    """So many working days before a meeting of each day: at the opening hour of its reader, which is any of a day."""
    opening = [CivilHours(frozenset(range(5)), opens, time(23, 59)) for opens in SOME_HOURS]
    for meets in (day for day in looked_at(zone) if day >= YEAR[30]):
        noon, begins = expected(meets, time(12), zone), worked_before(meets, days)
        for hours in opening:
            at = working_days_before(noon, days, zone, hours, HALF_TERM)
            assert at == expected(begins, hours.opens, zone), (meets, hours.opens)


def worked_before(day: date, days: int) -> date:
    """The last day worked on or before that day, and then so many days worked before it."""
    left = days
    while left:
        day -= timedelta(days=1)
        left -= is_worked(day)
    while not is_worked(day):
        day -= timedelta(days=1)
    return day


def is_worked(day: date) -> bool:
    return day.weekday() < 5 and not date(2027, 2, 15) <= day <= date(2027, 2, 19)


@pytest.mark.parametrize("zone", ZONES)
def test_what_moves_with_a_meeting_keeps_its_wall_time(zone: str) -> None:
    """A meeting of each hour is moved by a day, with all that follow it over a year."""
    for at in HOURS:
        rows = [
            PlanEntry(row, PlannedMeeting(row, moment, MeetingState.PLANNED))
            for row, moment in enumerate(plan(FIRST, at, zone, 4, 13), start=1)
        ]
        found = moved(rows, rows[0], FIRST + timedelta(days=1), at, zone, all_after=True)
        was = {one.row: local(one.meeting.at, zone).replace(tzinfo=None, fold=0) for one in rows}
        wanted = {row: wall + timedelta(days=1) for row, wall in was.items()}
        assert found == {row: expected(wall.date(), wall.time(), zone) for row, wall in wanted.items()}
