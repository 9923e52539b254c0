"""What a sentence asks: where in it a question begins, behind prefaces and warm words, and how many there are."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.questions.advising import perhaps
from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.lexicon import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    HAVE,
    MINOR,
    MODALS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    WH,
)
from bot.domain.questions.polar import polar
from bot.domain.questions.requests import request
from bot.domain.questions.sentences import NAMED, PAUSE, Sentence
from bot.domain.questions.wh import wh

_PERSONS: Final = frozenset("i you we they he she it there".split())
_JOINS: Final = frozenset("and but so or then because if".split())
_TAGS: Final = frozenset("right correct yeah yes no eh huh innit okay ok".split())
_SUBJECTS: Final = PRONOUNS | DETERMINERS | {NAMED, "not"}
_CHECKS: Final = frozenset({"that", "this", "it"})
_CHECKED: Final = frozenset("right correct sound fair accurate so true make sense about seem is".split())
_EXCLAIMS: Final = frozenset("a an lovely brave kind nice wonderful sad terrible awful great generous true interesting good".split())
_NO_ANSWER: Final = frozenset("really yeah ok okay right no yes you know hm hmm oh so and but i see huh pardon sorry what wow well".split())
_ASKS_FOR: Final = frozenset("thoughts ideas suggestions feelings reactions reflections meaning such like because why how who".split())
_PARTS: Final = frozenset("part parts bit bits side of one ones person people step option question word moment".split())
_INSIDE: Final = (PREPOSITIONS | PRONOUNS | {"me", "us"}) - {"of", "one"}
_UNENDED: Final = WH | AUXILIARIES | DETERMINERS | PREPOSITIONS | frozenset("i you we they he she it uh um not".split())


def asked(sentence: Sentence, words: Sequence[str]) -> list[Found]:
    """Every question of a sentence, in order. `words` are its own with empty ones behind them."""
    if sentence.marked:
        found = list(_marked(words, sentence.heated))
        return found or [_without_form(words)]
    one = _unmarked(words)
    if one is None:
        return []
    return (list(_marked(words, False)) or [one]) if words[one.first] in WH else [one]


def opening(words: Sequence[str], at: int) -> int:
    """Where the sentence begins, after what people warm up with and whom they address."""
    while words[at] in OPENERS or words[at] == PAUSE or words[at] == NAMED:
        if words[at] == "like" and words[at + 1] == "to" or words[at] == "please" and not words[at + 1]:
            break
        at += 1
    if words[at] in {"i", "you"} and words[at + 1] in {"mean", "know", "guess"} and words[at + 2] not in {"that", "what", "how", "why", "it", ""}:
        if words[at] == "you" and words[at + 1] == "know" or words[at] == "i" and (words[at + 2] in OPENERS | {PAUSE} | WH):
            return opening(words, at + 2)
    return at


def _starts(words: Sequence[str]) -> Iterator[int]:
    """Where a question may begin: at the front, behind each pause, and behind *and*, *so* and the like."""
    yield 0
    for number, word in enumerate(words):
        if word == PAUSE or word in _JOINS or word == "is" and number and words[number - 1] in {"question", "wonder"}:
            yield number + 1


def _marked(words: Sequence[str], heated: bool) -> Iterator[Found]:
    seen: Found | None = None
    reached = -1
    for start in _starts(words):
        at = opening(words, start)
        if at <= reached:
            continue
        reached = at
        begun = seen is not None and (_only_prefaces(words, seen) or _is_broken_off(words, seen, at))
        found = _begins(words, at, start, heated, again=seen is not None and not begun)
        if found is None:
            continue
        if seen is not None and not begun:
            yield seen
        seen = found
    if seen is None:
        seen = _anywhere(words, heated)
    if seen is not None:
        yield seen


def _begins(words: Sequence[str], at: int, start: int, heated: bool, *, again: bool) -> Found | None:
    """The question that begins there; `again` where the sentence has asked one already."""
    word, then = words[at], words[at + 1]
    if word in WH:
        if (again and (words[at - 1] == "or" or not (then in AUXILIARIES and words[at + 2]))) or (word == "which" and at and then in BE | MODALS):
            return None
        return wh(words, at, heated) if _is_asked(words, at) else None
    if word in PREPOSITIONS and then in {"what", "which", "whom", "how"} and not again:
        return wh(words, at + 1, heated)
    if word in AUXILIARIES and _inverts(words, at):
        return _polar(words, at, start, again=again)
    return request(words, at) if not again else None


def _is_asked(words: Sequence[str], at: int) -> bool:
    """Whether a question word asks, and does not begin a clause as in *when you look at it*."""
    then = words[at + 1]
    if then in AUXILIARIES or then == "":
        return True
    if then == PAUSE:
        return False
    if words[at] == "who" or then in {"if", "about", "not", "come", "else"}:
        return True
    if then in PRONOUNS or then in DETERMINERS:
        return False
    if words[at] in {"when", "where", "why"}:
        return words[at] == "why"
    return True


def _inverts(words: Sequence[str], at: int) -> bool:
    word, then = words[at], words[at + 1]
    if then == "" or then == PAUSE:
        return False
    if word in HAVE and then in {"a", "an", "to"}:
        return False
    if word in {"do", "may", "might"} and then not in _SUBJECTS:
        return False
    return then not in PREPOSITIONS or then == "about"


def _polar(words: Sequence[str], at: int, start: int, *, again: bool) -> Found | None:
    after = at + 1 + (words[at + 1] == "not")
    bare = words[after + 1] == "" or (words[after + 1] in {"think", "agree", "say"} and words[after + 2] == "")
    if bare and at >= 2 and words[after] in PRONOUNS:
        return None if again else Found(Kind.LEADING, Sign.TAG, at, after)
    if words[at + 1] in _CHECKS and words[at + 2] in _CHECKED and words[at + 4] == "":
        return Found(Kind.CLOSED, Sign.CHECKS, at, at + 2)
    if again:
        if words[at - 1] != "and" or words[at + 1] not in PRONOUNS:
            return None
    return polar(words, at, True)


def _only_prefaces(words: Sequence[str], seen: Found) -> bool:
    """*I'm curious*, *tell me* and *may I ask* belong to the question behind them."""
    return seen.sign is Sign.INVITES and (words[seen.first] not in AUXILIARIES or words[seen.first + 1] == "i")


