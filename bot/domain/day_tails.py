"""Where the date stands: at the end of a sentence, at its beginning before a colon, or as all that was typed."""

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from bot.domain import day_hours as hours
from bot.domain.day_asked import Asked, Matched
from bot.domain.day_beginnings import LEADS, may_begin, may_begin_anywhere
from bot.domain.day_phrases import may_be_phrase, read_phrase
from bot.domain.day_readings import cannot_tell
from bot.domain.day_sentences import Verdict, is_date_unread, judged
from bot.domain.day_spelling import canonical
from bot.domain.day_words import Doubt, Reading
from bot.domain.refusals import Refusal

WINDOW: Final = 300  # characters at the end of a text that are looked at, however long it is
_MOST_WORDS: Final = 12
JOINTS: Final = " \t\r\n\u00a0\u202f,;:-–—(["
WORD: Final = re.compile(r"\S+")
_SHORTCODE: Final = re.compile(r":[^\s:]{1,100}:$")
_HEAD: Final = re.compile(
    r"\A(?P<label>(?:due|deadline|when|by when):\s*)?(?P<date>[^:,\n]{3,40}?)(?P<end>:|,| [-–—])\s+(?P<what>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_SAME_LEAD: Final = {
    **dict.fromkeys(("over", "during", "throughout"), "in"),
    **dict.fromkeys(("no later than", "not later than", "on or before", "by or before"), "by"),
    **dict.fromkeys(("up to", "up until", "through"), "until"),
    "ahead of": "before",
}
_OF_THE: Final = re.compile(
    r"the (?:end|start|beginning|middle|weekend|last|rest|first (?:half|part)|next|coming|this"
    r"|(?:first|second|third|fourth|\d\w+) (?:quarter|week)\b)",
    re.IGNORECASE,
)
SIT_IN: Final = re.compile(r"(?:in|at) (?:the )?(?:sun|sat|wed)\b", re.IGNORECASE)
_HANGING: Final = re.compile(
    r"(?:[,;:]?\s(?:but|and|or|not|after|starting|from|beginning|as of|no (?:earlier|sooner) than)){1,4}$",
    re.IGNORECASE,
)
"""What is left of "but not before Monday" once the day has gone."""
ALSO_WORDS: Final = frozenset({"sat", "sun", "wed", "mar", "second", "now"})
"""What is often no date: alone at the end of a sentence it is left."""


@dataclass(frozen=True, slots=True)
class Tail:
    """What is left of a sentence without its date, and the date."""

    what: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Found:
    """A day, the preposition before it, and the hour beside it."""

    reading: Reading
    hour: str  # as in "at 3pm", or nothing
    lead: str


def read_whole(typed: str, asked: Asked) -> Reading | None:
    """The day that all of the words name; None where they name none."""
    found = reading_of(canonical(typed), asked, whole=True)
    return found.reading if found else None


def find_tail(typed: str, asked: Asked) -> Tail | None:
    """The longest end of the text that names a day, with what comes before it; else its beginning, before a colon."""
    text, words = typed.strip(), list(_last_words(typed.strip()))
    anywhere = may_begin_anywhere(text)
    for word, after in zip_longest(words, words[1:]):
        if not (anywhere or may_begin(word[0], after[0] if after else "")):
            continue
        found = _found_at(text, word.start(), asked)
        if found is not None:
            return _judged(text, word.start(), found, asked)
    return _unread(text, words, asked) or _head(text, asked)


def _found_at(text: str, start: int, asked: Asked) -> Found | None:
    raw, before = text[start:], text[max(0, start - 40) : start]
    words = canonical(raw)
    if hours.is_bare(words) and hours.counts_something_else(canonical(before)):
        return None
    found = reading_of(words, asked, before)
    if found is None or found.lead:
        return found
    if _OF_THE.match(raw) or raw.strip(" .!?").lower() in ALSO_WORDS:
        return None
    return found


