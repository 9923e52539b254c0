"""Days off: public holidays, half-term, and what working days there are around them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.calendars import (
    DEFAULT_HOURS,
    CivilHours,
    OnDay,
    civil,
    due_day_nudge,
    is_within,
    last_civil,
    working_days_before,
)
from bot.domain.days_off import MOST_SPANS, DaysOff, Span, Together, read_spans, with_span
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal

LONDON = "Europe/London"
TODAY = date(2026, 12, 1)
CHRISTMAS = {date(2026, 12, 25): "Christmas Day", date(2026, 12, 28): "Boxing Day (observed)"}
HALF_TERM = Span(date(2027, 2, 15), date(2027, 2, 19))
OFF = DaysOff(lambda year: CHRISTMAS if year == 2026 else {}, (HALF_TERM,))


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        pytest.param(date(2026, 12, 24), False, id="Christmas Eve is worked"),
        pytest.param(date(2026, 12, 25), True, id="a public holiday"),
        pytest.param(date(2027, 12, 25), False, id="a year of which nothing is known"),
        pytest.param(date(2027, 2, 14), False, id="the day before half-term"),
        pytest.param(date(2027, 2, 15), True, id="the first day of half-term"),
        pytest.param(date(2027, 2, 19), True, id="its last day"),
        pytest.param(date(2027, 2, 20), False, id="the day after it"),
    ],
)
def test_a_day_is_off_or_not(day: date, is_off: bool) -> None:
    assert (day in OFF) is is_off
    assert (day in Together((DaysOff(), OFF))) is is_off


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        pytest.param(at(2026, 12, 24, 10), at(2026, 12, 24, 10), id="within the hours of a working day"),
        pytest.param(at(2026, 12, 25, 10), at(2026, 12, 29, 9), id="Christmas: over the weekend and Boxing Day"),
        pytest.param(at(2026, 12, 24, 17), at(2026, 12, 29, 9), id="after hours on Christmas Eve"),
        pytest.param(at(2027, 2, 15, 10), at(2027, 2, 22, 9), id="half-term: the Monday after it"),
    ],
)
def test_nobody_is_written_to_on_a_day_off(moment: datetime, hour: datetime) -> None:
    assert civil(moment, LONDON, DEFAULT_HOURS, OFF) == hour


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        pytest.param(at(2026, 12, 24, 10), at(2026, 12, 24, 10), id="within the hours"),
        pytest.param(
            at(2026, 12, 29, 8), at(2026, 12, 24, 16), id="before the day opens: the last hour before Christmas"
        ),
        pytest.param(at(2026, 12, 27, 12), at(2026, 12, 24, 16), id="a day off: the last hour before it"),
        pytest.param(at(2026, 12, 29, 20), at(2026, 12, 29, 16), id="in the evening: the last hour of the day"),
    ],
)
def test_what_would_come_too_late_comes_in_the_last_civil_hour(moment: datetime, hour: datetime) -> None:
    assert last_civil(moment, LONDON, DEFAULT_HOURS, OFF) == hour


@pytest.mark.parametrize(
    ("meets", "days", "asked"),
    [
        pytest.param(at(2026, 12, 30, 14), 1, at(2026, 12, 29), id="one working day before"),
        pytest.param(at(2026, 12, 30, 14), 3, at(2026, 12, 23), id="three of them reach over Christmas"),
        pytest.param(at(2027, 2, 22, 14), 1, at(2027, 2, 12), id="none lies within half-term"),
        pytest.param(at(2026, 12, 25, 14), 0, at(2026, 12, 24), id="a meeting on a holiday: the day before"),
    ],
)
def test_working_days_before_a_meeting_leave_days_off_out(meets: datetime, days: int, asked: datetime) -> None:
    assert working_days_before(meets, days, LONDON, DEFAULT_HOURS, OFF) == asked


def test_what_falls_due_on_a_day_off_is_nudged_on_the_last_working_day_before() -> None:
    assert due_day_nudge(OnDay(date(2026, 12, 28), LONDON), DEFAULT_HOURS, OFF) == at(2026, 12, 24)


@pytest.mark.parametrize(
    ("moment", "days", "within"),
    [
        pytest.param(at(2026, 12, 29, 23), 1, True, id="the next working day, though five days away"),
        pytest.param(at(2026, 12, 30, 0, 30), 1, False, id="the day after it"),
        pytest.param(at(2026, 12, 30, 0, 30), 2, True, id="the second working day"),
        pytest.param(at(2026, 12, 24, 11), 2, False, id="past already"),
    ],
)
def test_a_moment_is_so_many_working_days_away(moment: datetime, days: int, within: bool) -> None:
    assert is_within(moment, days, at(2026, 12, 24, 12), LONDON, DEFAULT_HOURS, OFF) is within


def test_whoever_is_always_off_is_written_to_all_the_same() -> None:
    always = DaysOff(own=(Span(date.min, date.max),))
    mondays = CivilHours(frozenset({0}), time(9), time(17))
    assert civil(at(2026, 12, 1), LONDON, mondays, always) == at(2026, 12, 7)


def refused(kind: Refusal, first: date, last: date, *there: Span) -> None:
    with pytest.raises(Refused) as found:
        with_span(there, Span(first, last), TODAY)
    assert found.value.kind is kind


def test_days_off_that_make_no_sense_are_refused() -> None:
    refused(Refusal.DAYS_OFF_END_FIRST, date(2027, 1, 2), date(2027, 1, 1))
    refused(Refusal.PAST_DAY_CHOSEN, date(2026, 11, 2), date(2026, 11, 30))
    refused(Refusal.DAYS_OFF_TOO_LONG, date(2027, 1, 1), date(2027, 6, 1))
    many = tuple(Span(day, day) for day in (TODAY + timedelta(days=2 * nth) for nth in range(MOST_SPANS)))
    refused(Refusal.DAYS_OFF_TOO_MANY, date(2028, 1, 1), date(2028, 1, 2), *many)


def test_times_off_that_touch_become_one_and_those_that_are_over_go() -> None:
    over, christmas = Span(date(2026, 10, 26), date(2026, 10, 30)), Span(date(2026, 12, 21), date(2026, 12, 31))
    found = with_span([over, HALF_TERM, christmas], Span(date(2027, 1, 1), date(2027, 1, 3)), TODAY)
    assert found == (Span(date(2026, 12, 21), date(2027, 1, 3)), HALF_TERM)


def test_times_off_are_kept_as_intervals() -> None:
    assert HALF_TERM.key == "2027-02-15/2027-02-19"
    assert read_spans([HALF_TERM.key]) == (HALF_TERM,)
