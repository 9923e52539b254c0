"""Dates are read as people write them, at the end of what they write."""

import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import local_day
from bot.domain.dates import AtMeeting, DoubtfulDate, OnDay, Promise, read_day, read_promise
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal

SOFIA = "Europe/Sofia"
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def promise(typed: str, now: datetime = TUESDAY) -> Promise:
    return read_promise(typed, now=now, zone=SOFIA)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        pytest.param("by Friday", date(2026, 11, 27), id="weekday, later this week"),
        pytest.param("by Sunday", date(2026, 11, 29), id="weekday, end of the week"),
        pytest.param("by Monday", date(2026, 11, 30), id="weekday, already past this week"),
        pytest.param("by Tuesday", date(2026, 11, 24), id="today's weekday is today"),
        pytest.param("on Thurs", date(2026, 11, 26), id="weekday, short"),
        pytest.param("BY FRIDAY", date(2026, 11, 27), id="capitals"),
        pytest.param("by  friday.", date(2026, 11, 27), id="two spaces, full stop"),
        pytest.param("(by Friday)", date(2026, 11, 27), id="in brackets"),
        pytest.param("- due Friday", date(2026, 11, 27), id="due"),
        pytest.param("by Friday at the latest", date(2026, 11, 27), id="at the latest"),
        pytest.param("by Friday please!", date(2026, 11, 27), id="please"),
        pytest.param("before Friday", date(2026, 11, 26), id="before a day is the day before"),
        pytest.param("before Tuesday", date(2026, 11, 30), id="before today's weekday is before the next one"),
        pytest.param("before tomorrow", date(2026, 11, 24), id="before tomorrow is today"),
        pytest.param("until Friday", date(2026, 11, 27), id="until"),
        pytest.param("no later than Friday", date(2026, 11, 27), id="no later than"),
        pytest.param("this Friday", date(2026, 11, 27), id="this, with no preposition"),
        pytest.param("by next Friday", date(2026, 12, 4), id="next is the one of next week"),
        pytest.param("next Monday", date(2026, 11, 30), id="next, six days off"),
        pytest.param("Friday week", date(2026, 12, 4), id="Friday week"),
        pytest.param("a week on Friday", date(2026, 12, 4), id="a week on Friday"),
        pytest.param("by Friday next week", date(2026, 12, 4), id="weekday of next week"),
        pytest.param("a fortnight on Tuesday", date(2026, 12, 8), id="a fortnight on today's weekday"),
        pytest.param("two weeks from now", date(2026, 12, 8), id="from now"),
        pytest.param("a week tomorrow", date(2026, 12, 2), id="a week tomorrow"),
        pytest.param("today", date(2026, 11, 24), id="today"),
        pytest.param("tomorrow", date(2026, 11, 25), id="tomorrow"),
        pytest.param("tomorrow morning", date(2026, 11, 25), id="part of a day"),
        pytest.param("the day after tomorrow", date(2026, 11, 26), id="day after tomorrow"),
        pytest.param("in two weeks", date(2026, 12, 8), id="two weeks"),
        pytest.param("in two weeks’ time", date(2026, 12, 8), id="typographic apostrophe"),
        pytest.param("in a fortnight", date(2026, 12, 8), id="fortnight"),
        pytest.param("within 10 days", date(2026, 12, 4), id="within days"),
        pytest.param("within 48 hours", date(2026, 11, 26), id="within hours"),
        pytest.param("in a couple of weeks", date(2026, 12, 8), id="a couple is two"),
        pytest.param("over the next fortnight", date(2026, 12, 8), id="over the next"),
        pytest.param("in the next week", date(2026, 12, 1), id="in the next week is seven days"),
        pytest.param("in a month", date(2026, 12, 24), id="a month"),
        pytest.param("by the end of the month", date(2026, 11, 30), id="end of the month"),
        pytest.param("end of the month", date(2026, 11, 30), id="end of the month, with no preposition"),
        pytest.param("before the end of the month", date(2026, 11, 30), id="before an end is by that end"),
        pytest.param("by end of next month", date(2026, 12, 31), id="end of next month"),
        pytest.param("by the end of the week", date(2026, 11, 27), id="the end of the week is its Friday"),
        pytest.param("by the end of next week", date(2026, 12, 4), id="end of next week"),
        pytest.param("next week", date(2026, 12, 4), id="next week"),
        pytest.param("by the start of next week", date(2026, 11, 30), id="start of next week"),
        pytest.param("at the weekend", date(2026, 11, 29), id="the weekend ends on Sunday"),
        pytest.param("by the end of Feb", date(2027, 2, 28), id="end of a month next year"),
        pytest.param("by end of February 2028", date(2028, 2, 29), id="end of a leap February"),
        pytest.param("before the start of March", date(2027, 2, 28), id="before the start of a month"),
        pytest.param("by year end", date(2026, 12, 31), id="year end"),
        pytest.param("by EOD Friday", date(2026, 11, 27), id="end of a day"),
        pytest.param("by close of play on Friday", date(2026, 11, 27), id="close of play"),
        pytest.param("by 3 Dec", date(2026, 12, 3), id="day and month"),
        pytest.param("by 3rd of December 2026", date(2026, 12, 3), id="ordinal, with year"),
        pytest.param("by Dec. 3rd, 2026", date(2026, 12, 3), id="month first"),
        pytest.param("by December the 3rd", date(2026, 12, 3), id="month, the ordinal"),
        pytest.param("by Thursday, 3 December", date(2026, 12, 3), id="with its weekday"),
        pytest.param("by 3 Jan", date(2027, 1, 3), id="next year, obviously"),
        pytest.param("by 1 May", date(2027, 5, 1), id="over half a year past is next year's"),
        pytest.param("by 29 Feb 2028", date(2028, 2, 29), id="leap day"),
        pytest.param("on 2026-12-03", date(2026, 12, 3), id="ISO"),
        pytest.param("by the 27th", date(2026, 11, 27), id="day of this month"),
        pytest.param("by the 3rd", date(2026, 12, 3), id="day of next month"),
        pytest.param("by 3 Dec 2030", date(2030, 12, 3), id="four years off"),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, due: date) -> None:
    assert promise(f"Ask Ana {typed}") == Promise("Ask Ana", OnDay(due, SOFIA))


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("by 31 Feb", Refused(Refusal.NO_SUCH_DAY, number=31, month=2), id="no such day"),
        pytest.param("by 29 Feb", Refused(Refusal.NO_LEAP_DAY, year=2027), id="no such day next year"),
        pytest.param("by 0 Dec", Refused(Refusal.NO_SUCH_DAY, number=0, month=12), id="day nought"),
        pytest.param("on the 31st", Refused(Refusal.NO_SUCH_DAY, number=31, month=11), id="no such day this month"),
        pytest.param("by 2026-13-03", Refused(Refusal.NO_SUCH_MONTH, number=13), id="no such month"),
        pytest.param("by 20 Oct", Refused(Refusal.PAST_DAY, day=date(2026, 10, 20)), id="lately past"),
        pytest.param("by 3 Dec 2025", Refused(Refusal.PAST_DAY, day=date(2025, 12, 3)), id="past year"),
        pytest.param(
            "by the end of October", Refused(Refusal.PAST_DAY, day=date(2026, 10, 31)), id="end of a month past"
        ),
        pytest.param("before today", Refused(Refusal.PAST_DAY, day=date(2026, 11, 23)), id="before today"),
        pytest.param("by 3 Dec 2040", Refused(Refusal.TOO_FAR), id="too far"),
        pytest.param("in 9999 years", Refused(Refusal.TOO_FAR), id="far too far"),
        pytest.param(
            "by Friday 3 Dec", Refused(Refusal.OTHER_WEEKDAY, day=date(2026, 12, 3), weekday=4), id="another weekday"
        ),
        pytest.param("on 27/11", Refused(Refusal.NUMBERS_ALONE), id="numbers alone"),
        pytest.param("by 3.12.2026", Refused(Refusal.NUMBERS_ALONE), id="numbers with dots"),
        pytest.param("by 3/12/26", Refused(Refusal.NUMBERS_ALONE), id="numbers with year"),
        pytest.param("by Thursday or Friday", Refused(Refusal.SEVERAL_DAYS), id="two weekdays"),
        pytest.param("by 10-12 Dec", Refused(Refusal.SEVERAL_DAYS), id="a range"),
        pytest.param("by March", Refused(Refusal.A_MONTH), id="month"),
        pytest.param("in March", Refused(Refusal.A_MONTH), id="in a month"),
        pytest.param("by next week", Refused(Refusal.A_WEEK), id="by next week"),
        pytest.param("by the weekend", Refused(Refusal.A_WEEKEND), id="by the weekend"),
        pytest.param("in a few weeks", Refused(Refusal.HOW_MANY), id="a few"),
        pytest.param("in a week or two", Refused(Refusal.HOW_MANY), id="a week or two"),
        pytest.param("in 2-3 weeks", Refused(Refusal.HOW_MANY), id="2-3 weeks"),
        pytest.param("by Diwali", Refused(Refusal.WHICH_DAY), id="a feast that moves"),
        pytest.param("by the end of term", Refused(Refusal.WHICH_DAY), id="term"),
        pytest.param("by the first week of December", Refused(Refusal.WHICH_DAY), id="first week"),
        pytest.param("by 2027", Refused(Refusal.A_YEAR), id="year"),
    ],
)
def test_what_is_meant_as_a_date_but_cannot_be_told_is_asked_about(typed: str, why: Refused) -> None:
    with pytest.raises(DoubtfulDate) as asked:
        promise(f"Ask Ana {typed}")
    assert (asked.value.kind, asked.value.facts) == (why.kind, why.facts)
    assert (asked.value.what, asked.value.field) == ("Ask Ana", "due")


