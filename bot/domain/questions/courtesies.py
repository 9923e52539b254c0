"""Greetings, thanks, wishes and nods: what is said to be kind, and asks and tells nothing."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.questions.lexicon import GREETING_HEADS, GREETINGS

MOST_KIND_WORDS: Final = 12
"""What is longer says something besides."""
_LITTLE: Final = 3
_GOOD: Final = frozenset("good great nice lovely wonderful safe happy restful fab fantastic blessed relaxing pleasant".split())
_SELF: Final = frozenset("i am was we are it that is been has have so really very truly you how and".split())
_KIND: Final = frozenset(
    "sorry glad happy pleased grateful welcome congratulations congrats cheers hugs excuse beg fun lovely nice bye goodbye good-bye".split()
)
_GREETS: Final = frozenset("hi hello hey sorry oops".split())
_WISHES: Final[Mapping[str, frozenset[str]]] = {
    first: frozenset(then.split())
    for first, then in {
        "take": "care your",
        "stay": "safe positive strong well warm healthy blessed",
        "good": "luck question point morning afternoon evening night to work one idea",
        "great": "question point to work stuff idea job",
        "nice": "to one meeting talking chatting speaking work",
        "lovely": "to meeting talking chatting",
        "best": "of wishes regards",
        "all": "the good",
        "see": "you",
        "talk": "soon later",
        "speak": "soon later",
        "no": "problem worries rush need",
        "my": "pleasure condolences apologies",
        "well": "done said",
        "hang": "in",
        "merry": "christmas",
        "happy": "to new birthday easter christmas",
        "god": "bless",
        "keep": "it in going safe well",
        "same": "here to",
        "be": "well",
        "you": "too bet",
        "excuse": "me",
        "pass": "for this",
        "nothing": "from",
        "sending": "you hugs love strength",
        "wishing": "you",
        "warm": "wishes",
        "much": "love appreciated",
        "feel": "free",
        "enjoy": "your",
        "looking": "forward",
        "hope": "that this it you to",
        "get": "well",
    }.items()
}


def wishes(words: Sequence[str], start: int) -> bool:
    """Whether a short sentence wishes well, passes, or offers its author's help, even where it is built as a command is."""
    at = start
    if words[at] == "" and start:
        return True
    if words[at - 1] in {"good", "great", "nice", "lovely", "well"} and at:
        at -= 1
    if words[at] in {"i", "we"}:
        at += 1
        while words[at] in _SELF or words[at] in {"will", "would", "just", "do"}:
            at += 1
        return words[at] in {"pass", "hope", "wish"} and words[at + 1] not in {"on", "out"} and not words[at + 10]
    if words[at] == "have":
        return words[at + 1] in {"a", "an"} and (words[at + 2] in _GOOD or words[at + 3] in _GOOD) or words[at + 1] in {"fun", "good"}
    return words[at + 1] in _WISHES.get(words[at], ())


def is_courtesy(words: Sequence[str], start: int) -> bool:
    """Whether a sentence that brings no advice is thanks, a greeting, sympathy or a nod."""
    length = len(words)
    if length <= _LITTLE or start >= length:
        return True
    if length > MOST_KIND_WORDS or "but" in words:
        return False
    if words[0] in GREETING_HEADS and all(word in GREETINGS or word in ",@" for word in words):
        return True
    if "thanks" in words or ("thank" in words and "you" in words) or "appreciate" in words:
        return True
    if words[0] in _GREETS and length - start <= _LITTLE:
        return True
    at = start
    while at < length and words[at] in _SELF:
        at += 1
    return at < length and words[at] in _KIND and length - at <= 8
