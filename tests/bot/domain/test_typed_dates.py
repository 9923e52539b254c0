"""What people type for a day: read rightly, or asked about with the likeliest days, and hardly ever guessed wrongly."""

import os
from datetime import UTC, date, datetime

import pytest

from bot.domain.calendars import Due
from bot.domain.dates import AtMeeting, DoubtfulDate, OnDay, Promise, UnclearDay, read_day, read_promise
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from tests.bot.domain.typed_dates import alone, in_a_sentence, in_the_middle, listed, shares

ZONE = "Europe/London"
NOW = datetime(2026, 11, 3, 13, 50, tzinfo=UTC)  # a Tuesday
MEETING = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)


def promise(typed: str) -> Promise:
    return read_promise(typed, now=NOW, zone=ZONE, meeting=MEETING)


def asked(typed: str) -> DoubtfulDate:
    with pytest.raises(DoubtfulDate) as doubt:
        promise(typed)
    return doubt.value


def on(month: int, day: int, year: int = 2026) -> OnDay:
    return OnDay(date(year, month, day), ZONE)


def test_most_of_what_people_type_is_read_rightly_and_hardly_any_wrongly() -> None:
    for reader in (alone, in_a_sentence):
        found, in_all = shares(reader), len(listed())
        assert in_all >= 300
        assert found["right"] >= 0.98 * in_all
        assert found["wrong"] <= 0.005 * in_all
        assert found["no date"] <= 0.01 * in_all


def test_what_stands_in_the_middle_is_read_or_asked_about_and_hardly_ever_taken_for_no_date() -> None:
    lines = listed() if "SOAK" in os.environ else listed()[::3]
    found, in_all = shares(in_the_middle, lines), len(lines)
    assert found["wrong"] <= 0.005 * in_all
    assert found["no date"] <= 0.05 * in_all
    assert found["right"] >= 0.5 * in_all