def _is_broken_off(words: Sequence[str], seen: Found, at: int) -> bool:
    """*What do you, how do you see it*: begun anew, and one question."""
    last = words[at - 1] if words[at - 1] != PAUSE else words[at - 2]
    return at - seen.first <= 5 and PAUSE in words[seen.first : at] and last in _UNENDED


def _anywhere(words: Sequence[str], heated: bool) -> Found | None:
    """A question with no pause before it: *on a scale of one to ten how sure are you*."""
    for at, word in enumerate(words):
        if word in AUXILIARIES and words[at + 1] == "you" and at >= 2 and words[at - 1] not in _UNENDED | {"nor", "as", "than", "so"}:
            return polar(words, at, True)
        if word in WH:
            then, after = words[at + 1], words[at + 2]
            if then in AUXILIARIES and after in _SUBJECTS or after in AUXILIARIES and words[at + 3] in _SUBJECTS:
                return wh(words, at, heated)
    return None


def _without_form(words: Sequence[str]) -> Found:
    """What a sentence is that has a mark, and is not built as a question."""
    start = opening(words, 0)
    end = len(words) - words[::-1].index(next(word for word in reversed(words) if word)) - 1
    last = words[end]
    length = end + 1 - start
    tagged = _tag(words, end)
    if tagged is not None:
        return tagged
    if length <= 0 or (length <= 3 and all(word in _NO_ANSWER for word in words[start : end + 1])):
        return Found(Kind.SOCIAL, Sign.COURTESY, 0, end)
    if words[start] == "any" or words[start] == "anything":
        wanted = not _ASKS_FOR.isdisjoint(words[start : start + 4])
        return Found(Kind.OPEN if wanted else Kind.CLOSED, Sign.INVITES if wanted else Sign.YES_NO, start, min(start + 1, end))
    if length <= 2 and not _ASKS_FOR.isdisjoint(words[start : end + 1]):
        return Found(Kind.OPEN, Sign.ASKS, start, end)
    found = perhaps(words, start)
    if found is not None:
        return found
    if not {"surely", "obviously", "clearly"}.isdisjoint(words):
        return Found(Kind.LEADING, Sign.PRESUMES, start, start)
    if words[start] in WH or words[start] in PREPOSITIONS and words[start + 1] in WH:
        return Found(Kind.OPEN, Sign.ASKS, start, min(start + 1, end))
    return Found(Kind.CLOSED, Sign.ECHO, start, end)


