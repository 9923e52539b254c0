"""The phrases that people write a day with, as a table: after which prepositions, which words, and what reads them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain import day_readings as readings
from bot.domain.calendars import AtMeeting
from bot.domain.day_readings import Asked
from bot.domain.day_words import (
    A_MONTH,
    A_WEEKDAY,
    AN_HOUR,
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

Read = Callable[[re.Match[str], Asked], Reading]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to write a day: the prepositions it may follow ("" where it may stand alone), its words, its meaning.

    A `point` is a day that "before" leaves out: before Friday is Thursday, before the end of the month is its last day.
    """

    leads: frozenset[str]
    words: re.Pattern[str]
    read: Read
    point: bool = False


def read_phrase(words: str, lead: str, today: date, *, whole: bool = False) -> Reading | None:
    """The day that the words (plain, see `dates.py`) name after that preposition; None where they name none.

    `whole` says that nothing else was written, so that no preposition is needed, and any will do.
    """
    asked = Asked(lead, today)
    spellings = (words, words.removeprefix("the ")) if lead or whole else (words,)
    for phrase in PHRASES:
        if not whole and lead not in phrase.leads:
            continue
        for spelling in spellings:
            if found := phrase.words.fullmatch(spelling):
                return _settled(phrase.read(found, asked), phrase, asked)
    return None


def _settled(read: Reading, phrase: Phrase, asked: Asked) -> Reading:
    if isinstance(read, AtMeeting | Doubt):
        return read
    if phrase.point and asked.lead == "before" and read > date.min:
        read -= timedelta(days=1)
    return checked(read, asked.today)


_BARE: Final = frozenset({""})
_LIMIT: Final = frozenset({"by", "before", "until"})
_POINT: Final = _LIMIT | {"on"}
_SPAN: Final = frozenset({"in", "within"})
_AROUND: Final = frozenset({"at", "on", "in", "within"})
_MONTH_DAY: Final = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)?(?: {A_MONTH})?|{A_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?)"
_ONE_OF: Final = rf"(?:{A_WEEKDAY}|(?:the )?{_MONTH_DAY})"
_SEASON: Final = (
    r"(?:spring|summer|autumn|winter|(?:half[- ]?)?term|quarter|christmas|xmas|new year|easter|diwali|eid|ramadan"
    r"|(?:school|academic|financial|tax|calendar) year"
    r"|(?:christmas|easter|spring|summer|autumn|winter) (?:term|break|holidays?))"
)
_NUMBERS: Final = (
    r"(?:(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])(?:/\d{2}(?:\d\d)?)?"
    r"|\d{1,2}\.(?:0[1-9]|1[0-2])|\d{1,2}([-.])\d{1,2}\1\d{2}(?:\d\d)?)"
)

_SOME_DAY_OF: Final = r"(?:first|second|third|fourth|fifth|last|[a-z]{3,12}th) (?:[a-z]{3,9} )?(?:of|in)"

_POINTS: Final[tuple[tuple[frozenset[str], str, Read], ...]] = (
    (_POINT | _BARE, r"today|tonight|this (?:morning|afternoon|evening)", readings.from_today),
    (_POINT | _BARE, r"tomorrow|(?:the )?day after tomorrow", readings.from_today),
    (_POINT, WEEKDAY, readings.weekday),
    (_POINT | _BARE, rf"(?P<which>this|next|this coming|coming) {WEEKDAY}(?P<after>)", readings.qualified_weekday),
    (_POINT | _BARE, rf"(?P<which>){WEEKDAY} (?P<after>week|next|next week|this week)", readings.qualified_weekday),
    (
        _POINT | _SPAN | _BARE,
        rf"{COUNT} {UNIT}(?: on| from| after)? (?:{WEEKDAY}|(?P<base>today|tomorrow|now))",
        readings.duration_from,
    ),
    (
        _POINT,
        rf"(?:{WEEKDAY} )?(?:the )?{DAY}(?:st|nd|rd|th)?\.?(?: of |[ -]?){MONTH}(?:[ -]{YEAR}| {WHICH} year)?",
        readings.dated,
    ),
    (_POINT, rf"(?:{WEEKDAY} )?{MONTH} (?:the )?{DAY}(?:st|nd|rd|th)?(?: {YEAR}| {WHICH} year)?", readings.dated),
    (_POINT, r"(?P<year>\d{4})([-/])(?P<month>\d\d)\2(?P<day>\d\d)", readings.iso),
    (_POINT, rf"(?:{WEEKDAY} )?(?:the )?{ORDINAL}(?: of (?P<which>this|next|the) month)?", readings.ordinal),
    (_LIMIT | _AROUND, rf"(?:start|beginning) of (?:{WHICH} )?{PERIOD}", readings.start),
    (_LIMIT | _AROUND, rf"(?P<edge>start|beginning) of {MONTH}(?: {YEAR})?", readings.edge_of_month),
)

