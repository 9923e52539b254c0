"""What stands before a date at the end of a sentence, and whether it lets the date be read as a deadline.

What looks back ("what I said on Friday"), what forbids ("not before Monday") and what belongs to the sentence ("while Mo is
away next week") is no deadline; and where another date word is left before it, nobody can tell which counts.
"""

import re
from datetime import date, timedelta
from enum import Enum, auto
from itertools import takewhile
from typing import Final

from bot.domain.calendars import AtMeeting
from bot.domain.day_asked import Asked
from bot.domain.day_names import A_NAME
from bot.domain.day_readings import after
from bot.domain.day_words import A_COUNT, A_MONTH, A_UNIT, A_WEEKDAY, Doubt, Reading
from bot.domain.refusals import Refusal

_LOOSE: Final = frozenset({"", "on", "in", "at"})
_GOVERNS: Final = re.compile(
    r"a|about|and|an|around|as|at|between|but|by|each|every|for|from|in|into|like|of|on|or|since|than|the|through"
    r"|to|towards|until|versus|via|with|without|my|your|his|her|its|our|their|last|past|previous|black|good|all|any|some|one"
    r"|mark|plan|book|celebrate|block|reserve|prepare|schedule|enjoy|survive|choose|skip|cancel"
)
_PAST: Final = (
    r"(?:[a-z]{2,20}ed|said|did|was|were|had|went|came|made|met|saw|told|heard|wrote|gave|got|took|left|sent|spoke|began|held"
    r"|found|felt|thought|lost|won|ran|sat|read|put|broke|brought|bought|chose|fell|forgot|kept|knew|led|paid|rang|spent|stood|taught)"
)
_RELATIVE: Final = r"(?:what|who|how|why|which|that|where|whom|whose|those|everyone|everybody)"
_LOOKS_BACK: Final = re.compile(rf"\b{_RELATIVE}(?: [^ ]{{1,30}}){{0,3}} {_PAST}(?: [^ ]{{1,30}}){{0,3}}$")
_OF_BEFORE: Final = re.compile(
    rf"\b(?:the|a|an|my|his|her|their|our|your)(?: [a-z]{{1,30}}){{1,3}} {_PAST}(?: [^ ]{{1,30}})?$"
)
"""The notes that Mo made: perhaps that is when they were made."""
_BELONGS: Final = re.compile(
    r"\b(?:while|when|whenever|because|during which)\b"
    r"|(?<= )(?:coming|starting|beginning|happening|taking place|planned|scheduled|held|dated|arriving|away|due)$"
)
_PARTICIPLE: Final = re.compile(r" [a-z]{2,20}ed$")
_CLAUSE: Final = re.compile(r"\b(?:who|whether|if|what|which|where|how|why|that)\b")
_FORBIDS: Final = re.compile(
    r"(?:^| )(?:not|never|no|nothing|nobody|don't|doesn't|won't|can't|cannot)(?: |$)|\b(?:earlier|sooner) than$"
)
_NOT_DONE: Final = re.compile(
    r"(?:^| )(?:not|never|no longer|no more|don't|won't|can't|cannot|refrain|avoid|abstain)(?: |$)"
)
"""Not write a rota this year: perhaps that is how long it is not done."""
_AFTER: Final = re.compile(r"(?:^| )(?:after|starting|beginning|as of|starting from|no (?:earlier|sooner) than)$")
_STRONG: Final = (
    rf"(?:{A_WEEKDAY}|{A_UNIT}|tomorrow|today|tonight|weekend|term|{A_NAME}|easter|christmas|newyear"
    rf"|(?:in|by|of|until|before|after|end|mid|early|late|next|this|\d{{1,2}}(?:st|nd|rd|th)?) {A_MONTH}|{A_MONTH} \d{{1,4}}"
    r"|(?:on|by|until|before) \d{1,2}(?:st|nd|rd|th)?)"
)
_OF_A_DATE: Final = re.compile(
    rf"{A_WEEKDAY}s?|{A_UNIT}|{A_MONTH}|{A_COUNT}|\d{{1,4}}(?:st|nd|rd|th)|q[1-4]|tomorrow|today|tonight|weekend|term|half"
    r"|easter|christmas|newyear|boxing|halloween|thanksgiving|eve|this|next|last|coming|after|before|of|in|on|from|at|by|and|or"
    r"|to|until|end|start|beginning|middle|mid|early|late|than|later|working|but|not|sooner|earlier|hence|now|closest|ides"
)
"""One word of those that dates are written with."""
_HAS_STRONG: Final = re.compile(rf"\b{_STRONG}\b")
_ENDS_OPEN: Final = re.compile(
    r"(?:january|february|march|july|september|october|november|december|last|coming|next|\d(?:st|nd|rd|th))$"
)
_DATED: Final = re.compile(
    rf"\b(?:{A_WEEKDAY}|\d{{1,4}}(?:st|nd|rd|th)?(?: of)? {A_MONTH}|{A_MONTH} \d|(?:this|next|coming) {A_UNIT}|tomorrow|{A_NAME}"
    rf"|(?:by|before|until|in|of) {A_MONTH}|after {A_COUNT} {A_UNIT}|{A_UNIT} (?:after|before|from|of) [a-z0-9]{{1,12}})\b"
)
_TODAY: Final = re.compile(
    rf"\b(?:today|tonight|{A_WEEKDAY}s from now|this (?:morning|afternoon|evening)|(?:this|next|coming) weekend)\b"
)
_MEASURE: Final = re.compile(
    rf"(?:by )?{A_COUNT} {A_UNIT}(?: (?:a|per|each|in|of) {A_UNIT})?|last (?:{A_WEEKDAY}|{A_UNIT}|{A_MONTH})"
)
_ELSEWHERE: Final = re.compile(
    rf"\b(?:by|on|until|before|after|from|since|this|next|coming)"
    r" (?:the )?(?:next |this |last |coming )?"
    rf"(?:{A_WEEKDAY}|tomorrow|today|week|month|year|quarter|weekend|christmas|easter)\b(?!'|-)"
)
_AFTER_A_SEASON: Final = re.compile(
    r"\b(?:after|before|over|during) (?:the |our |these )?(?:[a-z]{3,12} )?(?:holidays?|hols|vacation|half[- ]term|break)[ ,]*$"
)
"""Nobody can tell when that is, and so of which month the day behind it."""
_FIRST_OF_ALL: Final = re.compile(r"(?<!\bthe )(?<!\bon )(?<!\bby )\bfirst$")
"""Send it to me first: no first of a month."""
_MOST_LEFT: Final = 6  # words before the date that are looked at for another one


