"""The phrases that people write a day with, as a table: after which prepositions, which words, and what reads them.

The words are those of `day_spelling.canonical`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.domain import day_names as names
from bot.domain import day_periods as periods
from bot.domain import day_readings as readings
from bot.domain import day_spans as spans
from bot.domain.calendars import AtMeeting
from bot.domain.day_asked import (
    ANYWHERE,
    AROUND,
    BARE,
    DAY_LEADS,
    LIMIT,
    POINT,
    SPAN,
    WHOLE,
    Asked,
    Matched,
    Read,
    Row,
)
from bot.domain.day_doubts import UNCLEAR
from bot.domain.day_words import (
    A_COUNT,
    A_UNIT,
    A_WEEKDAY,
    COUNT,
    DAY,
    MONTH,
    ORDINAL,
    PERIOD,
    UNIT,
    WEEKDAY,
    WHICH,
    YEAR,
    Doubt,
    Reading,
    checked,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to write a day: the prepositions it may follow ("" where it may stand alone), its words, its meaning.

    A `point` is a day that "before" leaves out: before Friday is Thursday, before the end of the month is its last day.
    """

    leads: frozenset[str]
    words: re.Pattern[str]
    read: Read
    point: bool = False


_DEPTH: Final = 3  # "the day after the Monday before Easter": further in nobody goes


def may_be_phrase(words: str) -> bool:
    """Whether they are like any of the phrases at all, whatever stands before them: hardly any words are, and this is cheap."""
    return _ANY_PHRASE.fullmatch(words) is not None


def read_phrase(words: str, asked: Asked, *, whole: bool = False, depth: int = _DEPTH) -> Reading | None:
    """The day that the words name after that preposition; None where they name none.

    `whole` says that nothing else was written, so that no preposition is needed, and any will do.
    """
    for phrase in PHRASES:
        if not whole and asked.lead not in phrase.leads:
            continue
        if found := phrase.words.fullmatch(words):
            parts = Matched({name: part for name, part in found.groupdict().items() if part}, all=words)
            read = phrase.read(parts, replace(asked, base=_inside(depth)))
            if read is not None:
                return _settled(read, phrase, asked)
    return None


def _inside(depth: int) -> Callable[[str, Asked], Reading | None]:
    """What reads the words of a date inside of others, where no preposition counts."""

    def base(words: str, asked: Asked) -> Reading | None:
        if depth <= 0:
            return None
        alone = _PREPOSITION.sub("", words)
        return read_phrase(alone, replace(asked, lead=""), whole=True, depth=depth - 1)

    return base


def _settled(read: Reading, phrase: Phrase, asked: Asked) -> Reading:
    if isinstance(read, AtMeeting | Doubt):
        return read
    if phrase.point and asked.lead == "before" and read > date.min:
        read -= timedelta(days=1)
    return checked(read, asked.today)


_PREPOSITION: Final = re.compile(r"^(?:in|on|at|by) ")
_FROM_NOW: Final = r"(?:from (?:right )?(?:now|today)|hence|later|out|after (?:now|today)|(?:in )?time)"
_OF_YEAR: Final = r"(?:(?: of)? (?P<year>\d{4})| (?:of )?(?P<which>this|next) year)?"
_SHORT_YEAR: Final = rf"(?: {YEAR}| (?:of )?(?P<which>this|next) year)?"
_MEETING: Final = (
    r"(?:(?:our|this|our next|next) (?:(?:set|group|team) )?(?:meeting|session|set)|next time"
    r"|(?:(?:next )?time )?we (?:next )?(?:meet|talk|speak)(?: (?:next|again))?)"
)
_PART_OF_DAY: Final = "(?:morning|afternoon|evening|night)s?"
_NTH: Final = r"(?P<nth>[1-5](?:st|nd|rd|th)|last)"
_NUMBER: Final = r"\d{1,2}(?:st|nd|rd|th)"
_UNITS: Final = rf"{A_COUNT} (?:{A_UNIT}|hour|minute)"

_MORE: Final = rf" (?:and {A_COUNT}|\d{{1,4}}) (?:{A_UNIT}|hour|minute)"