@pytest.mark.parametrize(
    ("typed", "what", "due"),
    [
        pytest.param("Ask Mo next week, by Friday", "Ask Mo", on(11, 13), id="next week, by a day"),
        pytest.param("Ask Mo next week, on Thursday", "Ask Mo", on(11, 12), id="next week, on a day"),
        pytest.param("Send it this week, by Thursday", "Send it", on(11, 5), id="this week, by a day"),
        pytest.param(
            "Launch it by the end of June next year", "Launch it", on(6, 30, 2027), id="end of a month next year"
        ),
        pytest.param("Launch it at the end of May next year", "Launch it", on(5, 31, 2027), id="at the end of it"),
        pytest.param("Ask Mo in December on the 4th", "Ask Mo", on(12, 4), id="month, then the day"),
        pytest.param("Ask Mo in January on the 12th", "Ask Mo", on(1, 12, 2027), id="month of next year, then the day"),
        pytest.param("Ask Mo by Tuesday in two weeks", "Ask Mo", on(11, 17), id="weekday in two weeks"),
        pytest.param("Ask Mo on Friday in three weeks", "Ask Mo", on(11, 27), id="weekday in three weeks"),
        pytest.param("Call Mo the day before the meeting", "Call Mo", on(11, 9), id="the day before the meeting"),
        pytest.param("Call Mo two days before we meet", "Call Mo", on(11, 8), id="two days before we meet"),
        pytest.param("Call Mo on the Monday before the meeting", "Call Mo", on(11, 9), id="a weekday before it"),
        pytest.param("Call Mo on the Friday before we meet", "Call Mo", on(11, 6), id="a weekday before we meet"),
        pytest.param("Call Mo three days before our next meeting", "Call Mo", on(11, 7), id="days before the next one"),
        pytest.param("Call Mo the evening before the meeting", "Call Mo", on(11, 9), id="the evening before it"),
        pytest.param("Call Mo two evenings before we meet", "Call Mo", on(11, 8), id="two evenings before it"),
        pytest.param(
            "Call Mo on the Thursday before the meeting", "Call Mo", on(11, 5), id="another weekday before it"
        ),
        pytest.param("Ask Mo on the morning of the meeting", "Ask Mo", AtMeeting(), id="the morning of the meeting"),
        pytest.param("Ask Mo by the day of the meeting", "Ask Mo", AtMeeting(), id="the day of the meeting"),
        pytest.param("Send it in December by the 9th", "Send it", on(12, 9), id="month, then by a day"),
        pytest.param("I will call Mo by Friday", "I will call Mo", on(11, 6), id="words of a message"),
        pytest.param("Thank Mo :tada: by Friday", "Thank Mo :tada:", on(11, 6), id="an emoji keeps its colon"),
        pytest.param("Ask Mo, :pray: - by Friday", "Ask Mo, :pray:", on(11, 6), id="an emoji before a dash"),
        pytest.param("Thank Mo by Friday :tada:", "Thank Mo :tada:", on(11, 6), id="an emoji behind the date"),
        pytest.param("Thank Mo by Friday, 🎉👍🏽", "Thank Mo 🎉👍🏽", on(11, 6), id="two as they are"),
        pytest.param(
            "Ring the family 👨‍👩‍👧 by Friday", "Ring the family 👨‍👩‍👧", on(11, 6), id="one of several parts"
        ),
        pytest.param("Wave :wave::skin-tone-3: by Friday", "Wave :wave::skin-tone-3:", on(11, 6), id="with a colour"),
        pytest.param("Thank Mo:tada: by Friday", "Thank Mo:tada:", on(11, 6), id="an emoji without a space"),
        pytest.param("Thank Mo :größe: by Friday", "Thank Mo :größe:", on(11, 6), id="one of the workspace's own"),
        pytest.param(
            "Read the plan by Friday https://a.example/b?c=1",
            "Read the plan https://a.example/b?c=1",
            on(11, 6),
            id="a link behind the date",
        ),
        pytest.param(
            "Read the plan (https://a.example/b) by Friday",
            "Read the plan (https://a.example/b)",
            on(11, 6),
            id="a link in brackets",
        ),
        pytest.param(
            "Read the plan by Friday (https://a.example/b)",
            "Read the plan (https://a.example/b)",
            on(11, 6),
            id="a link in brackets behind the date",
        ),
        pytest.param(
            "Read https://a.example/2026/11/09 by Friday",
            "Read https://a.example/2026/11/09",
            on(11, 6),
            id="a date in a link",
        ),
        pytest.param("Tell Mo “not now”, by Friday", "Tell Mo “not now”", on(11, 6), id="somebody's words"),
        pytest.param('Ask Mo "by Friday"', "Ask Mo", on(11, 6), id="the date in quotation marks"),
        pytest.param('Buy a 5" pipe by Friday', 'Buy a 5" pipe', on(11, 6), id="inches"),
        pytest.param("Ask Mo (by Friday)", "Ask Mo", on(11, 6), id="the date in brackets"),
        pytest.param("Read *the plan by Friday*", "Read *the plan*", on(11, 6), id="half of it in bold"),
        pytest.param("“Ask Mo by Friday”", "Ask Mo", on(11, 6), id="in quotation marks"),
        pytest.param("*Ask Mo by Friday*", "Ask Mo", on(11, 6), id="all in bold"),
        pytest.param("Ask “the board” by Friday", "Ask “the board”", on(11, 6), id="quotation marks inside stay"),
        pytest.param("Ask Mo by 9 Friday", "Ask Mo by 9", on(11, 6), id="an hour before its day stays"),
        pytest.param(
            "Ring at 3 the governors by Friday to plan it",
            "Ring at 3 the governors to plan it",
            on(11, 6),
            id="an hour in the middle, and a day",
        ),
        pytest.param(
            "Ask them to ring me first, by half past two tomorrow",
            "Ask them to ring me first by half past 2",
            on(11, 4),
            id="first of all is no day",
        ),
        pytest.param("Ask Mo by Friday…", "Ask Mo", on(11, 6), id="an ellipsis"),
        pytest.param("Ask Mo by *Friday*", "Ask Mo", on(11, 6), id="bold"),
        pytest.param("Ask Mo by _Friday_", "Ask Mo", on(11, 6), id="italics"),
        pytest.param("Ask Mo by `Friday`", "Ask Mo", on(11, 6), id="as code"),
        pytest.param("Ask Mo by Friday - urgent", "Ask Mo", on(11, 6), id="urgent"),
        pytest.param("Ask Mo by Friday, thanks", "Ask Mo", on(11, 6), id="thanks"),
        pytest.param("Ask Mo by Friday hopefully", "Ask Mo", on(11, 6), id="hopefully"),
        pytest.param("Ask Mo by Friday the latest", "Ask Mo", on(11, 6), id="the latest"),
        pytest.param("Ask Mo on Tuesday of next week", "Ask Mo", on(11, 10), id="weekday of next week"),
        pytest.param("Ask Mo by next week Friday", "Ask Mo", on(11, 13), id="next week Friday"),
        pytest.param("Ask Mo by this week Friday", "Ask Mo", on(11, 6), id="this week Friday"),
        pytest.param("Ask Mo in 3 working days", "Ask Mo", on(11, 6), id="working days"),
        pytest.param("Ask Mo within 10 working days", "Ask Mo", on(11, 17), id="two weeks of working days"),
        pytest.param("Ask Mo by the first", "Ask Mo", on(12, 1), id="an ordinal in words"),
        pytest.param("Ask Mo by December first", "Ask Mo", on(12, 1), id="month and ordinal in words"),
        pytest.param("Ask Mo by Tuesday the tenth", "Ask Mo", on(11, 10), id="weekday and ordinal in words"),
        pytest.param("Ask Mo by the second", "Ask Mo", on(12, 2), id="another ordinal in words"),
        pytest.param("Ask Mo by January second", "Ask Mo", on(1, 2, 2027), id="of next year, the ordinal in words"),
        pytest.param("Ask Mo by Friday 13", "Ask Mo", on(11, 13), id="weekday and number"),
        pytest.param("Ask Mo by Thursday 5", "Ask Mo", on(11, 5), id="weekday and number of this week"),
        pytest.param("Ask Mo by Friday 9am BST", "Ask Mo by 9am BST", on(11, 6), id="hour and summer time stay"),
        pytest.param("Ask Mo by Monday noon GMT", "Ask Mo by noon GMT", on(11, 9), id="noon and zone stay"),
        pytest.param("Ask Mo by Monday 9", "Ask Mo", on(11, 9), id="weekday and number, next week"),
        pytest.param("Ask Mo by Friday 5pm GMT", "Ask Mo by 5pm GMT", on(11, 6), id="hour and zone stay"),
        pytest.param("Ask Mo by Friday 17:00 CET", "Ask Mo by 17:00 CET", on(11, 6), id="hour of 24 and zone stay"),
        pytest.param(
            "Tell both heads by Friday that I will not write a rota",
            "Tell both heads that I will not write a rota",
            on(11, 6),
            id="in the middle, before what is told",
        ),
        pytest.param(
            "I'll tell Mo, by 13 Nov, that I can't",
            "I'll tell Mo that I can't",
            on(11, 13),
            id="in the middle, between commas",
        ),
        pytest.param("Ask Mo by Friday to send it", "Ask Mo to send it", on(11, 6), id="in the middle, before to"),
        pytest.param("Send it by Frday so Mo can read it", "Send it so Mo can read it", on(11, 6), id="before so"),
        pytest.param("Ask Mo (by Friday) if she can", "Ask Mo if she can", on(11, 6), id="in brackets, before if"),
        pytest.param(
            "Ask Mo before Friday whether she can",
            "Ask Mo whether she can",
            on(11, 5),
            id="before a day, in the middle",
        ),
        pytest.param(
            "Ask Mo by Friday 5pm whether she can",
            "Ask Mo by 5pm whether she can",
            on(11, 6),
            id="an hour in the middle stays",
        ),
        pytest.param("By Friday: ask Mo", "ask Mo", on(11, 6), id="the date first"),
        pytest.param("By next Monday, ask Mo", "ask Mo", on(11, 9), id="the date first, with a comma"),
        pytest.param("Due: Friday - ask Mo", "ask Mo", on(11, 6), id="the date first, as in a list"),
        pytest.param("deadline: Friday, ask Mo", "ask Mo", on(11, 6), id="the date first, after its label"),
        pytest.param("Ask Mo due: Friday", "Ask Mo", on(11, 6), id="due, colon"),
        pytest.param("Ask Mo by: Friday", "Ask Mo", on(11, 6), id="by, colon"),
        pytest.param("Ask Mo til Friday", "Ask Mo", on(11, 6), id="til"),
        pytest.param("Talk to Ben Friday", "Talk to Ben", on(11, 6), id="a day with no preposition"),
        pytest.param(
            "Cover the Friday shift by Thursday", "Cover the Friday shift", on(11, 5), id="a day that is a name"
        ),
        pytest.param("Write up Monday's notes by Friday", "Write up Monday's notes", on(11, 6), id="a day's own"),
        pytest.param("Get the form signed by Friday", "Get the form signed", on(11, 6), id="by is a deadline"),
        pytest.param(
            "Send the plan we agreed by Friday", "Send the plan we agreed", on(11, 6), id="by, after a past verb"
        ),
    ],
)
def test_the_date_is_read_and_nothing_of_it_is_left_in_the_words(typed: str, what: str, due: Due) -> None:
    assert promise(typed) == Promise(what, due)


