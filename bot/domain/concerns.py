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
FIELD: Final = "words"
_MENTIONED: Final = re.compile(r"<[@#!][^<>]*>|(?:^|(?<=\s))@\w[\w.-]*")
"""Mentions as Slack sends them, and as they are typed."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME: Final = 3


@dataclass(frozen=True, slots=True)
class Concern:
    """What somebody is about to send, for the review of the meeting of that number; `set_id` is public.

    `adviser` is the Slack id of the facilitator, who could be told instead; None where there is none, they cannot be reached, or it
    is they who write.
    """

    set_id: str
    number: int
    adviser: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Concerns:
    """What a review is shown, in an order that tells nothing; no words any more once its meeting has closed."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldAdviser:
    """What the facilitator alone is told, as their direct message has it: that `by` has told them, and not what.

    `words_id` is public; None once nothing is left of it. `number` is that of the meeting at whose close it is forgotten.
    """

    by: str
    set_name: str
    number: int
    words_id: str | None


@dataclass(frozen=True, slots=True)
class WordsToAdviser:
    """The same as the facilitator reads it."""

    told: ToldAdviser
    words: str


def must_be_enough(people: int) -> None:
    """Raises Refused where it would be plain who it comes from."""
    if people < FEWEST:
        raise Refused(Refusal.TOO_FEW_FOR_CONCERN, needed=FEWEST)


def checked(words: str, called: Iterable[str] = ()) -> str:
    """The words in one line. Raises Refused for none, for too many, and where they mention anybody, or name one who is `called` so."""
    kept = " ".join(words.split())
    if not kept:
        raise Refused(Refusal.NO_WORDS, FIELD)
    if len(kept) > LONGEST_CONCERN:
        raise Refused(Refusal.TOO_LONG, FIELD, used=len(kept), most=LONGEST_CONCERN)
    if _MENTIONED.search(kept) or _names(kept, called):
        raise Refused(Refusal.CONCERN_NAMES, FIELD)
    return kept


def _names(words: str, called: Iterable[str]) -> bool:
    """Whether any of these names stands there, or a part of one. Written small, some of them are mere words."""
    names = {part.casefold() for name in called for part in _WORD.findall(name) if len(part) >= _SHORTEST_NAME}
    found = (one[0] for one in _WORD.finditer(words))
    return any(one.casefold() in names and one not in _ALSO_WORDS for one in found)


_ALSO_WORDS: Final = frozenset(
    {
        *("art", "bill", "black", "brown", "chase", "cook", "day", "faith", "field", "frank", "gene", "grace", "grant"),
        *("green", "guy", "hall", "head", "hill", "hope", "house", "jack", "joy", "king", "lance", "little", "long"),
        *(
            "mark",
            "may",
            "miles",
            "nick",
            "page",
            "pat",
            "peg",
            "penny",
            "price",
            "ray",
            "rich",
            "rob",
            "rose",
            "short",
        ),
        *("skip", "small", "stone", "summer", "ward", "way", "white", "will", "winter", "wise", "wood", "young"),
    }
)
"""English words that are names as well, as they are written where they are none."""
