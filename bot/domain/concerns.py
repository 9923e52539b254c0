"""*Something is off*: what a member would have the set look at in its next review, without saying who they are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_CONCERN
from bot.domain.refusals import Refusal

FEWEST: Final = 5
"""In a smaller set, or with fewer here, it would be plain who it comes from."""
_MENTIONED: Final = re.compile(r"<[@#!][^<>]*>|(?:^|(?<=\s))@\w[\w.-]*")
"""Mentions as Slack sends them, and as they are typed."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class Concern:
    """What is about to be sent: in the review of which meeting it would be shown. Its number is as people see it.

    `adviser` is the Slack id of the adviser, who could be told instead; None where there is none, or it is they who write.
    """

    meeting_id: str
    number: int
    words: str = ""
    adviser: str | None = None


@dataclass(frozen=True, slots=True)
class Concerns:
    """What the review is shown, in no order; nothing once it is forgotten."""

    words: tuple[str, ...]


def must_be_enough(people: int) -> None:
    """Raises Refused where it would be plain who it comes from."""
    if people < FEWEST:
        raise Refused(Refusal.TOO_FEW_FOR_CONCERN, needed=FEWEST)


def checked(words: str, called: Iterable[str]) -> str:
    """The words as one line. Raises Refused for none, for too many, and where they name or mention anybody of those `called` so."""
    kept = " ".join(words.split())
    if not kept:
        raise Refused(Refusal.NO_WORDS, "words")
    if len(kept) > LONGEST_CONCERN:
        raise Refused(Refusal.CONCERN_TOO_LONG, "words", most=LONGEST_CONCERN)
    if _MENTIONED.search(kept) or _names(kept, called):
        raise Refused(Refusal.CONCERN_NAMES, "words")
    return kept


def _names(words: str, called: Iterable[str]) -> bool:
    """Whether any name stands there, or a part of one. What is written small may be a word as well as a name, and is let be."""
    names = {part.casefold() for name in called for part in _WORD.findall(name) if len(part) >= _SHORTEST_NAME}
    found = _WORD.finditer(words)
    return any(one[0].casefold() in names and not (one[0].islower() and one[0] in _ALSO_WORDS) for one in found)


_ALSO_WORDS: Final = frozenset(
    {
        *("art", "bill", "bob", "chase", "christian", "dawn", "dean", "drew", "earl", "faith", "frank", "gene", "grace"),
        *("grant", "guy", "hope", "iris", "ivy", "jack", "john", "josh", "joy", "june", "lance", "mark", "may", "miles"),
        *("nick", "norm", "olive", "pat", "peg", "penny", "pat", "ray", "rich", "rob", "rose", "ruby", "sage", "skip"),
        *("sue", "summer", "trey", "victor", "ward", "wade", "will", "young", "long", "short", "white", "black", "green"),
        *("brown", "head", "day", "winter", "page", "stone", "wood", "hill", "field", "cook", "price", "small", "little"),
    }
)
"""English words that are names as well."""