@pytest.mark.parametrize(
    ("typed", "what", "days"),
    [
        pytest.param("Launch it by June next year", "Launch it", ["2027-06-30", "2027-06-01"], id="month next year"),
        pytest.param(
            "Launch it in May next year", "Launch it", ["2027-05-31", "2027-05-01"], id="in a month next year"
        ),
        pytest.param("Ask Mo by March this year", "Ask Mo", [], id="month of this year, past"),
        pytest.param("Send it in October this year", "Send it", [], id="another month of this year, past"),
        pytest.param(
            "Call Mo the week before the meeting", "Call Mo", ["2026-11-06"], id="the week before the meeting"
        ),
        pytest.param("Call Mo several days before we meet", "Call Mo", [], id="several days before the meeting"),
        pytest.param(
            "Call Mo eight days before the meeting", "Call Mo", ["2026-11-03", "2026-11-10"], id="a day before it, past"
        ),
        pytest.param(
            "Ask Mo the day after the meeting", "Ask Mo", ["2026-11-04", "2026-11-11"], id="the day after a meeting"
        ),
        pytest.param(
            "Ask Mo on the Friday after we meet", "Ask Mo", ["2026-11-06", "2026-11-13"], id="a weekday after a meeting"
        ),
        pytest.param(
            "Ask Mo in 3 weeks on Friday", "Ask Mo", ["2026-11-06", "2026-11-27", "2026-11-24"], id="weeks or weekday"
        ),
        pytest.param("Ask Mo after half term, by the 10th", "Ask Mo after half term", ["2026-11-10"], id="two dates"),
        pytest.param(
            "Ask Mo after the holidays, by the 12th", "Ask Mo after the holidays", ["2026-11-12"], id="after holidays"
        ),
        pytest.param(
            "Ask Mo before the summer break, on the 9th",
            "Ask Mo before the summer break",
            ["2026-11-09"],
            id="before a break",
        ),
        pytest.param(
            "Ask Mo on Monday if she can by Friday", "Ask Mo on Monday if she can", ["2026-11-06"], id="apart"
        ),
        pytest.param("Ask Mo Monday two weeks from now", "Ask Mo", ["2026-11-16", "2026-11-23"], id="weekday or weeks"),
        pytest.param("Ask Mo in 3 days on Friday", "Ask Mo", ["2026-11-06", "2026-11-09"], id="days or weekday"),
        pytest.param(
            "Ask Mo in two days, on Saturday",
            "Ask Mo",
            ["2026-11-07", "2026-11-09", "2026-11-05"],
            id="two days or Saturday",
        ),
        pytest.param(
            "Ask Mo on Monday in three weeks", "Ask Mo", ["2026-11-23", "2026-11-30"], id="of three weeks or after it"
        ),
        pytest.param("Launch it by August last year", "Launch it", [], id="month of last year"),
        pytest.param("Ask Mo by the fourth week next month", "Ask Mo", [], id="fourth week next month"),
        pytest.param(
            "Ask Mo, but not before Monday", "Ask Mo", ["2026-11-09", "2026-11-13", "2026-11-16"], id="not before"
        ),
        pytest.param("Don't ring Mo until Friday", "Don't ring Mo", ["2026-11-06", "2026-11-13"], id="not until"),
        pytest.param("Ring Mo after Friday", "Ring Mo", ["2026-11-06", "2026-11-13"], id="after"),
        pytest.param("Ask Mo by the third week next year", "Ask Mo", [], id="third week next year"),
        pytest.param("Ask Mo by the second week of next month", "Ask Mo", [], id="second week of next month"),
        pytest.param("Ring Eva by 31 Feb", "Ring Eva", ["2027-02-28", "2027-03-01"], id="no such day"),
        pytest.param("Ring Eva by 31 November", "Ring Eva", ["2026-11-30", "2026-12-01"], id="no such day this month"),
        pytest.param("Ask Mo in the week of 9 November", "Ask Mo", ["2026-11-13", "2026-11-09"], id="the week of"),
        pytest.param("Ask Mo w/c 9 Nov", "Ask Mo", ["2026-11-13", "2026-11-09"], id="w/c"),
        pytest.param("Ask Mo by week 46", "Ask Mo", ["2026-11-13", "2026-11-09"], id="numbered week"),
        pytest.param("Ask Mo by next week", "Ask Mo", ["2026-11-13", "2026-11-09"], id="next week"),
        pytest.param("Ask Mo by 3/12", "Ask Mo", ["2026-12-03", "2027-03-12"], id="numbers alone"),
        pytest.param("Ask Mo by 12 Nov 9", "Ask Mo", ["2026-11-12", "2026-11-09"], id="two numbers beside a month"),
        pytest.param("Ask Mo on Nov 9 12", "Ask Mo", ["2026-11-09", "2026-11-12"], id="two numbers after a month"),
        pytest.param("Ask Mo by 9 12 Dec", "Ask Mo", ["2026-12-12", "2026-12-09"], id="two numbers before a month"),
        pytest.param("Ask Mo by 2 12 Nov", "Ask Mo", ["2026-11-12"], id="two numbers, of which one is past"),
        pytest.param("Ask Mo by 12 Nov 31", "Ask Mo", ["2026-11-12"], id="two numbers, of which one is no day"),
        pytest.param("Ask Mo by Thursday 6 Nov", "Ask Mo", ["2026-11-06", "2026-11-05"], id="another weekday"),
        pytest.param("Ask who is free next week", "Ask who is free", ["2026-11-13"], id="a clause"),
        pytest.param(
            "Send the notes Mo made on Friday", "Send the notes Mo made", ["2026-11-06"], id="notes that were made"
        ),
        pytest.param("Get the form signed on Friday", "Get the form signed", ["2026-11-06"], id="a participle"),
        pytest.param(
            "Ring the school at 3pm", "Ring the school at 3pm", ["2026-11-03", "2026-11-04"], id="an hour alone"
        ),
        pytest.param("Ask Mo fifth last day of May", "Ask Mo fifth", ["2027-05-31"], id="part of an unknown phrase"),
    ],
)
def test_what_is_doubtful_is_asked_with_the_likeliest_days(typed: str, what: str, days: list[str]) -> None:
    doubt = asked(typed)
    assert (doubt.what, [day.isoformat() for day in doubt.days], doubt.typed) == (what, days, typed)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        pytest.param("Ring Mo on Friday about the rota", ["2026-11-06"], id="on"),
        pytest.param("Ring Mo tomorrow about the rota", ["2026-11-04"], id="tomorrow"),
        pytest.param("Tell Mo today that I can't", ["2026-11-03"], id="today"),
        pytest.param("Ring Mo by Friday and write it up", ["2026-11-06"], id="and"),
        pytest.param("Ring Mo by Friday. Then write it up", ["2026-11-06"], id="another sentence"),
        pytest.param("By Friday I want to have asked Ben", ["2026-11-06"], id="first, without a comma"),
        pytest.param("Tell Mo that I'm back by Friday to help", ["2026-11-06"], id="of a clause"),
        pytest.param("Tell Mo I will be back by Friday to help", ["2026-11-06"], id="of a clause without that"),
        pytest.param("Find a way to finish by Friday that costs nothing", ["2026-11-06"], id="that, of a thing"),
        pytest.param("Ask Mo in two weeks whether it worked", ["2026-11-17"], id="in two weeks"),
        pytest.param("Finish it by Monday's lesson with Ann", ["2026-11-09"], id="a day's own"),
        pytest.param("Don't ring Mo until Friday to let her rest", ["2026-11-06", "2026-11-13"], id="not until"),
        pytest.param(
            "Ring Mo, but not before Monday, about it", ["2026-11-09", "2026-11-13", "2026-11-16"], id="not before"
        ),
        pytest.param("Ask Mo by Friday and Ben by Monday what they think", ["2026-11-06", "2026-11-09"], id="two"),
        pytest.param("Tell Mo by Friday what happened on Monday", ["2026-11-06"], id="and one that looks back"),
        pytest.param("Read *the plan by Friday* to Mo", ["2026-11-06"], id="half of it in bold"),
        pytest.param("Tell Mo by 12 Nov 9 and Ben", ["2026-11-12", "2026-11-09"], id="two numbers"),
    ],
)
def test_what_may_not_be_the_deadline_is_asked_about_in_the_middle_and_all_words_stay(
    typed: str, days: list[str]
) -> None:
    doubt = asked(typed)
    assert (doubt.what, [day.isoformat() for day in doubt.days], doubt.typed) == (typed, days, typed)


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("Not write a rota this year", "Not write a rota"),
        ("I won't write a rota this year.", "I won't write a rota"),
        ("not take on cover next week", "not take on cover"),
        ("Never work alone in December", "Never work alone"),
    ],
)
def test_how_long_something_is_not_done_is_asked_about(typed: str, what: str) -> None:
    doubt = asked(typed)
    assert (doubt.kind, doubt.what, doubt.typed) == (Refusal.PERHAPS_NOT_DUE, what, typed)


