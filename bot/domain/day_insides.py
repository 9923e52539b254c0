"""A date in the middle of a sentence, as in "Tell both heads by Friday that ...".

It is read where nothing else can be meant, and else asked about; what looks back, what is quoted and what belongs to the
sentence is left whole. Where it is asked about all the words stay, since nobody can tell which of them belong together.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.domain.calendars import AtMeeting
from bot.domain.day_asked import LIMIT, Asked
from bot.domain.day_hours import counts_something_else, is_bare
from bot.domain.day_names import A_NAME
from bot.domain.day_sentences import Verdict, has_clause, is_date_word, is_dated, judged, likely
from bot.domain.day_spelling import canonical
from bot.domain.day_tails import ALSO_WORDS, JOINTS, SIT_IN, WINDOW, WORD, Found, Tail, reading_of, without_joint
from bot.domain.day_words import A_MONTH, A_UNIT, A_WEEKDAY, Doubt, Reading
from bot.domain.refusals import Refusal

_EMPHASIS: Final = "*_~`"
_MOST_WORDS: Final = 200
_LONGEST: Final = 8  # words of one date
_OF_LIMITS: Final = tuple(f"{lead} " for lead in sorted(LIMIT))
_OTHER_WORDS: Final = re.compile(
    r"the|no|not|within|over|during|through(?:out)?|up|ahead|due|deadline|latest|eod|first|thing|our|we|meet(?:ing)?|session|set"
    r"|morning|afternoon|evening|night|noon|midday|midnight|lunch(?:time)?|time|about|around"
    r"|hours?|minutes?|couple|few|several|business|working|right|straight|away|q[1-4]|mid-?month"
    r"|\d{1,4}(?:[:./-]\d{1,4}){0,2}(?:[ap]m)?"
)
_NAMES: Final = re.compile(
    rf"\d|{A_WEEKDAY}|{A_UNIT}|{A_MONTH}|{A_NAME}|tomorrow|today|tonight|weekend|eod|meet|session|set|time|easter|christmas|newyear"
    r"|term|noon|midnight|morning|afternoon|evening|lunch"
)
"""What a date has besides the small words."""
_LONG: Final = re.compile(rf"{A_WEEKDAY}|{A_UNIT}|{A_MONTH}|tomorrow|today|weekend|\d(?:st|nd|rd|th)\b")
_MOST_TRIED: Final = 60
_IS_A_NAME: Final = re.compile(rf"\A\S++ (?:the\b|(?:{A_MONTH})$)", re.IGNORECASE)
"""The novel by May Sarton, the papers before the Friday briefing."""
_GOES_ON: Final = re.compile(
    r"that|to|so|whether|if|how|why|what|who|whom|where|when|which|about|because|with|without|for|from|and|but|or|then|at|in|on"
    r"|by|before|after|until|unless|while|using|through|via|over|i|i'll|we|we'll|he|she|they|you|my|our|your|his|her|their|the|a|an"
)
"""Words that go on after a date; before another one a day is a kind of thing, as in "Plan Monday lunches"."""
_OPENS: Final = frozenset({"to", "so", "whether", "if", "how", "why", "what", "who", "where", "about", "because"})
"""After these nothing but the rest of what is promised can come."""
_SAYS: Final = re.compile(
    r"(?:tell|say|write|let|inform|warn|confirm|email|mail|message|text|remind|explain|announce|agree|assure|promise|show|reply|answer)\b"
)
_AS_A_PROMISE: Final = re.compile(
    r"^(?:(?:i|we)(?:'ll| will| shall| must|'m going to| am going to| want to| need to| have to| plan to) )"
)
_SUBJECT: Final = re.compile(r"\b(?:i|we|he|she|they)(?:'\w{1,2})?\b")
_OF_A_KIND: Final = re.compile(r"(?:morning|afternoon|evening|night|lunch|shift|meeting|class|lesson)e?s$|of$")
_OWN: Final = re.compile(r"['’]s?$")
_HELD: Final = re.compile(
    r"\"[^\"]{0,300}\"|“[^”]{0,300}”|„[^“”]{0,300}[“”]|«[^»]{0,300}»|(?P<brackets>\([^()]{0,300}\)|\[[^\][]{0,300}\])"
    r"|(?<!\w)'(?:[^']|'(?=\w)){0,300}'(?!\w)|‘(?:[^’]|’(?=\w)){0,300}’(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Inside:
    """A date, with what stands before and after it."""

    before: str
    words: str
    after: str
    found: Found

    @property
    def lead(self) -> str:
        return self.found.lead

    @property
    def reading(self) -> Reading:
        return self.found.reading

    @property
    def goes_on(self) -> str:
        """The first word after the date, in the spelling of `canonical`."""
        word = WORD.search(self.after)
        return canonical(word[0]) if word else ""


def find_inside(typed: str, asked: Asked) -> Tail | None:
    """The date that stands within the text; asked about where it is not plain that it is the deadline, or where there are more."""
    text = typed.strip()
    found = [one for one in _dates_in(text, _without_what_is_held(text, asked), asked) if _may_be_due(one, asked)]
    found = [one for one in found if not _is_hour(one.found)] or found[:1]  # an hour is of the day beside it
    if not found:
        return None
    first = found[0]
    if len(found) > 1:
        days = asked.ahead(*(day for one in found for day in likely(one.reading)))
        return Tail(text, Doubt(Refusal.TWO_DATES, days))
    if _is_plain(first, asked):
        parts = (without_joint(first.before), first.found.hour, first.after.lstrip(f"{JOINTS})]"))
        return Tail(" ".join(filter(None, parts)), first.reading)
    if isinstance(first.reading, AtMeeting):
        return Tail(text, first.reading)
    verdict = _verdict(first, asked)
    doubts = (one for one in (first.reading, verdict) if isinstance(one, Doubt))
    return Tail(text, next(doubts, Doubt(Refusal.PERHAPS_NOT_DUE, likely(first.reading))))


def _without_what_is_held(text: str, asked: Asked) -> str:
    """The text of the same length with nothing in its quotation marks and brackets, unless these hold the date itself."""

    def held(found: re.Match[str]) -> str:
        is_date = found["brackets"] and reading_of(canonical(found[0]), asked) is not None
        return found[0] if is_date else re.sub(r"\S", "x", found[0])

    return _HELD.sub(held, text)


def _dates_in(text: str, seen: str, asked: Asked) -> Iterator[_Inside]:
    """The dates in what is seen of the text, from left to right, each as long as can be; none at its end."""
    words = list(WORD.finditer(seen))[:_MOST_WORDS]
    spans, read_until = islice(_spans(words), _MOST_TRIED), 0
    for start, end in spans:
        if start < read_until:
            continue
        found = _read(seen[start:end], asked)
        if found is not None:
            yield _Inside(text[:start], seen[start:end], text[end:], found)
            read_until = end


def _spans(words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Where words of dates begin and end, the longest from each place first."""
    spelt = [canonical(_OWN.sub("", word[0])) for word in words]
    are_of_dates = [_is_of_a_date(word) for word in spelt]
    are_names = [_NAMES.search(word) is not None for word in spelt]
    for first in range(len(words) - 1):
        for last in range(min(first + _LONGEST, len(words) - 1), first, -1):
            # After "by" any words are tried: those of feasts and seasons are many.
            if spelt[first] in LIMIT or (all(are_of_dates[first:last]) and any(are_names[first:last])):
                yield words[first].start(), words[last - 1].end()


