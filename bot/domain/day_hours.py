"""Times of day beside a date, and what else stands around one: they are told apart before the day is read."""

import re
from typing import Final

_ZONE: Final = r"(?: ?(?:gmt|utc|bst|ce?s?t|eest|eet|west|wet|[ecmp][sd]?t|ist|z)(?:[+-]\d{1,2})?)?"
_OF_CLOCK: Final = (
    r"\d{1,2}(?:[:.]\d\d){0,2} ?(?:am|pm|[ap](?![a-z]))|\d{1,2}:\d\d(?::\d\d)?"
    r"|\d{1,2}h(?:\d\d)?|\d{3,4} ?(?:am|pm|hours?)"
)
_NAMED: Final = r"noon|midday|midnight|\d{1,2} ?o'?clock(?: (?:am|pm))?"
_PAST: Final = (
    r"(?:half|(?:a )?quarter|\d{1,2}(?: minute)?) (?:past|to) (?:noon|midday|midnight|\d{1,2}(?: ?(?:am|pm))?)"
)
AN_HOUR: Final = rf"(?:(?:{_PAST}|{_NAMED}|{_OF_CLOCK})(?: sharp)?{_ZONE})"
_LOOSE: Final = rf"(?:{AN_HOUR}|\d{{1,2}}(?:[:.]\d\d)?{_ZONE}|lunch(?: ?time)?|tea ?time|start of play|(?:the )?eod)"
_PART: Final = (
    r"(?:(?:(?:early |late )?(?:in )?|at |in early hours of )(?:morning|afternoon|evening|lunch(?: ?time)?)"
    r"|night|at night|first thing|1st thing|noonish|am|pm)"
)
AFTER: Final = re.compile(
    rf" (?:(?P<lead>at|by|before|around|from|after|for|between) (?P<at>{_LOOSE})(?: (?:to|-|until|and) {_LOOSE})?"
    rf"|(?P<hour>{AN_HOUR}(?: ?(?:to|-|until) ?{AN_HOUR})?"
    r"|\d{1,2}(?: ?- ?\d{1,2} ?(?:am|pm)|(?= in (?:early )?(?:morning|afternoon|evening)$))))"
    rf"(?P<part> {_PART})?$"
)
"""An hour behind the day."""
BEFORE: Final = re.compile(
    rf"(?:(?:at|by|before|around|from|between) )?(?P<hour>{_LOOSE})(?: ?(?:to|-|until|and) ?{_LOOSE})?(?: {_PART})?"
    r" (?:on |of )?(?=[a-z0-9])"
)
"""An hour before the day, where nothing stands before the hour."""
ENDS_IN_HOUR: Final = re.compile(rf"(?:^|(?<= )){AN_HOUR}(?: {_PART})?$")
"""Words whose last are an hour, so that a day may follow them."""
PART_AFTER: Final = re.compile(rf" {_PART}$")
PART_BEFORE: Final = re.compile(rf"^{_PART}(?: on| of)? (?=\S)")
CLOSE_OF: Final = re.compile(
    r"(?:eod|cob|end of(?= (?:today|tomorrow|[a-z]+day|\d)))(?: on| of)? (?=\S)|(?<=\S) (?:eod|cob)$"
)
"""Everything is due at the end of its day."""
POLITE: Final = re.compile(
    r"(?: (?:-|at latest|latest|please|pls|thanks|thank you|cheers|ta|if possible|if (?:i|we|you) can|if all goes well"
    r"|or (?:sooner|earlier|before)|hopefully|ideally|if not (?:sooner|earlier)|(?:it's |this is )?urgent(?:ly)?|asap|ok|okay|at most"
    r"|max|tops|!|\?|for (?:definite|certain|sure)|without fail"
    r"|promise|i promise|or thereabouts|[:;]-?[)(]|:[a-z0-9_+-]{1,40}:)){1,3}$"
)
ALONE_WORDS: Final = rf"{AN_HOUR}(?: {_PART})?|\d{{1,2}} in {_PART}"
"""A time of day and nothing else."""


_OF_ANOTHER_KIND: Final = re.compile(
    r"\b(?:look|looking|aim|aiming|good|keep|keeping|cap|capping|limit|hold|stay|stop|fix|set|price|leave it|level|stage|step"
    r"|age|aged|number|no)\b(?: [^ ]{1,30}){0,4}$"
)
_BARE: Final = re.compile(r"at (?:[1-9]|1[0-2])")


def is_bare(words: str) -> bool:
    """Whether they are "at 3" and no more, in the spelling of `canonical`: what may count something else than hours."""
    return _BARE.fullmatch(words) is not None


def counts_something_else(before: str) -> bool:
    """Whether what stands before "at 3" says that it counts no hours, as in "keep the groups at 3"."""
    return _OF_ANOTHER_KIND.search(before) is not None


def without_hour(words: str, lead: str) -> tuple[str, str]:
    """The words without the hour behind them, and the hour as it stays in the sentence: "at 3pm"; "" for none."""
    found = AFTER.search(words)
    if found is None or not words[: found.start()].strip():
        return words, ""
    said = found["lead"] or (lead if lead in {"by", "before"} else "at")
    return words[: found.start()], f"{said} {_zone_in_capitals(found['at'] or found['hour'])}"


def _zone_in_capitals(hour: str) -> str:
    """5pm GMT from "5pm gmt"."""
    return re.sub(
        r"(?<= )(?!am|pm|o'?clock|past|to|noon|minute|sharp|quarter)[a-z]{2,4}$", lambda zone: zone[0].upper(), hour
    )