@pytest.mark.parametrize("typed", ["Tell Mo by next week that I can't", "Tell Mo by 31 Feb that I can't"])
def test_a_deadline_in_the_middle_that_is_no_day_is_asked_about(typed: str) -> None:
    assert asked(typed).days


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("Find out what happened on Monday at school", id="what happened, in the middle"),
        pytest.param("Apologise to Mo for what I said on Friday about her", id="what I said, in the middle"),
        pytest.param("Thank those who came on Monday to help", id="who came, in the middle"),
        pytest.param("Find cover while Mo is away next week from the office", id="while away, in the middle"),
        pytest.param("Write one page every Friday about Mo", id="every week, in the middle"),
        pytest.param("Talk to Mo about last Friday in the hall", id="last Friday, in the middle"),
        pytest.param("Say “see you on Friday” to Mo", id="to be told, in the middle"),
        pytest.param("Say 'I'll do it by Friday' to Mo", id="in single quotation marks"),
        pytest.param("Plan Monday lunches with Mo", id="a kind of lunch"),
        pytest.param("Cover the Friday shift with Ann", id="a shift"),
        pytest.param("Work from home on Friday mornings and rest", id="mornings"),
        pytest.param("Prepare this year's budget with Mo", id="a year's own"),
        pytest.param("Plan the next meeting with Mo", id="a meeting that is planned"),
        pytest.param("Save one day a week for reading", id="a day a week, in the middle"),
        pytest.param("Go through it day by day with Mo", id="day by day"),
        pytest.param("Look at two months of data with Mo", id="months of something"),
        pytest.param("Buy 3/4 inch pipe for Mo", id="a fraction"),
        pytest.param("Find out what happened on Monday", id="what happened"),
        pytest.param("Apologise to Mo for what I said on Friday", id="what I said"),
        pytest.param("Thank those who came on Monday", id="who came"),
        pytest.param("Find out why the boiler broke last week", id="last week"),
        pytest.param("Ask Mo about last Friday", id="last Friday"),
        pytest.param("Tell the team about the changes coming next month", id="coming next month"),
        pytest.param("Tell the team about the works starting on Monday", id="starting on a day"),
        pytest.param("Tell staff about the visit happening next week", id="happening next week"),
        pytest.param("Warn them about the move planned for Monday", id="planned for a day"),
        pytest.param("Find cover while Mo is away next week", id="while somebody is away"),
        pytest.param("Cover the desk while Eva is on leave next month", id="while somebody is on leave"),
        pytest.param("Thank Mo for coming on Friday", id="for coming"),
        pytest.param("Look after the office when Mo is out on Friday", id="when somebody is out"),
        pytest.param("Read the minutes from Friday", id="the minutes from a day"),
        pytest.param("Write one page every Friday", id="every week"),
        pytest.param("Save one day a week", id="a day a week"),
        pytest.param("Say “see you on Friday”", id="a day that somebody is to be told"),
        pytest.param('Write "closed until Monday"', id="in straight quotation marks"),
        pytest.param("Ask Mo (the one we met on Friday)", id="a day in brackets"),
        pytest.param("“We need to talk”", id="nothing but what is to be said"),
        pytest.param("*Ring Mo*", id="all in bold"),
        pytest.param("Thank Mo :tada:", id="an emoji at the end"),
        pytest.param("Read the plan (https://a.example/b)", id="a link at the end"),
        pytest.param("🎉", id="an emoji alone"),
    ],
)
def test_what_looks_back_or_belongs_to_the_sentence_is_left_whole(typed: str) -> None:
    assert promise(typed) == Promise(typed, None)


