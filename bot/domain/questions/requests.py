"""Questions in the form of a wish: *tell us more*, *I wonder what she knows*, *I'm curious how*."""

from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import Final

from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.lexicon import MINOR, MODALS, TRIED, WH, listed
from bot.domain.questions.sentences import PAUSE

_ME: Final = frozenset({"me", "us"})
_THEM: Final = listed("them her him your people everyone management")
_MORE: Final = listed(
    "more something anything about what how why where who which a an some in further on your yourself"
)
_KNOWLEDGE: Final = listed("thoughts thought ideas idea sense feelings suggestions view views")
_TO_US: Final[Mapping[str, Set[str]]] = {
    **dict.fromkeys(("show", "help", "remind", "walk", "talk", "take"), frozenset()),
    "give": {"an", "some"},
    "tell": {"more", "what", "how"},
    "paint": {"a"},
}
"""Verbs that are requests where *us* stands behind them, or one of these words."""
_EXPLAINS: Final = listed("describe explain expand elaborate clarify unpack spell illustrate summarise summarize")
_OF_OTHERS: Final = listed("he she they it the your this that")
"""Of whom somebody wonders who has an answer."""
_WONDERS: Final = listed("wondering wonder curious interested intrigued")
_WISHES_ON: Final = listed("am was would have been be do keep often always")
_WHAT: Final = WH | listed("about more if whether your from a the")
_TO_LEARN: Final = listed("know hear understand learn ask explore")


def invites(words: Sequence[str], at: int) -> bool:
    """Whether a verb of telling asks to be told: *give us an example*, and not *give her a week*."""
    verb, then = words[at], words[at + 1]
    near = words[at + 1 : at + 8]
    if verb in _TO_US:
        return then in _ME or then in _TO_US[verb] or (verb == "talk" and then != "to" and "about" in near)
    if _is_to_others(near):
        return False
    if verb == "share":
        return then in _MORE or _shares(words, at)
    if verb == "say":
        return then in _MORE or then in {"", PAUSE} or words[at + 2] == "more"
    return verb in _EXPLAINS or (verb in {"name", "list", "outline", "define"} and then != "")


def _shares(words: Sequence[str], at: int) -> bool:
    """*Share it with us*, *share what you found*, and not *share what you found with the team*."""
    near = words[at + 1 : at + 10]
    if not _ME.isdisjoint(near):
        return True
    return (words[at + 1] in WH or words[at + 1] == "more") and "with" not in near


def _is_to_others(words: Sequence[str]) -> bool:
    """Whether somebody else is to be told: *explain it to them*."""
    return any(word == "to" and then in _THEM for word, then in pairwise(words))


def asks_about(words: Sequence[str], at: int) -> bool:
    """Whether *do you know*, *any idea* or *have you any thoughts* goes on with what it wants to know."""
    near = words[at : at + 6]
    if words[at] == "know" or words[at] == "see":
        return words[at + 1] in {"why", "how"}
    return not _KNOWLEDGE.isdisjoint(near) and not WH.isdisjoint(words[at + 1 : at + 9])


def request(words: Sequence[str], at: int) -> Found | None:
    """What a sentence asks that begins there and is no question in form; None where it asks nothing."""
    found = _request(words, at)
    return found._replace(is_wish=True) if found is not None else None


def _request(words: Sequence[str], at: int) -> Found | None:
    start = at
    while words[at] == "please" or words[at] == "just":
        at += 1
    if words[at] == "let" and words[at + 1] in _ME and words[at + 2] in {"know", "hear"}:
        return Found(Kind.OPEN, Sign.INVITES, start, at + 2)
    if words[at] in {"i", "we"}:
        return _wish(words, start, at + 1)
    if words[at] in _WONDERS and words[at] != "interested" and words[at - 1] != "no":
        return _wondered(words, start, at + 1)
    if _commands(words, at):
        return Found(Kind.OPEN, Sign.INVITES, start, at + 1 if words[at + 1] else at)
    return None


def _commands(words: Sequence[str], at: int) -> bool:
    """*Tell us*, *say more*, *describe the room*: told to nobody but whoever presents."""
    verb, then = words[at], words[at + 1]
    if verb in {"tell", "give", "show", "help", "remind", "walk", "talk", "take", "paint"}:
        return then in _ME or (verb == "talk" and then == "to" and words[at + 2] in _ME)
    if verb == "say":
        return then == "more" or "more" in words[at + 1 : at + 5]
    if verb == "share":
        return _shares(words, at)
    if verb == "imagine":
        return then in {"you", "that", "it"}
    if verb in {"describe", "explain", "expand", "elaborate"}:
        return not _is_to_others(words[at + 1 : at + 9])
    return False


def _wish(words: Sequence[str], start: int, at: int) -> Found | None:
    while words[at] in _WISHES_ON or words[at] in MINOR:
        at += 1
    if words[at] in _WONDERS:
        return _wondered(words, start, at + 1)
    to_learn = words[at + 1] == "to" and words[at + 2] in _TO_LEARN and words[at + 3] in _WHAT
    if words[at] in {"like", "love", "want"} and to_learn:
        return _wondered(words, start, at + 3)
    if (
        words[at] in {"like", "love"}
        and words[at + 1] in {"you", "us"}
        and words[at + 2] == "to"
        and words[at + 3] in {"say", "tell"}
    ):
        return Found(Kind.OPEN, Sign.INVITES, start, at + 3)
    return None


def _wondered(words: Sequence[str], start: int, at: int) -> Found | None:
    """What comes behind *I wonder*: what is wondered, or whether something would not help."""
    while words[at] in MINOR:
        at += 1
    if words[at] in {"if", "whether"}:
        return _whether(words, start, at)
    if words[at] == "about" and words[at + 1] in {"that", "this", "it"}:
        return None
    if words[at] == "," and words[at + 1] in {"if", "whether"}:
        return _whether(words, start, at + 1)
    return Found(Kind.OPEN, Sign.INVITES, start, at - 1)


def _whether(words: Sequence[str], start: int, at: int) -> Found:
    rest = words[at + 1 :]
    modal = next((number for number, word in enumerate(rest) if word in MODALS), None)
    if modal is not None:
        verb_at = at + 2 + modal
        while words[verb_at] in MINOR:
            verb_at += 1
        if rest[0] == "you" and invites(words, verb_at):
            return Found(Kind.OPEN, Sign.INVITES, start, at)
        return Found(Kind.LEADING, Sign.WOULD_HELP, start, at)
    if not TRIED.isdisjoint(rest[:5]):
        return Found(Kind.LEADING, Sign.TRIED, start, at)
    if rest[0] in _OF_OTHERS:
        return Found(Kind.LEADING, Sign.PRESUMES, start, at)
    return Found(Kind.CLOSED, Sign.YES_NO, start, at)
