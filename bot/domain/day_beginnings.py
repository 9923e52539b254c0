"""Which words may be the first of a date: most words of a sentence are not, and so are told apart before anything is read.

Nothing has to be kept in step with the phrases: the words are taken out of their patterns.
"""

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from bot.domain import day_hours as hours
from bot.domain.day_phrases import PHRASES
from bot.domain.day_spelling import LATER, spelt_alone

LEADS: Final = re.compile(
    r"(?:(?:at )?latest (?=by|on|before|until|in))?(?P<due>(?:due|deadline)(?: is)? )?"
    r"(?:(?P<lead>by|on or before|by or before|on|before|ahead of|until|up to|up until|at|in|within|over|during|through|throughout"
    r"|(?:no|not) later than) )?(?P<words>.+)"
)
"""What may stand before the words of a day, in the spelling of `canonical`."""
_ANY_FIRST_WORD: Final = re.compile(r"\b(?:or|ago)\b", re.IGNORECASE)
"""A dozen days or so, ages ago: before these a phrase takes any word."""
_NOT_TYPED: Final = re.compile(r"\(\?P<\w+>|\\[a-zA-Z]")
"""Names of groups, and classes of letters."""

_MOST_FIGURES: Final = 4
"""No day, hour, count or year has more."""
_NOT_ALONE: Final = frozenset({"a", "an", "the", "at", "by", "in", "on", "before", "until", "within", "over", "during"})
"""Behind these the date goes on."""


def _letters_of(patterns: Iterable[re.Pattern[str]]) -> frozenset[str]:
    return frozenset(found for one in patterns for found in re.findall("[a-z]+", _NOT_TYPED.sub(" ", one.pattern)))


_LETTERS: Final = _letters_of(
    (
        LEADS,
        *(phrase.words for phrase in PHRASES),
        *(hours.BEFORE, hours.CLOSE_OF, hours.PART_BEFORE),
        *(pattern for _, pattern, _ in LATER),
    )
)
_BEGINNINGS: Final = frozenset(letters for letters in _LETTERS if len(letters) > 2)
"""What a first word may begin with: of a word with an ending, such as "mornings", the pattern holds the beginning alone."""


def may_begin_anywhere(text: str) -> bool:
    """Whether a date in the text may begin with any word whatever."""
    return _ANY_FIRST_WORD.search(text) is not None


def may_begin(word: str, after: str) -> bool:
    """Whether a date may begin with that word, where that one comes after it, both as they were typed."""
    return may_begin_with(word) and (word.lower() not in _NOT_ALONE or may_begin_with(after))


def may_begin_with(word: str) -> bool:
    """Whether a date may begin with that word, as it was typed.

    What is neither letters nor figures alone is not told apart, nor a single letter, of which one class may stand for several.
    """
    spelt = spelt_alone(word)
    if spelt.isalpha() and len(spelt) > 1:
        return spelt in _LETTERS or not _BEGINNINGS.isdisjoint(accumulate(spelt))
    return not spelt.isdigit() or len(spelt) <= _MOST_FIGURES