def _is_of_a_date(spelt: str) -> bool:
    return bool(spelt) and all(is_date_word(one) or _OTHER_WORDS.fullmatch(one) for one in spelt.split())


def _read(raw: str, asked: Asked) -> Found | None:
    words, bare = canonical(raw), raw.strip(" .!?,;:").lower()
    if bare in ALSO_WORDS or SIT_IN.fullmatch(bare):
        return None
    found = reading_of(words, asked)
    if found is None and words.startswith(_OF_LIMITS):
        found = reading_of(canonical(_OWN.sub("", raw)), asked)  # by Monday's meeting
    if found is None or found.lead in LIMIT:
        return found
    if not found.lead and not is_dated(words):
        return None
    if _is_hour(found):
        return found if found.lead == "at" else None
    return None if isinstance(found.reading, Doubt) and not _LONG.search(words) else found


def _is_hour(found: Found) -> bool:
    return isinstance(found.reading, Doubt) and found.reading.kind is Refusal.HOUR_ALONE


def _may_be_due(one: _Inside, asked: Asked) -> bool:
    words = canonical(one.words)
    if _verdict(one, asked) is Verdict.LEAVE or (
        is_bare(words) and counts_something_else(canonical(one.before[-WINDOW:]))
    ):
        return False
    if _GOES_ON.fullmatch(one.goes_on):
        return one.lead in LIMIT or not isinstance(one.reading, AtMeeting)
    if _OF_A_KIND.search(one.goes_on) or _IS_A_NAME.match(one.words):
        return False
    return one.lead in LIMIT or (one.lead == "on" and is_dated(words))


def _verdict(one: _Inside, asked: Asked) -> Verdict | Doubt:
    near = one.before[-WINDOW:]
    return judged(canonical(near), near.lower(), one.lead, one.reading, asked)


def _is_plain(one: _Inside, asked: Asked) -> bool:
    """Whether nothing but the deadline can be meant."""
    promised = _AS_A_PROMISE.sub("", canonical(one.before[-WINDOW:]))
    opens = one.goes_on in _OPENS or (one.goes_on == "that" and _SAYS.match(promised) is not None)
    if (
        one.lead not in {"by", "before"}
        or not opens
        or not promised
        or one.before.rstrip().endswith((".", "!", "?", ";"))
    ):
        return False
    if any(one.words.count(mark) % 2 for mark in _EMPHASIS):
        return False
    if has_clause(promised) or _SUBJECT.search(promised) or is_dated(canonical(one.after[:WINDOW])):
        return False
    return _verdict(one, asked) is Verdict.READ
