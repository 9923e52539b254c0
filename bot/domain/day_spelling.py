"""How people spell the words of a date, brought to one spelling: "The 1st of Sept." becomes "1st of september"."""

import re
from collections.abc import Mapping
from typing import Final

from bot.domain.day_words import MONTHS, WEEKDAYS

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("’‘´", "'"),
        **dict.fromkeys("–—−", "-"),
        **dict.fromkeys(',;()[]*_~`"“”„«»', " "),
        "@": " at ",
        "…": ".",
    }
)
_CLOSING: Final = " \t\r\n\u00a0\u202f.:!?-"
_ONES: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS: Final = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_NUMBERS: Final = {
    **{word: str(number) for number, word in enumerate((*_ONES, *_TEENS), start=1)},
    **{word: str(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
}
_SUFFIX: Final = {1: "st", 2: "nd", 3: "rd"}
_NAMES: Final = tuple(name.lower() for name in (*WEEKDAYS, *MONTHS))
_LONG_NAMES: Final = tuple(name for name in (*_NAMES, "tomorrow", "fortnight", "christmas") if len(name) > 5)
_NEAR: Final = {
    letter: tuple(name for name in _LONG_NAMES if name[0] == letter) for letter in {name[0] for name in _LONG_NAMES}
}
"""The names in which a slip is forgiven, by their first letter, which nobody misses."""
_SPELT: Final[Mapping[str, str]] = {
    "monday": "mon",
    "tuesday": "tue tues teus",
    "wednesday": "wed weds wensday wedsday wednsday",
    "thursday": "thu thur thurs thrus thurday",
    "friday": "fri fryday firday",
    "saturday": "sat",
    "sunday": "sun",
    "tomorrow": "tmr tmrw tmw tomo tomoz tommorow 2moro 2morrow tomorrows tomorrow's morrow",
    "today": "todays today's 2day",
    "tonight": "tonite 2night",
    "day": "days days' day's",
    "week": "weeks weeks' week's wk wks",
    "fortnight": "fortnights fortnight's",
    "month": "months months' month's mth mths mo. mos",
    "quarter": "quarters quarter's qtr qtrs",
    "year": "years years' year's yr yrs",
    "hour": "hours hours' hour's hr hrs",
    "minute": "minutes minutes' min mins",
    "sec": "secs seconds",
    "weekend": "weekends wkend wknd",
    "coming": "upcoming following forthcoming",
    "last": "final",
    "this": "current",
    "next": "nxt",
    "christmas": "xmas chrimbo",
    "until": "till til 'til untill",
    "before": "befor b4",
    "beginning": "begining",
    "eod": "eob cob",
}
_FIRST_LETTERS: Final = {name[:3]: name for name in _NAMES} | {"sept": "september"}
_WORDS: Final[Mapping[str, str]] = {
    **_NUMBERS,
    **{word: f"{number}{_SUFFIX.get(number, 'th')}" for number, word in enumerate(_ORDINALS, start=1)},
    "twentieth": "20th",
    "thirtieth": "30th",
    **_FIRST_LETTERS,
    **{other: word for word, others in _SPELT.items() for other in others.split()},
}
_IN_WORDS: Final = re.compile(rf"\b({'|'.join(_TENS)})[ -]({'|'.join((*_ONES[:9], *_ORDINALS[:9]))})\b")
_A_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_APART: Final = re.compile(  # 14april, feb13, 3-dec-26, 8/Oct/2026, mid-march, 3days
    rf"(?<=\d)(?=[a-z/-])(?:(?={_A_MONTH}\b|(?:day|week|wk|month|year|hour|min|hr)s?\b|[dw]\b)|[-/](?={_A_MONTH}\b))"
    rf"|(?<=[a-z])(?:[-/](?=\d)|-(?=[a-z]))|(?<=\b[a-z]{{3}})(?=\d{{1,2}}\b)"
)
_SOME_OF_THEM: Final = re.compile(r"\b(?:next|coming|upcoming|following) (days|weeks|months|years)\b(?!')")
LATER: Final[tuple[tuple[frozenset[str], re.Pattern[str], str], ...]] = tuple(
    (frozenset(one_of.split()), re.compile(pattern), words)
    for one_of, pattern, words in (
        ("the", r"\bthe (\d{1,2})$", r"\1th"),
        ("the", r"\bthe (next )?((?:set |group |team )?(?:meeting|session|set)\b)", r"our \1\2"),
        (
            "the",
            r"\b(in|within|over|during) the (?:next|coming) (day|week|fortnight|month|quarter|year)\b",
            r"\1 next 1 \2",
        ),
        (
            "the approximately approx roughly exactly circa very maybe probably",
            r"\b(?:the|approximately|approx|roughly|exactly|circa|very|maybe|probably) ",
            "",
        ),
        ("about around", r"\b(by|in|on|within|at|around) (?:about|around) ", r"\1 "),
        ("about around", r"^(?:around|about) ", ""),
        ("w", r"\b(\d{1,3}) w\b", r"\1 week"),
        ("d", r"\b(\d{1,3}) d\b", r"\1 day"),
        ("through thru", r"\bthr(?:ough|u)\b(?! \w+$)", "to"),
        ("m", r"\b([ap]) m\b", r"\1m"),
        ("couple pair", r"\b(?:a )?(?:couple|pair)(?: of)?(?= )", "2"),
        ("few", r"\b(?:a )?(?:good )?few(?: of)?(?= )", "few"),
        ("w wc week", r"\b(?:w/c|wc|week commencing|week beginning|week starting|week of)(?= )", "week of"),
        ("coming", r"\b(?:this|next) coming\b|\bcoming (?=next)", "coming"),
        (
            "close end",
            r"\bclose of (?:business|play)\b|\bend of (?:play|business(?: day)?)\b|\bend of day\b(?!s)",
            "eod",
        ),
        ("close", r"\bclose (?=on |of )", "eod "),
        ("business", r"\bbusiness day", "working day"),
        ("new", r"\bnew year'?s? (eve|day)\b", r"newyear \1"),
        ("new", r"\bnew year(?:'s)?\b", "newyear"),
        ("q", r"\bq ([1-4])\b", r"q\1"),
    )
)
"""What is brought to one spelling once all words are: words of which one must be there, what is replaced, and by what.

Hardly any of them is in hardly any sentence, and to look for a word costs less than to try a pattern.
"""
_TO_BE_REPLACED: Final = frozenset(word for one_of, _, _ in LATER for word in one_of)
_NO_STOP: Final = re.compile(r"(?<=[a-z])(?:\.|:(?= |$))")
_A_WORD: Final = re.compile(r"\w+")


def canonical(typed: str) -> str:
    """The words in lower case and one spelling, single spaces between them, without commas, quotes, markup and "the"."""
    plain = typed.lower().translate(_PLAIN).strip(_CLOSING)
    if not plain.replace(" ", "").isalpha():
        plain = _APART.sub(" ", _NO_STOP.sub("", plain))
    if "ty" in plain:  # the end of all tens
        plain = _IN_WORDS.sub(_joined, plain)
    if "next" in plain or "ing" in plain:  # what stands before several of them
        plain = _SOME_OF_THEM.sub(r"next few \1", plain)
    words = " ".join([_spelt(word) for word in plain.split()])
    there = frozenset(_A_WORD.findall(words))
    if there.isdisjoint(_TO_BE_REPLACED):
        return words
    for one_of, pattern, other in LATER:
        if not one_of.isdisjoint(there):
            words = pattern.sub(other, words)
    return words


def spelt_alone(word: str) -> str:
    """One word in lower case and one spelling, whatever stands beside it; it may be empty, or more than one."""
    return _spelt(word.lower().translate(_PLAIN).strip(_CLOSING))


def _joined(found: re.Match[str]) -> str:
    """31st from "thirty-first", 21 from "twenty one"."""
    tens, ones = int(_NUMBERS[found[1]]), _WORDS[found[2]]
    return f"{tens + int(ones[0])}{ones[1:]}"


def _spelt(word: str) -> str:
    if (known := _WORDS.get(word)) is not None:
        return known
    if len(word) > 4 and word[0] in _NEAR and word.isalpha():
        for name in _NEAR[word[0]]:
            if is_slip(word, name):
                return name
    return word


def is_slip(word: str, name: str) -> bool:
    """Whether it is the name but for one letter, missing, doubled, wrong or changed places; a plural is none."""
    if word[0] != name[0] or abs(len(word) - len(name)) > 1 or word == f"{name}s":
        return False
    same = next((place for place, (one, other) in enumerate(zip(word, name, strict=False)) if one != other), len(name))
    rest, of_name = word[same:], name[same:]
    swapped = rest[1::-1] + rest[2:] == of_name
    return swapped or rest[1:] == of_name[1:] or rest[1:] == of_name or rest == of_name[1:]
