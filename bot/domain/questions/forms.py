"""Where a sentence begins, and the sets of words by which its clauses are told."""

from collections.abc import Sequence
from typing import Final

from bot.domain.questions.lexicon import AUXILIARIES, DETERMINERS, HAVE, OPENERS, PREPOSITIONS, PRONOUNS, WH, listed
from bot.domain.questions.sentences import NAMED, PAUSE

PERSONS: Final = listed("i you we they he she it there")
SUBJECTS: Final = PRONOUNS | DETERMINERS | {NAMED, "not"}
UNENDED: Final = WH | AUXILIARIES | DETERMINERS | PREPOSITIONS | listed("i you we they he she it uh um not")
"""No clause ends with one of these: where one does, it was broken off."""
ASKS_FOR: Final = listed(
    "thoughts ideas suggestions feelings reactions reflections meaning such like because why how who"
)
_OF_COURSE: Final = ["of", "course"]
_OUT_OF: Final = (["out", "of", "interest"], ["out", "of", "curiosity"], ["just", "for", "me"])
_SPOKEN: Final = listed("mean know guess")
_GOES_ON: Final = listed("that what how why it") | {""}


def opening(words: Sequence[str], at: int) -> int:
    """Where the sentence begins, after what people warm up with and whom they address."""
    while True:
        while words[at] in OPENERS or words[at] == PAUSE or words[at] == NAMED:
            if _belongs(words, at):
                return at
            at += 1
        if list(words[at : at + 3]) in _OUT_OF:
            at += 3
        elif not _is_spoken(words, at) and words[at : at + 2] != _OF_COURSE:
            return at
        else:
            at += 2


def _belongs(words: Sequence[str], at: int) -> bool:
    """Whether a word that warms up elsewhere is part of what is said here."""
    word, then = words[at], words[at + 1]
    if word in {"question", "q"}:
        return then != PAUSE
    return (word == "like" and then == "to") or (word == "please" and not then)


def _is_spoken(words: Sequence[str], at: int) -> bool:
    """*You know* and *I mean*, where nothing hangs on them."""
    who, verb, then = words[at], words[at + 1], words[at + 2]
    if verb not in _SPOKEN or then in _GOES_ON:
        return False
    return (who == "you" and verb == "know") or (who == "i" and (then in OPENERS or then == PAUSE or then in WH))


def inverts(words: Sequence[str], at: int) -> bool:
    """Whether an auxiliary stands before its subject, as in a question, and not before its verb."""
    word, then = words[at], words[at + 1]
    if then == "" or then == PAUSE:
        return False
    if word in HAVE and then in {"a", "an", "to"}:
        return False
    if word in {"do", "may", "might"} and then not in SUBJECTS and not (word == "do" and then.endswith("s")):
        return False
    return then not in PREPOSITIONS or then == "about"