@pytest.mark.parametrize(
    "typed",
    [
        "Talk to May",
        "Write the May report",
        "Ask April about Sunday opening",
        "Ask Mr March",
        "Meet in person",
        "Put it in writing",
        "Ring her by phone",
        "Put us on the agenda",
        "Do it by myself",
        "Look in the office",
        "Ask Ben before lunch",
        "Cut the wait by two weeks",
        "Cut the backlog by 20",
        "Cut the costs by 5-10",
        "Raise turnout by 10%",
        "Be there in time",
        "Plan the next meeting",
        "Find out more by meeting",
        "Write the agenda for next Friday",
        "Look at the rota for tomorrow",
        "Move the deadline to next Friday",
        "Keep a diary for two weeks from today",
        "Prepare for a week on Friday",
        "Read the novel by May Sarton",
        "Print the papers before the Friday briefing",
        "Mark the end of the month",
        "Sit in the sun",
        "Look at how we work now",
    ],
)
def test_a_sentence_that_does_not_end_in_a_date_is_kept_whole(typed: str) -> None:
    assert promise(typed) == Promise(typed, None)


@pytest.mark.parametrize(
    "typed",
    [
        "before the next meeting",
        "by next meeting",
        "by our next meeting",
        "by the next set meeting",
        "at the next meeting",
        "before we meet again",
        "by the time we next meet",
        "before the meeting",
        "by next time",
    ],
)
def test_something_can_be_due_at_the_next_meeting(typed: str) -> None:
    assert promise(f"Ask Ana {typed}") == Promise("Ask Ana", AtMeeting())


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        pytest.param(
            "Ask the governors for a slot by Friday", "Ask the governors for a slot", id="the date's words go"
        ),
        pytest.param("Ask the governors, by Friday", "Ask the governors", id="so does the comma"),
        pytest.param("Ask\nthe  governors\u00a0by Friday", "Ask\nthe  governors", id="spacing inside stays"),
        pytest.param("Talk to May by 3 May 2027", "Talk to May", id="names stay"),
        pytest.param("Ask April about opening by Friday", "Ask April about opening", id="months as names stay"),
        pytest.param("Ring Ben tomorrow at 3pm", "Ring Ben at 3pm", id="an hour stays"),
        pytest.param("Send it by Friday noon", "Send it by noon", id="an hour takes the preposition"),
        pytest.param("Send it by 5pm Friday", "Send it by 5pm", id="an hour before the day"),
        pytest.param("Send it before Friday 3 p.m.", "Send it before 3 pm", id="before an hour"),
        pytest.param("Send it by noon on Friday", "Send it by noon", id="an hour with a preposition"),
        pytest.param(
            "Print the papers before the briefing on Friday",
            "Print the papers before the briefing",
            id="the last preposition counts",
        ),
    ],
)
def test_only_the_words_of_the_date_leave_the_sentence(typed: str, what: str) -> None:
    read = promise(typed)
    assert read.what == what
    assert isinstance(read.due, OnDay)


