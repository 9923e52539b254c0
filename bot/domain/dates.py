"""Dates as people write them at the end of a sentence: what is promised, and by when.

The date is read only where the sentence ends, after a preposition ("by", "in", "on", "before") or in words that can be
nothing else ("tomorrow", "next Friday"). What is meant as a date but cannot be told is asked about, never guessed.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import AtMeeting, Due, OnDay, local_day
from bot.domain.day_phrases import read_phrase
from bot.domain.day_words import AN_HOUR, Doubt, Reading
from bot.domain.errors import Refused

__all__ = ["AtMeeting", "DoubtfulDate", "Due", "OnDay", "Promise", "read_day", "read_promise"]

_WINDOW: Final = 300  # characters at the end of a text that are looked at, however long it is
_MOST_WORDS: Final = 12
_PLAIN: Final = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", ",": " ", "(": " ", ")": " "})
_JOINTS: Final = " \t\r\n\u00a0\u202f,;:-–—(["
_CLOSING: Final = " \t\r\n.,;:!?)]"
_WORD: Final = re.compile(r"\S+")
_LEADS: Final = re.compile(
    r"(?P<due>due )?(?:(?P<lead>by|on|before|until|till|at|in|within|over|during|(?:no|not) later than) )?(?P<words>.+)"
)
_SAME_LEAD: Final = {"till": "until", "over": "in", "during": "in", "no later than": "by", "not later than": "by"}
_POLITE: Final = re.compile(r" (?:at the latest|latest|please|if possible|or (?:sooner|earlier|before))$")
_HOUR_AFTER: Final = re.compile(
    rf" (?:(?P<lead>at|by|before|around) (?P<at>{AN_HOUR}|\d{{1,2}}(?:[:.]\d\d)?)|(?P<hour>{AN_HOUR}))$"
)
_HOUR_BEFORE: Final = re.compile(rf"{AN_HOUR}|am|pm|o'clock")
_PART_AFTER: Final = re.compile(r" (?:(?:in the )?(?:morning|afternoon|evening)|night|lunchtime|first thing)$")
_CLOSE_OF: Final = re.compile(  # everything is due at the end of its day
    r"(?:the )?(?:eod|cob|close of (?:business|play)|end of play|end of (?:the )?day"
    r"|end of(?= (?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d)))(?: on| of)? (?=\S)"
)
_GOVERNS: Final = re.compile(
    r"a|about|after|and|an|around|as|at|between|but|by|each|every|for|from|in|into|like|of|on|or|since|than|the|through"
    r"|to|towards|until|versus|via|with|without|my|your|his|her|its|our|their"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody will do, without the words of the date; `due` is None where they gave none."""

    what: str
    due: Due | None


class DoubtfulDate(Refused):
    """A date is meant that cannot be taken as written. `what` keeps the rest of what was typed, for the form."""

    def __init__(self, sentence: str, what: str) -> None:
        super().__init__(sentence, field="due")
        self.what = what


@dataclass(frozen=True, slots=True)
class _Tail:
    what: str
    reading: Reading


def read_promise(text: str, *, now: datetime, zone: str) -> Promise:
    """What is promised and by when, the date read in the person's IANA zone at `now` (aware).

    A time of day stays in `what` ("Ring Ben tomorrow at 3pm" is "Ring Ben at 3pm", due tomorrow); a part of the day is
    left out. Raises `DoubtfulDate` when a date is meant but past, impossible, too far or unclear, and `Refused` when
    nothing but a date was typed.
    """
    tail = _tail_of(text, local_day(now, zone))
    what = tail.what if tail else text.strip()
    if not what:
        raise Refused(
            "Say what you will do, then by when, as in: Ask the governors for a slot by Friday.", field="what"
        )
    if tail is None:
        return Promise(what, None)
    if isinstance(tail.reading, Doubt):
        raise DoubtfulDate(tail.reading.sentence, what)
    return Promise(what, _due(tail.reading, zone))


def read_day(text: str, *, now: datetime, zone: str, field: str) -> Due:
    """The day that a form's field, or "away until 3 Dec", names, in the person's zone at `now` (aware).

    Raises `Refused` for `field` when it is empty, unreadable, or a date that `read_promise` would ask about.
    """
    words = _plain(text[:_WINDOW].strip().rstrip(_CLOSING))
    found = _reading_of(words, local_day(now, zone), whole=True)
    if len(text) > _WINDOW or found is None:
        raise Refused("I cannot read that as a day. Write it like 3 Dec, Friday or in two weeks.", field=field)
    if isinstance(found.reading, Doubt):
        raise Refused(found.reading.sentence, field=field)
    return _due(found.reading, zone)


def _due(reading: date | AtMeeting, zone: str) -> Due:
    return reading if isinstance(reading, AtMeeting) else OnDay(reading, zone)


def _tail_of(typed: str, today: date) -> _Tail | None:
    """The longest end of the text that names a day, with what comes before it."""
    text = typed.strip()
    words = _last_words(text)
    for place, word in enumerate(words):
        before = _plain(words[place - 1].group()) if place else ""
        found = _reading_of(_plain(text[word.start() :].rstrip(_CLOSING)), today, before=before)
        if found is None:
            continue
        # "Write the agenda for next Friday" is about that day, not due on it.
        if found.bare and _GOVERNS.fullmatch(before):
            return None
        what = text[: word.start()].rstrip(_JOINTS)
        return _Tail(f"{what} {found.hour}".rstrip() if what else "", found.reading)
    return None


def _last_words(text: str) -> list[re.Match[str]]:
    start = max(0, len(text) - _WINDOW)
    words = list(_WORD.finditer(text, start))
    return (words[1:] if start else words)[-_MOST_WORDS:]  # the first may have been cut in two by the window


@dataclass(frozen=True, slots=True)
class _Found:
    reading: Reading
    hour: str  # as in "at 3pm", or nothing
    bare: bool


def _reading_of(words: str, today: date, *, before: str = "", whole: bool = False) -> _Found | None:
    split = _LEADS.fullmatch(_POLITE.sub("", words))
    if split is None:
        return None
    lead = _SAME_LEAD.get(split["lead"], split["lead"]) or ("by" if split["due"] else "")
    bare = not lead
    if bare and _HOUR_BEFORE.fullmatch(before):  # "by 5pm Friday": the hour stands where "on" would
        lead = "on"
    day, hour = _without_hour(split["words"], lead)
    lead = "by" if hour and lead == "before" else lead  # before noon on Friday is still that Friday
    for spelling in dict.fromkeys((day, _PART_AFTER.sub("", day), _CLOSE_OF.sub("", day))):
        reading = read_phrase(spelling, lead, today, whole=whole)
        if reading is not None:
            return _Found(reading, hour, bare and lead != "on")
    return None


def _without_hour(words: str, lead: str) -> tuple[str, str]:
    found = _HOUR_AFTER.search(words)
    if found is None:
        return words, ""
    said = found["lead"] or (lead if lead in {"by", "before"} else "at")
    return words[: found.start()], f"{said} {found['at'] or found['hour']}"


def _plain(words: str) -> str:
    """Lower case, plain quotes and dashes, single spaces, and no full stop after a letter ("Dec.", "p.m.")."""
    return re.sub(r"(?<=[a-z])\.", "", " ".join(words.lower().translate(_PLAIN).split()))
