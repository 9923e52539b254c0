"""The clock is moved by words, forward only."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.clock_words import day_of, moment, moved, onward, pointed, readable

TUESDAY = datetime(2026, 11, 3, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "there"),
    [
        pytest.param("+10m", datetime(2026, 11, 3, 14, 40, tzinfo=UTC), id="minutes"),
        pytest.param("+1h30m", datetime(2026, 11, 3, 16, 0, tzinfo=UTC), id="hours and minutes"),
        pytest.param("+ 2 weeks", datetime(2026, 11, 17, 14, 30, tzinfo=UTC), id="weeks, written out"),
        pytest.param("to 15:00", datetime(2026, 11, 3, 15, 0, tzinfo=UTC), id="later today"),
        pytest.param("to 9:00", datetime(2026, 11, 4, 9, 0, tzinfo=UTC), id="a time gone by is tomorrow's"),
        pytest.param("to Tuesday 15:00", datetime(2026, 11, 3, 15, 0, tzinfo=UTC), id="today by its name"),
        pytest.param("to tuesday 09:00", datetime(2026, 11, 10, 9, 0, tzinfo=UTC), id="or a week later"),
        pytest.param("tomorrow", datetime(2026, 11, 4, 9, 0, tzinfo=UTC), id="a day alone is nine o'clock"),
        pytest.param("to 2026-12-01 at 08:15", datetime(2026, 12, 1, 8, 15, tzinfo=UTC), id="a date"),
        pytest.param("to 2026-12-01T08:15", datetime(2026, 12, 1, 8, 15, tzinfo=UTC), id="a date as programs write it"),
        pytest.param("to 1 Dec", datetime(2026, 12, 1, 9, 0, tzinfo=UTC), id="a date in words"),
        pytest.param("to Dec 1, 2pm", datetime(2026, 12, 1, 14, 0, tzinfo=UTC), id="and a time after a comma"),
        pytest.param("to 1 Dec 2026 14:00", datetime(2026, 12, 1, 14, 0, tzinfo=UTC), id="and with its year"),
        pytest.param("to the 10th at noon", datetime(2026, 11, 10, 12, 0, tzinfo=UTC), id="a day of the month"),
        pytest.param("to next Tuesday", datetime(2026, 11, 10, 9, 0, tzinfo=UTC), id="next Tuesday"),
        pytest.param("to Tue 10", datetime(2026, 11, 10, 9, 0, tzinfo=UTC), id="a weekday and its date"),
        pytest.param("to Thurs. 9:00", datetime(2026, 11, 5, 9, 0, tzinfo=UTC), id="a weekday cut short"),
        pytest.param("9am tomorrow", datetime(2026, 11, 4, 9, 0, tzinfo=UTC), id="the time first"),
        pytest.param("to 9 in the morning", datetime(2026, 11, 4, 9, 0, tzinfo=UTC), id="a half of the day"),
        pytest.param("to 14.45", datetime(2026, 11, 3, 14, 45, tzinfo=UTC), id="with a point"),
        pytest.param("to 1500", datetime(2026, 11, 3, 15, 0, tzinfo=UTC), id="four figures"),
        pytest.param("to half past 2pm", datetime(2026, 11, 4, 14, 30, tzinfo=UTC), id="half past"),
        pytest.param("to midnight", datetime(2026, 11, 4, 0, 0, tzinfo=UTC), id="midnight"),
        pytest.param("15:10", datetime(2026, 11, 3, 15, 10, tzinfo=UTC), id="a time alone is none that passes"),
        pytest.param("in 10 minutes", datetime(2026, 11, 3, 14, 40, tzinfo=UTC), id="in so long"),
        pytest.param("10 min", datetime(2026, 11, 3, 14, 40, tzinfo=UTC), id="without a sign"),
        pytest.param("+1h30", datetime(2026, 11, 3, 16, 0, tzinfo=UTC), id="minutes without their unit"),
        pytest.param("+1.5 hours", datetime(2026, 11, 3, 16, 0, tzinfo=UTC), id="a fraction"),
        pytest.param("+half an hour", datetime(2026, 11, 3, 15, 0, tzinfo=UTC), id="half an hour"),
        pytest.param("+two weeks and a day", datetime(2026, 11, 18, 14, 30, tzinfo=UTC), id="a number in words"),
    ],
)
def test_words_lead_to_a_moment(words: str, there: datetime) -> None:
    assert moved(words, TUESDAY, "Europe/London") == there


def test_days_keep_the_time_on_the_wall_when_clocks_change() -> None:
    before = datetime(2026, 10, 24, 8, 0, tzinfo=UTC)
    assert moved("+1d", before, "Europe/London") == datetime(2026, 10, 25, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param("soon", "I can't tell which day that is", id="no time at all"),
        pytest.param("+", "no way to move", id="a sign alone"),
        pytest.param("+3x", "no way to move", id="no such unit"),
        pytest.param("to 25:00", "no way to move", id="no such hour"),
        pytest.param("to 2026-02-31", "no day that there is", id="no such date"),
        pytest.param("to 2026-11-01", "only goes forward", id="the past"),
        pytest.param("+0m", "only goes forward", id="not at all"),
        pytest.param("+99999w", "400 days", id="beyond all measure"),
        pytest.param("to 2099-01-01", "400 days", id="a far date"),
        pytest.param("+999999d", "400 days", id="beyond five digits"),
        pytest.param("+" + "99999w" * 1000, "400 days", id="again and again"),
        pytest.param("", "no way to move", id="nothing"),
        pytest.param("-3d", "leads back, and the clock only goes forward", id="back"),
        pytest.param("+5", "of what.* Minutes, hours or days: .5m", id="without a unit"),
        pytest.param("to 31 Feb", "There's no 31 February. Is it 2027-02-28 or", id="a day that is none"),
        pytest.param("to 3/11", "two ways. Write the month as a word. Is it 2026-11-03 or", id="a day in numbers"),
        pytest.param("to 9", "“9” comes twice a day: 09:00 or 21:00", id="an hour that comes twice a day"),
        pytest.param("to Thursday at 9", "comes twice a day", id="and on a day"),
        pytest.param("+1 month", "not always as long", id="a month"),
        pytest.param("to yesterday", "That's in the past", id="yesterday"),
    ],
)
def test_what_leads_nowhere_is_answered_with_a_sentence(words: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        moved(words, TUESDAY, "Europe/London")


@given(st.text(max_size=30))
def test_any_other_words_get_a_sentence_too(words: str) -> None:
    with suppress(ValueError):
        moved(words, TUESDAY, "Europe/London")


def test_a_stretch_of_time_is_said_as_it_is_read() -> None:
    assert onward(timedelta(hours=30, seconds=5)) == "+30h 0m 5s"
    assert moved("+30h 0m 5s", TUESDAY, "Europe/London") == TUESDAY + timedelta(hours=30, seconds=5)


def test_a_start_is_wall_time_in_its_zone() -> None:
    assert moment("2026-07-01 14:00", "Europe/Sofia") == datetime(2026, 7, 1, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("words", ["tomorrow", "2026-13-01 10:00", "0001-01-01 00:00", "2026-02-27"])
def test_a_start_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is not"):
        moment(words, "Europe/London")


def test_a_start_that_the_clocks_leave_out_is_refused() -> None:
    with pytest.raises(ValueError, match="is no time that there is in Europe/London"):
        moment("2026-03-29 01:30", "Europe/London")
    assert moment("2026-03-29 02:30", "Europe/London") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("words", ["to 31 Feb", "to 1 Dec 2025", "+10m"])
def test_what_depends_on_the_day_is_readable_all_the_same(words: str) -> None:
    readable(words)


def test_a_day_and_a_moment_are_read_on_their_own() -> None:
    assert day_of("next Friday", TUESDAY, "Europe/London") == date(2026, 11, 13)
    assert day_of("Tuesday", TUESDAY, "Europe/London") == date(2026, 11, 10)
    assert day_of("no day at all", TUESDAY, "Europe/London") is None
    assert pointed("Tue 10 Nov at 2pm", TUESDAY, "Europe/Sofia") == datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
    assert pointed("Tue 10 Nov", TUESDAY, "Europe/London") is None