@pytest.mark.parametrize("typed", ["", "  ", "by Friday", "tomorrow", "- by 3 Dec", "by 31 Feb", "tomorrow at 3pm"])
def test_a_date_with_nothing_to_do_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        promise(typed)
    assert refused.value.field == "what"


@pytest.mark.parametrize(
    ("now", "typed", "due"),
    [
        pytest.param(datetime(2026, 11, 27, 21, 59, tzinfo=UTC), "by Friday", date(2026, 11, 27), id="Friday night"),
        pytest.param(datetime(2026, 11, 27, 22, 0, tzinfo=UTC), "by Friday", date(2026, 12, 4), id="Saturday already"),
        pytest.param(datetime(2026, 11, 28, 9, 0, tzinfo=UTC), "this week", date(2026, 11, 29), id="on a Saturday"),
        pytest.param(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "next Friday", date(2026, 11, 27), id="on a Sunday"),
        pytest.param(datetime(2026, 12, 31, 9, 0, tzinfo=UTC), "tomorrow", date(2027, 1, 1), id="on New Year's Eve"),
        pytest.param(datetime(2027, 1, 31, 9, 0, tzinfo=UTC), "in a month", date(2027, 2, 28), id="a short month"),
        pytest.param(datetime(2028, 2, 29, 9, 0, tzinfo=UTC), "in a year", date(2029, 2, 28), id="on a leap day"),
        pytest.param(datetime(2028, 1, 5, 9, 0, tzinfo=UTC), "by 29 Feb", date(2028, 2, 29), id="in a leap year"),
    ],
)
def test_today_is_the_persons_own(now: datetime, typed: str, due: date) -> None:
    assert promise(f"Ask Ana {typed}", now) == Promise("Ask Ana", OnDay(due, SOFIA))


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        pytest.param("3 Dec", OnDay(date(2026, 12, 3), SOFIA), id="bare date"),
        pytest.param("until 3 Dec", OnDay(date(2026, 12, 3), SOFIA), id="away until"),
        pytest.param("Friday", OnDay(date(2026, 11, 27), SOFIA), id="bare weekday"),
        pytest.param("two weeks", OnDay(date(2026, 12, 8), SOFIA), id="bare duration"),
        pytest.param("the end of the month", OnDay(date(2026, 11, 30), SOFIA), id="end of the month"),
        pytest.param("2026-12-03", OnDay(date(2026, 12, 3), SOFIA), id="ISO"),
        pytest.param("the next meeting", AtMeeting(), id="meeting"),
    ],
)
def test_a_field_needs_no_preposition(typed: str, due: OnDay | AtMeeting) -> None:
    assert read_day(typed, now=TUESDAY, zone=SOFIA, field="until") == due


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("", Refused(Refusal.UNREADABLE_DAY), id="empty"),
        pytest.param("gladly", Refused(Refusal.UNREADABLE_DAY), id="no day"),
        pytest.param("3" * 999, Refused(Refusal.UNREADABLE_DAY), id="long"),
        pytest.param("3/12", Refused(Refusal.NUMBERS_ALONE), id="numbers"),
        pytest.param("31 Feb", Refused(Refusal.NO_SUCH_DAY, number=31, month=2), id="impossible"),
        pytest.param("20 Oct", Refused(Refusal.PAST_DAY, day=date(2026, 10, 20)), id="past"),
    ],
)
def test_a_field_that_cannot_be_read_is_refused_by_name(typed: str, why: Refused) -> None:
    with pytest.raises(Refused) as refused:
        read_day(typed, now=TUESDAY, zone=SOFIA, field="until")
    assert (refused.value.kind, refused.value.facts) == (why.kind, why.facts)
    assert refused.value.field == "until"


