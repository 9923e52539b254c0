"""When somebody is away, as people type it: read, or asked about with what it may mean."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.absences import Absence, Said, UnclearAbsence, is_away, read_absence

ZONE = "Europe/London"
NOW = datetime(2026, 11, 3, 13, 50, tzinfo=UTC)  # a Tuesday


def told(absence: Absence) -> str:
    first = f"{absence.first:%-d %b} to " if absence.first else "to "
    return f"{first}{absence.last:%-d %b}{', back' if absence.said is Said.BACK else ''}"


def read(typed: str, now: datetime = NOW) -> str:
    return told(read_absence(typed, now=now, zone=ZONE))


def asked(typed: str) -> UnclearAbsence:
    with pytest.raises(UnclearAbsence) as unclear:
        read_absence(typed, now=NOW, zone=ZONE)
    return unclear.value


@pytest.mark.parametrize(
    ("typed", "away"),
    [
        pytest.param("until Friday", "to 6 Nov", id="until a day"),
        pytest.param("“until Friday”.", "to 6 Nov", id="in quotation marks"),
        pytest.param("til 3 Dec", "to 3 Dec", id="til a date"),
        pytest.param("until and including 2026-11-13", "to 13 Nov", id="as a button carries it"),
        pytest.param("today", "to 3 Nov", id="today"),
        pytest.param("for 3 days", "to 6 Nov", id="B53, for days"),
        pytest.param("3 days", "to 6 Nov", id="days"),
        pytest.param("for two weeks", "to 17 Nov", id="B53, for weeks"),
        pytest.param("for a fortnight", "to 17 Nov", id="for a fortnight"),
        pytest.param("through Tuesday", "to 3 Nov", id="B53, through a day"),
        pytest.param("through next week", "to 13 Nov", id="through a week"),
        pytest.param("till the end of the month", "to 30 Nov", id="till an end"),
        pytest.param("all week", "to 6 Nov", id="B53, all week"),
        pytest.param("for the rest of the week", "to 6 Nov", id="the rest of it"),
        pytest.param("next week", "9 Nov to 13 Nov", id="B52"),
        pytest.param("the week of 9 November", "9 Nov to 13 Nov", id="the week of"),
        pytest.param("all of next week", "9 Nov to 13 Nov", id="all of next week"),
        pytest.param("next month", "1 Dec to 31 Dec", id="next month"),
        pytest.param("in December", "1 Dec to 31 Dec", id="in a month"),
        pytest.param("this weekend", "7 Nov to 8 Nov", id="a weekend"),
        pytest.param("on Friday", "6 Nov to 6 Nov", id="on a day"),
        pytest.param("from 5 Nov until 12 Nov", "5 Nov to 12 Nov", id="B72, from until"),
        pytest.param("5 Nov - 12 Nov", "5 Nov to 12 Nov", id="B72, a dash"),
        pytest.param("5-12 Nov", "5 Nov to 12 Nov", id="one month for both"),
        pytest.param("between 5 and 12 Nov", "5 Nov to 12 Nov", id="between"),
        pytest.param("from 2026-11-09 until 2026-11-13", "9 Nov to 13 Nov", id="ISO dates"),
        pytest.param("28 Dec - 3 Jan", "28 Dec to 3 Jan", id="over the year"),
        pytest.param("Monday to Wednesday", "9 Nov to 11 Nov", id="weekdays, one after the other"),
        pytest.param("from today to Friday", "to 6 Nov", id="from today"),
        pytest.param("from Monday for two weeks", "9 Nov to 22 Nov", id="from a day for weeks"),
        pytest.param("3 days from Monday", "9 Nov to 11 Nov", id="days from a day"),
        pytest.param("from Monday, back on Friday", "9 Nov to 12 Nov", id="from a day, and back"),
        pytest.param("back on Friday", "to 5 Nov, back", id="back on a day"),
        pytest.param("I'll be back on Friday", "to 5 Nov, back", id="in a sentence"),
        pytest.param("on holiday, back on Monday", "to 8 Nov, back", id="with the reason"),
        pytest.param("back tomorrow", "to 3 Nov, back", id="back tomorrow"),
        pytest.param("back from holiday on Monday", "to 8 Nov, back", id="back from something"),
        pytest.param("back in two weeks", "to 16 Nov, back", id="back in weeks"),
        pytest.param("back on 2026-11-09", "to 8 Nov, back", id="back, as a button carries it"),
    ],
)
def test_a_time_away_is_read(typed: str, away: str) -> None:
    assert read(typed) == away


@pytest.mark.parametrize(
    ("typed", "perhaps"),
    [
        pytest.param("until next week", ["to 8 Nov, back", "to 13 Nov"], id="B35"),
        pytest.param("until next month", ["to 30 Nov, back", "to 31 Dec"], id="until a month"),
        pytest.param("until the weekend", ["to 6 Nov, back", "to 8 Nov"], id="until the weekend"),
        pytest.param("back next week", ["to 8 Nov, back", "to 13 Nov"], id="back in a week that is to come"),
        pytest.param("tomorrow", ["4 Nov to 4 Nov", "to 4 Nov"], id="tomorrow alone, or until then"),
        pytest.param("Friday", ["6 Nov to 6 Nov", "to 6 Nov"], id="a day alone"),
        pytest.param("from tomorrow", ["4 Nov to 4 Nov", "4 Nov to 6 Nov", "4 Nov to 13 Nov"], id="B53, from tomorrow"),
        pytest.param("after Friday", ["7 Nov to 7 Nov", "7 Nov to 13 Nov", "7 Nov to 20 Nov"], id="after a day"),
        pytest.param("from next week", ["9 Nov to 13 Nov", "9 Nov to 20 Nov"], id="from a week on"),
        pytest.param("until 3/12", ["to 3 Dec", "to 12 Mar"], id="numbers alone"),
        pytest.param("until 31 Feb", ["to 28 Feb", "to 1 Mar"], id="no such day"),
        pytest.param("for a few days", ["to 5 Nov", "to 6 Nov", "to 7 Nov"], id="a few days"),
        pytest.param("from 12 Nov until 5 Nov", ["5 Nov to 12 Nov"], id="the wrong way round"),
        pytest.param("", ["to 3 Nov", "to 6 Nov", "to 13 Nov"], id="nothing"),
        pytest.param("until", ["to 3 Nov", "to 6 Nov", "to 13 Nov"], id="until"),
        pytest.param("on holiday", ["to 3 Nov", "to 6 Nov", "to 13 Nov"], id="no time"),
        pytest.param("until further notice", ["to 3 Nov", "to 6 Nov", "to 13 Nov"], id="no end"),
        pytest.param("until the next meeting", ["to 3 Nov", "to 6 Nov", "to 13 Nov"], id="a meeting"),
        pytest.param("until yesterday", ["to 3 Nov", "to 6 Nov", "to 13 Nov"], id="the past"),
    ],
)
def test_what_may_mean_more_than_one_is_asked_about(typed: str, perhaps: list[str]) -> None:
    unclear = asked(typed)
    first = [f"{told(one)}" for one in unclear.perhaps]
    assert first == perhaps
    assert not unclear.or_back


@pytest.mark.parametrize(
    "typed", ["back in 5 minutes", "back soon", "back after lunch", "back at 3pm", "back today", "back"]
)
def test_somebody_who_is_back_in_a_moment_may_be_back_now(typed: str) -> None:
    unclear = asked(typed)
    assert unclear.or_back
    assert [told(one) for one in unclear.perhaps] == ["to 3 Nov"]


def test_what_is_offered_means_that_when_it_is_typed() -> None:
    assert read("until Friday", datetime(2026, 11, 6, 9, tzinfo=UTC)) == "to 6 Nov"
    assert read("back on Friday", datetime(2026, 11, 5, 9, tzinfo=UTC)) == "to 5 Nov, back"


def test_until_a_day_to_come_may_mean_that_they_are_back_then() -> None:
    assert read_absence("until Friday", now=NOW, zone=ZONE).is_a_day
    for typed in ("until and including Friday", "through Friday", "until today", "for 3 days", "back on Friday"):
        assert not read_absence(typed, now=NOW, zone=ZONE).is_a_day


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, ""),
        (None, date(2026, 11, 5), "45"),
        (date(2026, 11, 5), date(2026, 11, 6), "56"),
        (date(2026, 11, 6), date(2026, 11, 6), "6"),
    ],
    ids=["not away", "from now", "from a day", "one day"],
)
def test_somebody_is_away_from_the_first_to_the_last_day(first: date | None, last: date | None, days: str) -> None:
    assert "".join(str(day) for day in range(4, 8) if is_away(first, last, date(2026, 11, day))) == days


WORDS = (
    *("until", "from", "to", "back", "on", "for", "all", "next", "week", "Friday", "5", "12", "Nov", "tomorrow", "-"),
    *("and", "days", "two", "weeks", "after", "the", "month", "in", "31", "Feb", "2026-11-09", "3/12", "minutes"),
    *("Christmas", "weekend", "of"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join) | st.text(max_size=40))
def test_whatever_is_typed_is_read_or_asked_about(typed: str) -> None:
    perhaps: tuple[Absence, ...] = ()
    try:
        perhaps = (read_absence(typed, now=NOW, zone=ZONE),)
    except UnclearAbsence as unclear:
        perhaps = unclear.perhaps
    assert perhaps
    for one in perhaps:
        assert one.first is None or one.first <= one.last
        assert one.last >= NOW.date()
