"""Wall time stays wall time, in every zone and over every change of the clocks."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import (
    DEFAULT_HOURS,
    CivilHours,
    OnDay,
    after_day,
    civil,
    due_day_nudge,
    instant,
    known_zone,
    local_day,
    plan,
    working_days_before,
)
from bot.domain.errors import Refused

NEW_YORK = "America/New_York"
SOFIA = "Europe/Sofia"
ZONES = st.sampled_from(sorted(available_timezones()))
DAYS = st.dates(date(1971, 1, 1), date(2036, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def utc(month: int, day: int, hour: int, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        pytest.param(date(2026, 3, 7), time(9), utc(3, 7, 14), id="winter"),
        pytest.param(date(2026, 3, 8), time(9), utc(3, 8, 13), id="summer"),
        pytest.param(date(2026, 3, 8), time(2, 30), utc(3, 8, 7, 30), id="does not exist: later by the gap"),
        pytest.param(date(2026, 11, 1), time(1, 30), utc(11, 1, 5, 30), id="exists twice: the first"),
        pytest.param(
            date(2026, 11, 1), time(1, 30, fold=1), utc(11, 1, 5, 30), id="exists twice, asked for the second"
        ),
    ],
)
def test_a_wall_time_has_one_moment(day: date, at: time, moment: datetime) -> None:
    assert instant(day, at, NEW_YORK) == moment


@given(ZONES, DAYS, TIMES)
def test_a_wall_time_comes_back_unless_the_clocks_skipped_it(zone: str, day: date, at: time) -> None:
    wall = instant(day, at, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    asked = datetime.combine(day, at)
    assert wall == asked or asked < wall <= asked + timedelta(days=1)


@given(ZONES, DAYS, TIMES)
def test_of_two_moments_with_the_same_wall_time_the_first_counts(zone: str, day: date, at: time) -> None:
    moment = instant(day, at, zone)
    assert moment.tzinfo is UTC
    second = datetime.combine(day, at.replace(fold=1), ZoneInfo(zone)).astimezone(UTC)
    assert moment <= second or moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) > datetime.combine(
        day, at
    )


@given(ZONES, DAYS, TIMES, st.integers(1, 8), st.integers(0, 12))
def test_a_plan_keeps_its_wall_time(zone: str, first: date, at: time, every: int, count: int) -> None:
    meetings = plan(first, at, zone, every, count)
    assert len(meetings) == count
    assert all(earlier < later for earlier, later in pairwise(meetings))
    for nth, meeting in enumerate(meetings):
        wall = meeting.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        skipped = wall - datetime.combine(first + timedelta(weeks=every * nth), at)
        assert timedelta(0) <= skipped <= timedelta(days=1)


def like_no_other() -> Iterator[str]:
    """Zones of which no two keep the same time all through the year; all there are where it soaks."""
    noons = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=nth) for nth in range(0, 365, 3)]
    seen = set[tuple[timedelta | None, ...]]()
    for zone in sorted(available_timezones()):
        there = ZoneInfo(zone)
        offsets = tuple(there.utcoffset(noon.astimezone(there)) for noon in noons)
        if offsets not in seen or "SOAK" in os.environ:
            seen.add(offsets)
            yield zone


def test_every_zone_keeps_the_wall_time_of_every_day_of_a_year() -> None:
    days = [date(2026, 1, 1) + timedelta(days=nth) for nth in range(365)]
    for zone in like_no_other():
        there = ZoneInfo(zone)
        for at in (time(0, 0), time(2, 30)):
            walls = [instant(day, at, zone).astimezone(there) for day in days]
            assert [wall.date() for wall in walls] == days
            latest = time(at.hour + 2, at.minute)  # Troll, in Antarctica, skips two hours
            assert all(at <= wall.time() <= latest and wall.fold == 0 for wall in walls)


def test_a_plan_over_a_change_of_the_clocks() -> None:
    assert plan(date(2026, 10, 13), time(14), SOFIA, 2, 3) == (utc(10, 13, 11), utc(10, 27, 12), utc(11, 10, 12))


@pytest.mark.parametrize(
    ("due", "over"),
    [
        pytest.param(OnDay(date(2026, 11, 27), SOFIA), utc(11, 27, 22), id="an ordinary day"),
        pytest.param(OnDay(date(2026, 10, 25), SOFIA), utc(10, 25, 22), id="a day of 25 hours"),
        pytest.param(
            OnDay(date(2018, 11, 3), "America/Sao_Paulo"), utc(11, 4, 3, 0, 2018), id="next day begins at 01:00"
        ),
        pytest.param(OnDay(date(2011, 12, 29), "Pacific/Apia"), utc(12, 30, 10, 0, 2011), id="next day was left out"),
    ],
)
def test_a_day_is_over_when_the_next_begins(due: OnDay, over: datetime) -> None:
    assert local_day(over - timedelta(seconds=1), due.zone) == due.day
    assert local_day(over, due.zone) > due.day


@pytest.mark.parametrize(
    ("moment", "civilly"),
    [
        pytest.param(utc(11, 24, 7), utc(11, 24, 7), id="on opening"),
        pytest.param(utc(11, 24, 14, 59), utc(11, 24, 14, 59), id="just before closing"),
        pytest.param(utc(11, 24, 15), utc(11, 25, 7), id="on closing"),
        pytest.param(utc(11, 24, 6, 59), utc(11, 24, 7), id="early"),
        pytest.param(utc(11, 27, 16), utc(11, 30, 7), id="Friday evening"),
        pytest.param(utc(11, 28, 10), utc(11, 30, 7), id="Saturday"),
        pytest.param(utc(10, 24, 10), utc(10, 26, 7), id="over a change of the clocks"),
    ],
)
def test_nobody_is_written_to_outside_their_hours(moment: datetime, civilly: datetime) -> None:
    assert civil(moment, SOFIA, DEFAULT_HOURS) == civilly


@given(ZONES, DAYS, TIMES)
def test_a_civil_moment_is_soon_and_stays(zone: str, day: date, at: time) -> None:
    moment = datetime.combine(day, at, UTC)
    civilly = civil(moment, zone, DEFAULT_HOURS)
    assert moment <= civilly <= moment + timedelta(days=4)
    assert civil(civilly, zone, DEFAULT_HOURS) == civilly


@pytest.mark.parametrize(
    ("moment", "days", "asked"),
    [
        pytest.param(utc(11, 27, 12), 3, utc(11, 24, 7), id="within the week"),
        pytest.param(utc(11, 24, 12), 3, utc(11, 19, 7), id="over a weekend"),
        pytest.param(utc(11, 30, 12), 1, utc(11, 27, 7), id="Monday's is Friday"),
        pytest.param(utc(11, 29, 12), 1, utc(11, 27, 7), id="from a Sunday"),
        pytest.param(utc(11, 29, 22, 30), 1, utc(11, 27, 7), id="Monday there, Sunday in UTC"),
        pytest.param(utc(10, 26, 12), 1, utc(10, 23, 6), id="over a change of the clocks"),
    ],
)
def test_working_days_are_counted_back_from_the_local_date(moment: datetime, days: int, asked: datetime) -> None:
    assert working_days_before(moment, days, SOFIA, DEFAULT_HOURS) == asked


@pytest.mark.parametrize(
    ("day", "nudge"),
    [
        pytest.param(date(2026, 11, 27), utc(11, 27, 7), id="a working day"),
        pytest.param(date(2026, 11, 29), utc(11, 27, 7), id="a Sunday: the Friday before"),
    ],
)
def test_the_nudge_comes_on_the_day_or_the_last_working_day_before(day: date, nudge: datetime) -> None:
    assert due_day_nudge(OnDay(day, SOFIA), DEFAULT_HOURS) == nudge


def test_own_hours_are_kept() -> None:
    thursdays = CivilHours(frozenset({3}), time(12), time(13))
    assert civil(utc(11, 26, 11), SOFIA, thursdays) == utc(12, 3, 10)
    assert due_day_nudge(OnDay(date(2026, 11, 25), SOFIA), thursdays) == utc(11, 19, 10)


@pytest.mark.parametrize(
    ("days", "opens", "closes", "field"),
    [
        pytest.param(frozenset[int](), time(9), time(17), "days", id="no day"),
        pytest.param(frozenset({7}), time(9), time(17), "days", id="an eighth day"),
        pytest.param(frozenset({0}), time(17), time(17), "closes", id="no time"),
    ],
)
def test_hours_without_a_day_or_a_length_are_refused(
    days: frozenset[int], opens: time, closes: time, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        CivilHours(days, opens, closes)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        pytest.param("Europe/Sofia", True, id="a zone"),
        pytest.param("UTC", True, id="UTC"),
        pytest.param("Europe", False, id="a folder"),
        pytest.param("Europe/Atlantis", False, id="no such place"),
        pytest.param("../../etc/passwd", False, id="a path"),
        pytest.param("", False, id="nothing"),
        pytest.param("Europe/\x00", False, id="a NUL"),
        pytest.param("Ω" * 300, False, id="too long"),
    ],
)
def test_a_zone_is_known_by_its_name(zone: str, known: bool) -> None:
    assert known_zone(zone) is known


@pytest.mark.parametrize(
    ("now", "weeks", "days"),
    [
        pytest.param(utc(11, 3, 12), 2, [24, 38], id="before the day itself: in the rhythm after it"),
        pytest.param(utc(11, 10, 13), 2, [24, 38], id="on the day"),
        pytest.param(utc(11, 24, 11, 59), 2, [24, 38], id="just before the next one"),
        pytest.param(utc(11, 24, 12), 2, [38, 52], id="as it begins"),
        pytest.param(utc(12, 30, 12), 1, [66, 73], id="long after"),
    ],
)
def test_what_follows_a_day_keeps_its_rhythm_and_lies_ahead(now: datetime, weeks: int, days: list[int]) -> None:
    """The 10th of November at two in Sofia; days are counted from the end of October."""
    found = after_day(date(2026, 11, 10), time(14), SOFIA, weeks, 2, now)
    assert [(local_day(one, SOFIA) - date(2026, 10, 31)).days for one in found] == days
    assert after_day(date(2026, 11, 10), time(14), SOFIA, weeks, 0, now) == ()