class Verdict(Enum):
    """What to do with a date at the end of a sentence."""

    READ = auto()
    LEAVE = auto()
    """It belongs to the sentence: nothing is due."""


def judged(rest: str, typed_before: str, lead: str, reading: Reading, asked: Asked) -> Verdict | Doubt:
    """How the date is to be taken after those words: `rest` in the spelling of `canonical`, and as they were typed, in lower case."""
    loose = lead in _LOOSE
    before = typed_before.rstrip(" ,")
    if before.endswith("first") and _FIRST_OF_ALL.search(before):
        rest = rest.removesuffix(" 1st")
    if not lead and _AFTER.search(rest):
        return Doubt(Refusal.A_BEGINNING, asked.ahead(*after(reading)))
    if not lead and _GOVERNS.fullmatch(rest.rpartition(" ")[2]):
        return Verdict.LEAVE
    if loose and (_LOOKS_BACK.search(rest) or _BELONGS.search(rest)):
        return Verdict.LEAVE
    if lead in {"before", "until"} and _FORBIDS.search(rest):
        first = reading + timedelta(days=1) if lead == "before" and isinstance(reading, date) else reading
        return Doubt(Refusal.A_BEGINNING, asked.ahead(*after(first)))
    if has_date(rest) or _ELSEWHERE.search(typed_before) or _AFTER_A_SEASON.search(typed_before):
        return Doubt(Refusal.TWO_DATES, likely(reading))
    if loose and _NOT_DONE.search(rest):
        return Doubt(Refusal.PERHAPS_NOT_DUE, likely(reading))
    if loose and (_CLAUSE.search(rest) or _PARTICIPLE.search(rest) or _OF_BEFORE.search(typed_before.strip(" ,"))):
        return Doubt(Refusal.PERHAPS_NOT_DUE, likely(reading))
    return Verdict.READ


def likely(reading: Reading) -> tuple[date, ...]:
    if isinstance(reading, Doubt):
        return reading.days
    return () if isinstance(reading, AtMeeting) else (reading,)


def has_date(rest: str) -> bool:
    """Whether the words end in those of a date, or in what might be part of one."""
    words = takewhile(_OF_A_DATE.fullmatch, reversed(rest.split()[-_MOST_LEFT:]))
    run = " ".join(reversed(list(words)))
    return bool(_HAS_STRONG.search(run) or _ENDS_OPEN.search(run))


def has_clause(rest: str) -> bool:
    """Whether the words hold a clause of their own, or forbid: a date behind them may belong to that."""
    return bool(_CLAUSE.search(rest) or _FORBIDS.search(rest) or _BELONGS.search(rest) or _LOOKS_BACK.search(rest))


def is_dated(words: str) -> bool:
    """Whether a day is named in the words, in the spelling of `canonical`."""
    return bool(_DATED.search(words) or _TODAY.search(words))


def is_date_word(word: str) -> bool:
    """Whether dates are written with it."""
    return bool(_OF_A_DATE.fullmatch(word))


def is_date_unread(words: str, before: str) -> bool:
    """Whether the words, which make no known phrase, are words of dates and nothing else, so that they must be asked about."""
    if not _is_run(words) or _MEASURE.fullmatch(words) or not _DATED.search(words):
        return False
    return not _GOVERNS.fullmatch(before)


def _is_run(words: str) -> bool:
    return all(_OF_A_DATE.fullmatch(word) for word in words.split())
