"""Dates as people write them at the end of a sentence: what is promised, and by when.

The date is read only where the sentence ends, after a preposition ("by", "in", "on", "before") or in words that can be
nothing else ("tomorrow", "next Friday"). What is meant as a date but cannot be told is asked about, never guessed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import AtMeeting, Due, OnDay, local
from bot.domain.day_asked import Asked
from bot.domain.day_insides import find_inside
from bot.domain.day_tails import WINDOW, find_tail, read_whole
from bot.domain.day_words import Doubt
from bot.domain.errors import Refused
from bot.domain.refusals import Refusal

__all__ = [
    "AtMeeting",
    "DoubtfulDate",
    "Due",
    "OnDay",
    "Promise",
    "UnclearDay",
    "read_day",
    "read_promise",
]

_QUOTES: Final = {'"': '"', "“": "”", "„": "“", "'": "'", "‘": "’", "«": "»", "*": "*", "_": "_", "`": "`", "~": "~"}
_PAIRS: Final = (('"', '"'), ("“", "”"), ("«", "»"), ("(", ")"), ("[", "]"))
_EMPHASIS: Final = frozenset("*_~`")
_JOINTS: Final = " \t\r\n\u00a0\u202f,;-–—"
_EMOJI: Final = (
    r"(?::[^\s:]{1,100}:|[\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    r"[\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*)"
)
_BEHIND: Final = re.compile(
    rf"(?:(?<!\S)(?:\(?https?://[^\s()]{{1,250}}\)?|\[[^\][\s]{{1,100}}\]\(https?://[^\s()]{{1,250}}\))|{_EMOJI})\Z"
)
"""An emoji, by its short name or as it is, or a link, at the end of what was typed."""
_LONGEST_BEHIND: Final = 400  # characters
_MOST_BEHIND: Final = 20


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody will do, without the words of the date; `due` is None where they gave none."""

    what: str
    due: Due | None


class UnclearDay(Refused):
    """A day is meant that cannot be taken as written; `days` are the likeliest, in the zone it was read in."""

    def __init__(self, doubt: Doubt, field: str) -> None:
        super().__init__(doubt.kind, field, **doubt.facts)
        self.doubt = doubt
        self.days = doubt.days


class DoubtfulDate(UnclearDay):
    """A date is meant at the end of a sentence that cannot be taken as written.

    `what` keeps the rest of what was typed, `typed` the whole, for whoever meant no date at all.
    """

    def __init__(self, doubt: Doubt, what: str, typed: str = "") -> None:
        super().__init__(doubt, "due")
        self.what = what
        self.typed = typed or what


def read_promise(text: str, *, now: datetime, zone: str, meeting: datetime | None = None) -> Promise:
    """What is promised and by when, the date read in the person's IANA zone at `now` (aware).

    A time of day stays in `what` ("Ring Ben tomorrow at 3pm" is "Ring Ben at 3pm", due tomorrow); a part of the day is
    left out. `meeting` is when the set meets next (aware), for "the day before we meet". Raises `DoubtfulDate` when a
    date is meant but past, impossible, too far or unclear, and `Refused` when nothing but a date was typed.
    """
    typed = text.strip()
    words, beside = _without_what_stands_behind(_unquoted(typed))
    asked = _asked(now, zone, meeting)
    tail = find_tail(words, asked) or find_inside(words, asked)
    if (tail is None and typed) or (tail is not None and _is_cut_in_two(tail.what, words)):
        return Promise(typed, None)
    what = _closed(tail.what, words) if tail else ""
    if tail is None or not what or what.isdigit():
        raise Refused(Refusal.ONLY_A_DATE, "what")
    what += beside
    if isinstance(tail.reading, Doubt):
        raise DoubtfulDate(tail.reading, what, typed)
    return Promise(what, _due(tail.reading, zone))


def read_day(text: str, *, now: datetime, zone: str, field: str, meeting: datetime | None = None) -> Due:
    """The day that a form's field names, in the person's zone at `now` (aware).

    Raises `UnclearDay` for `field` when it is empty, unreadable, or a date that `read_promise` would ask about.
    """
    reading = read_whole(text, _asked(now, zone, meeting)) if len(text) <= WINDOW else None
    if reading is None:
        raise UnclearDay(Doubt(Refusal.UNREADABLE_DAY), field)
    if isinstance(reading, Doubt):
        raise UnclearDay(reading, field)
    return _due(reading, zone)


def _asked(now: datetime, zone: str, meeting: datetime | None) -> Asked:
    there = local(meeting, zone).date() if meeting is not None else None
    return Asked("", local(now, zone).replace(tzinfo=None), there, lambda _words, _asked: None)


def _unquoted(text: str) -> str:
    """The text without the quotation marks or the markup that all of it stands in."""
    typed = text.strip()
    while len(typed) > 2 and _QUOTES.get(typed[0]) == typed[-1] and typed[0] not in typed[1:-1]:
        typed = typed[1:-1].strip()
    return typed


def _without_what_stands_behind(typed: str) -> tuple[str, str]:
    """The words, and the emoji and links behind them: they belong to what is promised, wherever the date stands."""
    words = typed
    for _ in range(_MOST_BEHIND):
        bare = words.rstrip(_JOINTS)
        may_be_there = bare.endswith(":") or "http" in bare or not bare.isascii()
        found = _BEHIND.search(bare, max(0, len(bare) - _LONGEST_BEHIND)) if may_be_there else None
        if found is None:
            break
        words = bare[: found.start()]
    return words, f" {typed[len(words) :].strip(_JOINTS)}" if len(words) < len(typed) else ""


def _is_cut_in_two(what: str, words: str) -> bool:
    """Whether the date stood within quotation marks or brackets that began before it: it is part of what they hold."""
    return any(_stays_open(what, *pair) and not _stays_open(words, *pair) for pair in _PAIRS)


def _stays_open(words: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return words.count(opening) % 2 == 1
    return words.count(opening) > words.count(closing)


def _closed(what: str, words: str) -> str:
    """What is promised; where its end is emphasised, up to the date, it stays so."""
    mark = words[-1:]
    return f"{what}{mark}" if mark in _EMPHASIS and what.count(mark) % 2 == 1 else what


def _due(reading: date | AtMeeting, zone: str) -> Due:
    return reading if isinstance(reading, AtMeeting) else OnDay(reading, zone)