PIECES = st.sampled_from(
    [
        *(
            "by",
            "in",
            "on",
            "before",
            "until",
            "due",
            "within",
            "after",
            "at",
            "of",
            "or",
            "the",
            "next",
            "this",
            "a",
            "two",
        ),
        *(
            "Friday",
            "Dec",
            "31st",
            "29",
            "0",
            "9999",
            "2026-02-30",
            "27/11",
            "week",
            "month",
            "year",
            "end",
            "start",
            "noon",
        ),
        *("3pm", "tomorrow", "meeting", "weekend", "-", "(", ")", ".", ",", "’", "\u0663", "\u00a0", "\u0130"),
    ]
)
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join))
MOMENTS = st.integers(0, 70 * 365 * 24).map(lambda hours: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@given(TYPED, MOMENTS)
def test_whatever_is_typed_is_read_or_refused(typed: str, now: datetime) -> None:
    with suppress(Refused):
        due = promise(typed, now).due
        assert not isinstance(due, OnDay) or due.day >= local_day(now, SOFIA)


@given(TYPED, MOMENTS)
def test_whatever_a_field_holds_is_read_or_refused(typed: str, now: datetime) -> None:
    with suppress(Refused):
        due = read_day(typed, now=now, zone=SOFIA, field="until")
        assert not isinstance(due, OnDay) or due.day >= local_day(now, SOFIA)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("by " * 3_333, id="prepositions"),
        pytest.param(" " * 9_990 + "by Friday", id="spaces"),
        pytest.param("a" * 9_990 + " by Friday", id="one word"),
        pytest.param("by 3 or " * 1_250 + "4 Dec", id="alternatives"),
        pytest.param("x" + "—" * 9_980 + "by Friday", id="dashes"),
        pytest.param("3" * 10_000, id="digits"),
        pytest.param("x" + "." * 10_000, id="full stops"),
    ],
)
def test_ten_thousand_characters_are_read_at_once(typed: str) -> None:
    began = time.process_time()
    with suppress(Refused):
        promise(typed)
    assert time.process_time() - began < 0.05