def _tag(words: Sequence[str], end: int) -> Found | None:
    """*..., right?*, *... isn't it?*"""
    if end < 2:
        return None
    if words[end] == "huh":
        return Found(Kind.CLOSED, Sign.ECHO, end, end)
    if words[end] in _TAGS and (words[end - 1] == PAUSE or words[end] in {"right", "eh", "innit"}):
        return Found(Kind.LEADING, Sign.TAG, end, end)
    if words[end] in _PERSONS and end >= 4:
        at = end - 1 - (words[end - 1] == "not")
        if words[at] in AUXILIARIES:
            return Found(Kind.LEADING, Sign.TAG, at, end)
    return None


def _unmarked(words: Sequence[str]) -> Found | None:
    """A question without its mark, which is one by its form alone."""
    at = opening(words, 0)
    found = _unmarked_at(words, at)
    if found is not None:
        return _behind_it(words, found) if _only_prefaces(words, found) else found
    if "scale" in words:
        return _anywhere(words, False)
    return _behind_a_pause(words, 0)


def _behind_it(words: Sequence[str], found: Found) -> Found:
    """The question that a preface leads to, or the preface itself where there is none."""
    return _behind_a_pause(words, found.last) or found


def _behind_a_pause(words: Sequence[str], start: int) -> Found | None:
    for number in range(start, len(words)):
        if words[number] != PAUSE:
            continue
        at = opening(words, number + 1)
        found = _unmarked_at(words, at) if words[at] != "which" else None
        if found is not None and (found.sign is Sign.INVITES or words[at] in WH and words[at + 1] in AUXILIARIES or start):
            return found
    return None


def _unmarked_at(words: Sequence[str], at: int) -> Found | None:
    word, then, after = words[at], words[at + 1], words[at + 2]
    if word in PREPOSITIONS and then in {"what", "which", "whom"} and _asks_unmarked(words, at + 1):
        return wh(words, at + 1, False)
    if word in WH:
        return wh(words, at, False) if _asks_unmarked(words, at) else None
    if word in AUXILIARIES and word not in {"had", "were", "may", "might"}:
        subject_at = at + 1 + (then == "not")
        if word == "do" and words[subject_at] not in {"you", "we", "they", "i", "people", "your", "any", "those", "these"}:
            return None
        if words[subject_at] in PRONOUNS and not (word == "should" and PAUSE in words) and words[subject_at + 1]:
            return _polar(words, at, at, again=False)
        if word not in {"do", "have", "will", "can"} and then in DETERMINERS and after and words[at + 3]:
            return polar(words, at, False)
        return None
    return request(words, at)


def _asks_unmarked(words: Sequence[str], at: int) -> bool:
    """Whether *what* or *how* asks without a mark: *what have you tried*, and not *what you need is rest*."""
    if words[at + 1] == "else":
        at += 1
    word, then, after = words[at], words[at + 1], words[at + 2]
    if then == "":
        return True
    if then in _EXCLAIMS and word in {"what", "how"}:
        return False
    if then == "if" or then == "about" or word == "why" and then == "not":
        return True
    if then in AUXILIARIES:
        is_cleft = then in {"is", "was"} and any(one in {"is", "was", "that"} for one in words[at + 3 :])
        return after != "" and not (is_cleft and word in {"what", "who", "where", "how"} and after not in _SUBJECTS)
    if then in PRONOUNS or then in DETERMINERS:
        return word in {"how", "what", "where"} and words[at + 2].endswith("ing")
    if word in {"when", "where"}:
        return False
    if word == "why" or word == "how" and then in {"come", "else"}:
        return True
    later = next((number for number in range(at + 1, min(at + 7, len(words))) if words[number] in AUXILIARIES), None)
    if word == "which" and later is None:
        return then in _PARTS
    if word == "what" and later is not None and not _INSIDE.isdisjoint(words[at + 1 : later]):
        return False
    if word in {"how", "which", "whose"} or word == "what" and later is not None:
        return later is not None and (words[later + 1] in _SUBJECTS or word in {"which", "whose"})
    return later is None and word in {"who", "what"} and PAUSE not in words[at:] and then not in MINOR
