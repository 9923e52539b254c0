"""Sentences with a question mark that are not built as questions: tags, scraps, and statements that are asked."""

from collections.abc import Sequence
from typing import Final

from bot.domain.questions.advising import perhaps
from bot.domain.questions.forms import ASKS_FOR, PERSONS, opening
from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.lexicon import AUXILIARIES, DETERMINERS, PREPOSITIONS, WH, listed
from bot.domain.questions.sentences import PAUSE

_TAGS: Final = listed("right correct yeah yes no eh huh innit okay ok")
_AM_WELL: Final = frozenset({"good", "fine", "well", "thanks", "great", "bad", "ok", "okay"})
_LEADS_ON: Final = listed("and so then because but like")
_LEFT_OPEN: Final = listed("is are was were be being because means a the")
"""A sentence that ends with one of these is left to whoever is asked: *and the first step would be?*"""
_NO_ANSWER: Final = listed(
    "really yeah ok okay right no yes you know oh so and but i see huh pardon sorry what wow well"
)
_SURELY: Final = frozenset({"surely", "obviously", "clearly"})


def without_form(words: Sequence[str], length: int) -> Found:
    """What a sentence is that has a mark, and is not built as a question. It has `length` words, and empty ones behind."""
    start, end = opening(words, 0), length - 1
    found = _tag(words, end) or _scrap(words, start, end) or perhaps(words, start)
    if found is not None:
        return found
    if words[start] == "if" and words[start + 1] in {"you", "we"} and PAUSE not in words:
        return Found(Kind.LEADING, Sign.WHAT_IF, start, start + 1)
    if not _SURELY.isdisjoint(words):
        return Found(Kind.LEADING, Sign.PRESUMES, start, start)
    if _asks_somehow(words, start, end):
        return Found(Kind.OPEN, Sign.ASKS, start, min(start + 1, end))
    return Found(Kind.CLOSED, Sign.ECHO, start, end)


def _asks_somehow(words: Sequence[str], start: int, end: int) -> bool:
    """*In which weeks it is the worst?*: asked by one who builds sentences otherwise."""
    if words[end] in _LEFT_OPEN or (
        words[end] == "what" and words[end - 1] in {"like", "then", "so", "do", "be", "need", "say"}
    ):
        return True
    if words[start] in {"when", "where"}:
        return PAUSE not in words[start:]
    return words[start] in WH or (words[start] in PREPOSITIONS and words[start + 1] in WH)


def _scrap(words: Sequence[str], start: int, end: int) -> Found | None:
    """*And then?*, *any thoughts?*, *really?*"""
    length = end + 1 - start
    if words[end - 1 : end + 1] == ["and", "you"] and not _AM_WELL.isdisjoint(words) and end < 10:
        return Found(Kind.SOCIAL, Sign.COURTESY, 0, end)
    if words[0] in {"and", "but"} and _only_names(words, start, length):
        return Found(Kind.OPEN, Sign.ASKS, start, end)
    if length <= 0 and words[end] in _LEADS_ON:
        return Found(Kind.OPEN, Sign.ASKS, 0, end)
    if length <= 3 and all(word in _NO_ANSWER for word in words[start : end + 1]):
        return Found(Kind.SOCIAL, Sign.COURTESY, 0, end)
    if words[start] == "any" or words[start] == "anything":
        wanted = not ASKS_FOR.isdisjoint(words[start : start + 4])
        kind, sign = (Kind.OPEN, Sign.INVITES) if wanted else (Kind.CLOSED, Sign.YES_NO)
        return Found(kind, sign, start, min(start + 1, end))
    if words[start] == "meaning" and words[start + 1] == "what":
        return Found(Kind.OPEN, Sign.ASKS, start, start + 1)
    of_question = "question" in words and not WH.isdisjoint(words[words.index("question") :])
    if of_question or (length <= 2 and not ASKS_FOR.isdisjoint(words[start : end + 1])):
        return Found(Kind.OPEN, Sign.ASKS, start, end)
    return None


def _only_names(words: Sequence[str], start: int, length: int) -> bool:
    """*And you?*, *and the families?*, *and the effect on them?*"""
    if words[start] not in DETERMINERS | PERSONS or words[start] in {"that", "this", "it"}:
        return False
    of_something = words[start + 2] in PREPOSITIONS and AUXILIARIES.isdisjoint(words[start:])
    return length <= 3 or (of_something and length <= 6)


def _tag(words: Sequence[str], end: int) -> Found | None:
    """*..., right?*, *... isn't it?*"""
    if end < 2:
        return None
    if words[end] == "huh":
        return Found(Kind.CLOSED, Sign.ECHO, end, end)
    if words[end] in _TAGS and (words[end - 1] == PAUSE or words[end] in {"right", "eh", "innit"}):
        return Found(Kind.LEADING, Sign.TAG, end, end)
    if words[end] in PERSONS and end >= 4:
        at = end - 1 - (words[end - 1] == "not")
        if words[at] in AUXILIARIES:
            return Found(Kind.LEADING, Sign.TAG, at, end)
    return None