_BEHIND: Final = r"(?P<behind>\d{1,2})(?P<nth>st|nd|rd|th)?(?: (?P<year>\d{4}))?"

_POINTS: Final[tuple[Row, ...]] = (
    (DAY_LEADS, r"today|tonight|this (?:morning|afternoon|evening|noon|lunchtime)|later today", readings.from_today),
    (BARE | {"by", "before"}, r"now|right now|immediately|straight away|right away|at once", readings.from_today),
    (DAY_LEADS, r"tomorrow|day after tomorrow|next day", readings.from_today),
    (DAY_LEADS, WEEKDAY, readings.weekday),
    (DAY_LEADS, rf"(?:this|come) {WEEKDAY}", readings.weekday),
    (DAY_LEADS, rf"coming {WEEKDAY}", readings.coming_weekday),
    (DAY_LEADS, rf"next (?:week )?(?:on |by )?{WEEKDAY}", readings.of_next_week),
    (DAY_LEADS, rf"{WEEKDAY} (?:of |in )?(?:next|coming) week", readings.of_next_week),
    (DAY_LEADS, rf"{WEEKDAY} next", readings.of_next_week),
    (DAY_LEADS, rf"{WEEKDAY} (?:of |in )?this week", readings.of_this_week),
    (DAY_LEADS, rf"this week (?:on |by )?{WEEKDAY}", readings.of_this_week),
    (DAY_LEADS, rf"{WEEKDAY} (?:week|fortnight)", readings.a_week_after),
    (DAY_LEADS, rf"{WEEKDAY} (?:of |in )?week after next", readings.of_week_after_next),
    (DAY_LEADS, rf"{WEEKDAY} after next(?: {A_WEEKDAY})?", readings.weekday_after_next),
    (
        DAY_LEADS,
        rf"{WEEKDAY} (?:in )?(?P<count>\d{{1,2}}|an?) (?:week|fortnight)(?: {_FROM_NOW})?",
        readings.weekday_weeks_on,
    ),
    (ANYWHERE, rf"(?P<count>\d{{1,3}}|an?) {WEEKDAY}s? {_FROM_NOW}", spans.nth_weekday_from_now),
    (SPAN, rf"(?P<count>[2-9]) {WEEKDAY}s?(?: {_FROM_NOW})?", spans.nth_weekday_from_now),
    (SPAN, rf"{COUNT} {UNIT} on {WEEKDAY}", spans.in_days_on),
    (ANYWHERE, rf"{COUNT} (?:more )?{UNIT} {_FROM_NOW}", spans.duration),
    # Before the rows that would take one of the numbers for a year, or for an hour.
    (DAY_LEADS, rf"(?:{A_WEEKDAY} )?{DAY}(?: of)? {MONTH} {_BEHIND}", readings.two_numbers),
    (DAY_LEADS, rf"(?:{A_WEEKDAY} )?{MONTH} {DAY} {_BEHIND}", readings.two_numbers),
    (
        DAY_LEADS | {"at"},
        rf"(?:{A_WEEKDAY} )?(?P<before>\d{{1,2}}) {DAY}(?: of)? {MONTH}(?: (?P<year>\d{{4}}))?",
        readings.two_numbers,
    ),
    (DAY_LEADS, rf"(?:{WEEKDAY} )?{DAY}(?: day)?\.?(?: of)? {MONTH}{_SHORT_YEAR}", readings.dated),
    (DAY_LEADS, rf"(?:{WEEKDAY} )?{MONTH} {DAY}{_SHORT_YEAR}", readings.dated),
    (DAY_LEADS, rf"{MONTH} {DAY} {WEEKDAY}", readings.dated),
    (DAY_LEADS, rf"{DAY} (?:of )?{MONTH} {WEEKDAY}", readings.dated),
    (DAY_LEADS, rf"(?P<year>\d{{4}}) {MONTH} {DAY}", readings.dated),
    (DAY_LEADS, rf"(?:{WEEKDAY} )?in {MONTH}(?: (?P<year>\d{{4}}))? on {DAY}", readings.dated),
    (DAY_LEADS | {"in"}, rf"{MONTH}(?: (?P<year>\d{{4}}))? (?:on|by) {DAY}", readings.dated),
    (
        DAY_LEADS,
        r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"
        r"(?:t\d\d(?::\d\d){1,2}(?:\.\d{1,6})?(?:z|[+-]\d\d:?\d\d)?)?",
        readings.iso,
    ),
    (POINT, rf"(?:{WEEKDAY} )?{ORDINAL}(?: (?:day )?of (?:(?P<which>this|next) )?month)?", readings.ordinal),
    (BARE, rf"{WEEKDAY} {ORDINAL}", readings.ordinal),
    (POINT, rf"{WEEKDAY} (?P<day>\d{{1,2}})", readings.ordinal),
    (DAY_LEADS, rf"{DAY}(?: day)? (?:of )?(?P<which>this|next|coming) month", readings.ordinal),
    (DAY_LEADS | SPAN, rf"(?P<which>this|next|coming) month (?:on )?{ORDINAL}", readings.ordinal),
    (DAY_LEADS, rf"{DAY}(?: day)? of month after next", readings.ordinal_after_next),
    (ANYWHERE, rf"{_NTH} {WEEKDAY}(?: of| in)? {MONTH}{_OF_YEAR}", periods.nth_weekday_of),
    (ANYWHERE, rf"{_NTH} {WEEKDAY}(?: of| in)? (?:(?P<which>this|next|coming) )?month", periods.nth_weekday_of),
    (ANYWHERE, rf"(?P<nth>{_NUMBER}|last) day(?: of| in) {MONTH}{_OF_YEAR}", periods.nth_day_of),
    (ANYWHERE, rf"(?P<nth>{_NUMBER}) day(?: of| in) (?P<which>this|next|coming) month", periods.nth_day_of),
    (LIMIT | AROUND, rf"(?:start|beginning|1st day)(?: of)? (?:{WHICH} )?{PERIOD}", periods.start),
    (BARE, rf"(?:start|beginning|1st day) of (?P<which>next|coming) {PERIOD}", periods.start),
    (ANYWHERE, rf"(?P<edge>start|beginning)(?: of)? {MONTH}{_OF_YEAR}", periods.edge_of_month),
    (
        ANYWHERE,
        rf"(?:(?:this|next|coming) )?(?P<name>{names.A_NAME})"
        r"(?: (?:of |in )?(?P<year>\d{4})| (?:of )?(?P<calendar>this|next) year)?",
        names.named,
    ),
)

