"""Questions in the form of a wish: *tell us more*, *I wonder what she knows*, *I'm curious how*."""

from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import Final

from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.lexicon import MINOR, MODALS, TALK, TRIED, WH, listed
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
_SO_MANY: Final = listed("one two three four five some a any your")
_EXPLAINS: Final = listed("describe explain expand elaborate clarify unpack spell illustrate summarise summarize")
_OF_OTHERS: Final = listed("he she they it the your this that")
"""Of whom somebody wonders who has an answer."""
_WONDERS: Final = listed("wondering wonder curious interested intrigued")
_WISHES_ON: Final = listed("am was would have been be do keep often always")
_WANTS: Final = listed("like love want glad happy keen eager interested curious")
_WHAT: Final = WH | listed("about more if whether your from a the on")
_TO_LEARN: Final = listed("know hear understand learn ask explore")


def invites(words: Sequence[str], at: int) -> bool:
    """Whether a verb of telling asks to be told: *give us an example*, and not *give her a week*."""
    verb, then = words[at], words[at + 1]
    near = words[at + 1 : at + 8]
    if then == "for" and words[at + 2] in _ME:
        return True
    if verb == "tell" and then == "a" and words[at + 2] in {"little", "bit"}:
        return True
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
    if words[at + 1] in {"a", "an"} and words[at + 2] in {"example", "moment", "story", "time"}:
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
    while words[at] in {"please", "just", "kindly"}:
        at += 1
    if words[at] == "let" and words[at + 1] in _ME and words[at + 2] in {"know", "hear"}:
        return Found(Kind.OPEN, Sign.INVITES, start, at + 2) if not _is_kindness(words, at + 3) else None
    if words[at] in {"i", "we"}:
        return _wish(words, start, at + 1)
    if (words[at] == "would" and words[at + 1] in {"like", "love", "be"}) or words[at] in {
        "keen",
        "eager",
        "interested",
    }:
        return _wish(words, start, at)
    if words[at] in _WONDERS and words[at + 1 : at + 3] == ["to", "see"]:
        return None
    if words[at] in _WONDERS and words[at] != "interested" and words[at - 1] != "no":
        return _wondered(words, start, at + 1)
    if _commands(words, at):
        return Found(Kind.OPEN, Sign.INVITES, start, at + 1 if words[at + 1] else at)
    return _said_kindly(words, start, at)


def _said_kindly(words: Sequence[str], start: int, at: int) -> Found | None:
    """*It would be good to hear how*, *perhaps you can describe it*."""
    if words[at : at + 3] == ["feel", "free", "to"] and words[at + 3] in {"tell", "share", "say"}:
        return Found(Kind.OPEN, Sign.INVITES, start, at + 3)
    if words[at] == "mind" and words[at + 1] in {"sharing", "telling", "saying", "explaining", "describing"}:
        return Found(Kind.OPEN, Sign.INVITES, start, at + 1)
    if words[at] == "it" and words[at + 1] in {"would", "will"} and words[at + 2] == "be":
        return _would_be_good(words, start, at + 3)
    if (
        words[at] == "you"
        and words[at + 1] in MODALS
        and words[at - 1] in {"maybe", "perhaps"}
        and invites(words, at + 2)
    ):
        return Found(Kind.OPEN, Sign.INVITES, start, at + 2)
    return None


def _is_kindness(words: Sequence[str], at: int) -> bool:
    """*Let me know how it goes*, *let us know what you need*: kindness, and no question."""
    if words[at] == "how":
        return words[at + 1] in {"it", "that", "you"} and words[at + 2] in {"goes", "get", "went"}
    return words[at] in {"what", "if", "when"} and words[at + 1] == "you" and words[at + 2] in {"need", "want"}


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
    if verb in {"name", "list"}:
        return then in _SO_MANY
    if verb in {"finish", "complete"}:
        return then in {"this", "that", "the", "my"} and words[at + 2] in {"sentence", "phrase", "thought", "line"}
    if then == "for" and words[at + 2] in _ME:
        return verb in _EXPLAINS or verb in _TO_US
    if verb in {"describe", "explain", "expand", "elaborate"}:
        return not _is_to_others(words[at + 1 : at + 9])
    return False


def _would_be_good(words: Sequence[str], start: int, at: int) -> Found | None:
    """*It would be helpful for me to hear what*."""
    for number in range(at, at + 6):
        if words[number] == "for" and words[number + 1] not in _ME:
            return None
        if words[number] == "to" and words[number + 1] in _TO_LEARN and words[number + 2] in _WHAT:
            return Found(Kind.OPEN, Sign.INVITES, start, number + 1)
    return None


def _wish(words: Sequence[str], start: int, at: int) -> Found | None:
    while words[at] in _WISHES_ON or words[at] in MINOR:
        at += 1
    if words[at] in _WONDERS and words[at + 1 : at + 3] == ["to", "see"]:
        return None
    if words[at] in _WONDERS:
        return _wondered(words, start, at + 1)
    if words[at] in {"ask", "asking"} and words[at + 1] == "myself":
        return _wondered(words, start, at + 2)
    if words[at : at + 3] == ["invite", "you", "to"] and words[at + 3] in TALK:
        return Found(Kind.OPEN, Sign.INVITES, start, at)
    if words[at] in _WANTS and words[at + 1 : at + 4] == ["to", "get", "your"] and words[at + 4] in _KNOWLEDGE:
        return Found(Kind.OPEN, Sign.INVITES, start, at + 4)
    to_learn = words[at + 1] == "to" and words[at + 2] in _TO_LEARN and words[at + 3] in _WHAT
    if words[at] in _WANTS and to_learn:
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
    if rest[0] in _OF_OTHERS or (rest[0] == "you" and rest[1] in {"are", "were", "have"}) or rest[0] == "what":
        return Found(Kind.LEADING, Sign.PRESUMES, start, at)
    return Found(Kind.CLOSED, Sign.YES_NO, start, at)