def _judged(text: str, start: int, found: Found, asked: Asked) -> Tail | None:
    rest = text[:start]
    what = without_joint(rest)
    near = rest[-WINDOW:]
    verdict = judged(canonical(near), near.lower(), found.lead, found.reading, asked)
    if verdict is Verdict.LEAVE:
        return None
    reading = verdict if isinstance(verdict, Doubt) else found.reading
    if isinstance(found.reading, Doubt) and found.reading.kind is Refusal.HOUR_ALONE:
        return Tail(text, reading)
    what = _HANGING.sub("", what) if isinstance(reading, Doubt) and reading.kind is Refusal.A_BEGINNING else what
    return Tail(f"{what} {found.hour}".rstrip() if what else "", reading)


def _unread(text: str, words: list[re.Match[str]], asked: Asked) -> Tail | None:
    """Words of a date that make no phrase: asked about, so that no part of them is taken for the whole."""
    for word in words:
        rest = text[: word.start()]
        if SIT_IN.match(text, word.start()):
            continue
        if is_date_unread(canonical(text[word.start() :]), canonical(rest[-40:]).rpartition(" ")[2]):
            near = canonical(rest[-WINDOW:])
            reading = cannot_tell(Matched(), asked)
            is_left = judged(near, rest.lower()[-WINDOW:], "", reading, asked) is Verdict.LEAVE
            return None if is_left else Tail(without_joint(rest), reading)
    return None


def _head(text: str, asked: Asked) -> Tail | None:
    """By Friday: ask Mo. Due: Friday - ask Mo."""
    split = _HEAD.fullmatch(text)
    if not split:
        return None
    found = reading_of(canonical(split["date"]), asked)
    if found is None or not (found.lead or split["label"] or split["end"] == ":"):
        return None
    return Tail(f"{split['what']} {found.hour}".rstrip(), found.reading)


def without_joint(rest: str) -> str:
    """The sentence before its date without a comma or dash at its end; the colon of an emoji's short name stays."""
    bare = rest.rstrip(JOINTS)
    return f"{bare}:" if rest.startswith(f"{bare}:") and _SHORTCODE.search(f"{bare}:") else bare


def _last_words(text: str) -> list[re.Match[str]]:
    start = max(0, len(text) - WINDOW)
    words = list(WORD.finditer(text, start))
    return (words[1:] if start else words)[-_MOST_WORDS:]  # the first may have been cut in two by the window


def reading_of(words: str, asked: Asked, before: str = "", *, whole: bool = False) -> Found | None:
    """The day that the words name, in the spelling of `canonical`; `before` is what was typed before them."""
    split = LEADS.fullmatch(hours.POLITE.sub("", words))
    if split is None:
        return None
    lead = _SAME_LEAD.get(split["lead"], split["lead"]) or ("by" if split["due"] else "")
    # Of all spellings that any preposition allows: what else there is to know is looked up only for what may be a day.
    if not any(may_be_phrase(day) for day in _spellings(split["words"], lead or "on", whole=whole)):
        return None
    if not lead and hours.ENDS_IN_HOUR.search(canonical(before)):
        lead = "on"  # "by 5pm Friday": the hour stands where "on" would
    for day, hour in _spellings(split["words"], lead, whole=whole).items():
        # before noon on Friday is still that Friday
        reading = read_phrase(day, replace(asked, lead="by" if hour and lead == "before" else lead), whole=whole)
        if reading is not None:
            return Found(reading, hour, lead)
    return None


def _spellings(words: str, lead: str, *, whole: bool) -> dict[str, str]:
    """The words of the day as written, and without the hour, the part of the day or the close of business beside them.

    Each with the hour that it leaves in the sentence. An hour before the day counts only where nothing else could stand.
    """
    found = {words: ""}
    for _ in range(2):
        for known, hour in tuple(found.items()):
            day, after = hours.without_hour(known, lead)
            found.setdefault(day, hour or after)
            for beside in (hours.PART_AFTER, hours.CLOSE_OF, hours.PART_BEFORE):
                found.setdefault(beside.sub("", known, count=1), hour)
            before = hours.BEFORE.match(known) if (whole or lead) and lead not in {"in", "within"} else None
            if before:
                said = f"{lead if lead in {'by', 'before'} else 'at'} {before['hour']}"
                found.setdefault(known[before.end() :], hour or said)
        if len(found) == 1:
            break  # nothing stands beside it
    return found