_SPANS: Final[tuple[tuple[frozenset[str], str, Read], ...]] = (
    # Without a preposition these would eat the object of "Plan the next meeting".
    (_LIMIT | {"at"}, r"(?:our )?next (?:set )?(?:meeting|session|set)", readings.meeting),
    (_LIMIT, r"(?:the|our|this) (?:set )?(?:meeting|session)|next time", readings.meeting),
    (_LIMIT, r"(?:(?:the )?(?:next )?time )?we (?:next meet|meet(?: next| again)?)", readings.meeting),
    (_LIMIT | {"at"}, r"end of (?:the )?day|eod|cob|close of (?:business|play)|end of play", readings.from_today),
    (_SPAN, rf"(?:(?:next|coming) )?{COUNT} {UNIT}(?: time)?", readings.duration),
    (_SPAN, rf"(?P<count>)(?:next|coming) {UNIT}", readings.duration),
    (_SPAN, r"(?P<hours>24|36|48|72) hours", readings.hours),
    (_LIMIT | _SPAN | _BARE, rf"(?:later |some ?time )?{WHICH} {PERIOD}", readings.period),
    (frozenset({"within"}), rf"(?P<which>){PERIOD}", readings.end),
    (_LIMIT | _AROUND | _BARE, rf"(?:(?:very )?end|last day) of (?:(?:the )?{WHICH} |the )?{PERIOD}", readings.end),
    (_LIMIT | _AROUND, r"(?P<which>)(?P<unit>month|year)(?:'s|-| )end", readings.end),
    (_LIMIT, r"eo(?P<letter>[wmy])", readings.short_end),
    (_LIMIT | _AROUND | _BARE, rf"(?P<edge>end|last day) of {MONTH}(?: {YEAR})?", readings.edge_of_month),
    (_LIMIT | _AROUND, r"(?P<which>)weekend", readings.weekend),
    (_LIMIT | _AROUND | _BARE, r"(?P<which>this|next|coming) weekend", readings.weekend),
)

_UNCLEAR: Final[tuple[tuple[frozenset[str], str, str], ...]] = (
    (_POINT, rf"(?:{A_WEEKDAY} )?{_NUMBERS}", "Numbers alone can be read in two ways: write the month as a word."),
    (
        _POINT,
        rf"(?=.*(?:{A_WEEKDAY}|{A_MONTH}|\d(?:st|nd|rd|th)))"  # "Cut it by 5-10" speaks of no day
        rf"{_ONE_OF}(?: ?(?:or|and|to|/|-) ?{_ONE_OF})+(?: \d{{4}})?",
        "That is more than one day.",
    ),
    (_SPAN, rf"[a-z0-9]{{1,6}} {UNIT} or (?:so|two|three)", "That could be many days: say how many."),
    (_SPAN, rf"[a-z0-9]{{1,6}}(?: or | to | ?- ?)[a-z0-9]{{1,6}} {UNIT}", "That could be many days: say how many."),
    (
        _LIMIT | _SPAN,
        rf"(?:(?:early|mid|late|middle of)[ -])?(?:{WHICH} )?{A_MONTH}(?: \d{{4}})?",
        "A month is not a day: say which day, or its end.",
    ),
    (_POINT | _AROUND, rf"{_SOME_DAY_OF} (?:{A_MONTH}|(?:this|next|the) month)", "I cannot tell which day that is."),
    (_POINT, rf"{A_WEEKDAY} after next|week after next", "I cannot tell which day that is."),
    (
        _LIMIT | _BARE,
        rf"(?:early|mid|middle of|early in)[ -](?:the )?(?:{WHICH} )?{PERIOD}",
        "That could be many days.",
    ),
    (
        _LIMIT,
        rf"(?:(?:end|start|beginning|middle) of )?(?:the )?(?:{WHICH} )?{_SEASON}",
        "I cannot tell which day that is.",
    ),
    (_LIMIT, r"20\d\d", "A year is not a day: say which day, or its end."),
    (_LIMIT, AN_HOUR, "That is a time of day, without a day."),
)


def _doubt(sentence: str) -> Read:
    return lambda _found, _asked: Doubt(sentence)


PHRASES: Final = (
    *(Phrase(leads, re.compile(words, re.ASCII), read, point=True) for leads, words, read in _POINTS),
    *(Phrase(leads, re.compile(words, re.ASCII), read) for leads, words, read in _SPANS),
    *(Phrase(leads, re.compile(words, re.ASCII), _doubt(sentence)) for leads, words, sentence in _UNCLEAR),
)