def test_days_before_a_meeting_that_is_not_planned_are_asked_about() -> None:
    with pytest.raises(DoubtfulDate) as doubt:
        read_promise("Call Mo the day before the meeting", now=NOW, zone=ZONE)
    assert doubt.value.what == "Call Mo"


@pytest.mark.parametrize("typed", ["12 Nov 9", "Nov 12 9", "12 9 Nov", "12, Nov 9", "12 9"])
def test_a_field_with_two_numbers_is_asked_about(typed: str) -> None:
    with pytest.raises(UnclearDay) as unclear:
        read_day(typed, now=NOW, zone=ZONE, field="due")
    assert unclear.value.days


def test_a_field_takes_the_meeting_as_well() -> None:
    assert read_day("next meeting", now=NOW, zone=ZONE, field="due") == AtMeeting()


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("Ring at 3 the governors", id="in the middle"),
        pytest.param("Ring at 3pm the governors", id="in the middle, of the afternoon"),
        pytest.param("Meet Sam at three to plan the rota", id="in words"),
        pytest.param("Ring the governors at 3", id="at the end"),
        pytest.param("Invite year 9 at 3", id="behind another number"),
    ],
)
def test_an_hour_without_its_day_is_asked_about_and_stays_in_the_words(typed: str) -> None:
    doubt = asked(typed)
    assert (doubt.what, doubt.days) == (typed, (date(2026, 11, 3), date(2026, 11, 4)))


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("Look at 3 schools", id="so many schools"),
        pytest.param("Look at 3 to compare them", id="so many of them"),
        pytest.param("Keep the groups at 5", id="so many in each"),
        pytest.param("Leave at 5 every day", id="each day"),
        pytest.param("Move the 3pm lesson to the hall", id="which lesson"),
    ],
)
def test_a_number_that_is_no_hour_of_the_deadline_is_left(typed: str) -> None:
    assert promise(typed) == Promise(typed, None)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        pytest.param("9 Friday", (date(2026, 11, 6), date(2026, 11, 9)), id="an hour, or the 9th"),
        pytest.param("on 9 Friday", (date(2026, 11, 6), date(2026, 11, 9)), id="after on"),
        pytest.param("14 Friday", (date(2026, 11, 14), date(2026, 11, 13)), id="no hour, and not that day of the week"),
    ],
)
def test_a_number_before_a_weekday_is_asked_about_in_a_field(typed: str, days: tuple[date, ...]) -> None:
    with pytest.raises(UnclearDay) as doubt:
        read_day(typed, now=NOW, zone=ZONE, field="due")
    assert doubt.value.days == days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        pytest.param("6 Friday", on(11, 6), id="both are one day"),
        pytest.param("13 Friday", on(11, 13), id="the 13th is a Friday"),
        pytest.param("by 9 Friday", on(11, 6), id="by an hour"),
        pytest.param("before 9 Friday", on(11, 6), id="before an hour is still that day"),
        pytest.param("at 9 Friday", on(11, 6), id="at an hour"),
        pytest.param("in 9 Fridays", on(1, 1, 2027), id="counted"),
    ],
)
def test_a_number_before_a_weekday_is_read_in_a_field_where_one_day_is_meant(typed: str, day: OnDay) -> None:
    assert read_day(typed, now=NOW, zone=ZONE, field="due") == day


def test_a_date_with_no_more_than_a_number_before_it_is_nothing_to_do() -> None:
    with pytest.raises(Refused, match=Refusal.ONLY_A_DATE):
        promise("9 Friday")