_SPANS: Final[tuple[Row, ...]] = (
    # Without a preposition these would eat the object of "Plan the next meeting".
    (LIMIT | {"at"}, _MEETING, readings.meeting),
    (
        ANYWHERE,
        rf"(?:{COUNT} )?(?:(?P<unit>day|week|{_PART_OF_DAY})|{WEEKDAY}) (?P<way>before|ahead of|after) {_MEETING}",
        spans.beside_meeting,
    ),
    (LIMIT | AROUND, rf"(?:day|{_PART_OF_DAY}) (?:of {_MEETING}|we (?:next )?meet)", readings.meeting),
    (LIMIT | {"at"} | BARE, r"eod(?: today)?", readings.from_today),
    (
        SPAN | BARE,
        rf"(?:next |coming |\+ ?)?(?P<parts>{_UNITS}{_MORE}(?:{_MORE})?)(?: {_FROM_NOW})?",
        spans.several_units,
    ),
    (SPAN, rf"(?:(?:next|coming) )?{COUNT} (?:more |coming )?{UNIT}(?: time)?", spans.duration),
    (BARE, rf"(?:next|coming) {COUNT} {UNIT}", spans.duration),
    (BARE, rf"{COUNT} coming {UNIT}", spans.duration),
    (BARE, rf"another {UNIT}", spans.duration),
    (SPAN, r"(?P<unit>hour)", spans.hours),
    (WHOLE, rf"(?:\+ ?)?{COUNT} (?:coming )?{UNIT}", spans.duration),
    (SPAN | BARE, rf"(?:(?:next|coming) )?{COUNT} (?:more )?working day(?: {_FROM_NOW})?", spans.working_days),
    (SPAN, rf"{spans.HOURS}(?: {_FROM_NOW})?", spans.hours),
    (BARE, rf"{spans.HOURS} {_FROM_NOW}", spans.hours),
    (WHOLE, rf"(?:\+ ?)?{spans.HOURS}", spans.hours),
    (ANYWHERE, rf"{COUNT} {UNIT} (?P<way>after|before|from|ahead of|on) (?P<base>.+)", spans.counted_from),
    (ANYWHERE, rf"{COUNT} {UNIT} (?P<base>tomorrow|today|{A_WEEKDAY})", spans.counted_from),
    (
        DAY_LEADS,
        rf"(?:(?P<nth>\d{{1,2}}(?:st|nd|rd|th)?) )?{WEEKDAY}s? (?P<way>before|after|ahead of) (?P<base>.+)",
        spans.weekday_beside,
    ),
    (DAY_LEADS, r"day (?P<way>before|after) (?P<base>.+)", spans.day_beside),
    (LIMIT | SPAN | BARE, rf"(?:later |some ?time |during |in )?{WHICH} {PERIOD}", periods.period),
    (LIMIT | SPAN | BARE, rf"(?:all|rest of|remainder of)(?: of)?(?: this)? {PERIOD}", periods.end),
    (frozenset({"within"}), PERIOD, periods.end),
    (ANYWHERE, rf"(?:end|last (?:working )?day)(?: of)? (?:{WHICH} )?{PERIOD}", periods.end),
    (ANYWHERE, r"end of (?P<unit>week|month) after next", periods.end_after_next),
    (ANYWHERE, rf"{WHICH} {PERIOD}(?:'s|-| )end", periods.end),
    (LIMIT | AROUND, r"(?P<unit>month|quarter|year)(?:'s|-| )end", periods.end),
    (
        LIMIT | BARE,
        r"(?=eow|eom|eoq|eoy)eo(?P<letter>.)",
        periods.short_end,
    ),  # whole, as `day_beginnings` wants its words
    (ANYWHERE, rf"(?P<edge>end|last (?:working )?day)(?: of| in)? {MONTH}{_OF_YEAR}", periods.edge_of_month),
    (LIMIT | AROUND, r"weekend", periods.weekend),
    (ANYWHERE, r"(?P<which>this|next|coming) weekend", periods.weekend),
    (
        ANYWHERE,
        r"(?P<edge>end|start|beginning)(?: of)? (?:q(?P<quarter>[1-4]))(?:(?: of)? (?P<year>\d{4}))?",
        periods.quarter,
    ),
    (
        ANYWHERE,
        r"(?P<edge>end|start|beginning)(?: of)? (?P<quarter>[1-4])(?:st|nd|rd|th) quarter(?:(?: of)? (?P<year>\d{4}))?",
        periods.quarter,
    ),
)

_FIRST: Final[tuple[Row, ...]] = (
    # Before "in 9 Fridays", which needs no "in" where nothing else was written.
    (WHOLE, rf"(?P<day>\d{{1,2}}) {WEEKDAY}", readings.number_and_weekday),
)

PHRASES: Final = (
    *(Phrase(leads, re.compile(words, re.ASCII), read) for leads, words, read in _FIRST),
    *(Phrase(leads, re.compile(words, re.ASCII), read, point=True) for leads, words, read in _POINTS),
    *(Phrase(leads, re.compile(words, re.ASCII), read) for leads, words, read in (*_SPANS, *UNCLEAR)),
)
_WITHOUT_NAMES: Final = (
    re.sub(r"\(\?P<\w+>", "(?:", phrase.words.pattern).replace(r"\2", "[-/.]") for phrase in PHRASES
)
_ANY_PHRASE: Final = re.compile(rf"\A(?:{'|'.join(_WITHOUT_NAMES)})", re.ASCII)
"""What all of them match, and little else."""
