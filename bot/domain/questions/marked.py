"""Sentences with a question mark that are built as questions, behind prefaces and warm words."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.questions.forms import PERSONS, SUBJECTS, UNENDED, inverts, opening
from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.languages import ENGLISH
from bot.domain.questions.lexicon import AUXILIARIES, BE, DETERMINERS, MODALS, PREPOSITIONS, PRONOUNS, WH, listed
from bot.domain.questions.polar import polar
from bot.domain.questions.requests import request
from bot.domain.questions.sentences import PAUSE
from bot.domain.questions.wh import wh

_JOINS: Final = listed("and but so or then because if")
_CONDITIONS: Final = frozenset({"should", "had", "were"})
_CHECKS: Final = frozenset({"that", "this", "it"})
_TELLERS: Final = listed("you i he she they we")
"""*From what you wrote* begins no question."""
_CHECKED: Final = listed("right correct sound fair accurate so true make sense about seem is")
_STRAYS: Final = UNENDED | {"nor", "as", "than", "so"}


def marked(words: Sequence[str], heated: bool) -> Iterator[Found]:
    """The questions of a sentence, in order; none where it is not built as one. `heated` where it ends with ?! as well."""
    seen: Found | None = None
    reached = -1
    for start, stands_apart in _starts(words):
        at = opening(words, start)
        if at <= reached or not (stands_apart or seen is None):
            continue
        reached = at
        if seen is not None and words[at : at + 2] == ["if", "so"]:  # *and if so, what*
            at += 2 + (words[at + 2] == PAUSE)
        begun = seen is not None and (only_prefaces(words, seen, at) or _is_broken_off(words, seen, at))
        found = _begins(words, at, heated, again=seen is not None and not begun)
        if found is None:
            continue
        if seen is not None and not begun and not _is_said_again(words, seen, found):
            yield seen
        seen = found
    if seen is None:
        seen = anywhere(words, heated)
    if seen is not None:
        yield seen


def _starts(words: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """Where a question may begin, and whether it stands apart there.

    It does at the front, behind each pause, and behind *and*, *so* and the like; and may with no pause before it, where a
    question word is followed by *do you*: English does not turn the words round in any other place.
    """
    yield 0, True
    if words[0] not in ENGLISH and words[0].isalpha() and words[1] in WH:  # a name
        yield 1, True
    for number, word in enumerate(words):
        if word == PAUSE or word in _JOINS or (word == "is" and number and words[number - 1] in {"question", "wonder"}):
            yield number + 1, True
        elif number and word in WH and words[number + 1] in AUXILIARIES and words[number + 2] in PERSONS:
            yield number, False


def _begins(words: Sequence[str], at: int, heated: bool, *, again: bool) -> Found | None:
    """The question that begins there; `again` where the sentence has asked one already."""
    word, then = words[at], words[at + 1]
    if word in WH:
        if (again and not _asks_besides(words, at)) or (word == "which" and at and then in BE | MODALS):
            return None
        return wh(words, at, heated) if _is_asked(words, at) else None
    if (
        word in PREPOSITIONS
        and then in {"what", "which", "whom", "how"}
        and words[at + 2] not in _TELLERS
        and not again
    ):
        return wh(words, at + 1, heated)
    if word == "by" and then == "when" and not again:
        return Found(Kind.CLOSED, Sign.FACT, at, at + 1)
    if word in AUXILIARIES and inverts(words, at) and not (word == "do" and words[at - 1] == "please"):
        return polar_at(words, at, again=again)
    found = request(words, at) if not again else None
    if (
        found is not None
        and found.kind is Kind.OPEN
        and words[found.last + 1] in AUXILIARIES
        and inverts(words, found.last + 1)
    ):
        return polar(words, found.last + 1)._replace(is_wish=True)
    return found


def _asks_besides(words: Sequence[str], at: int) -> bool:
    """Whether a question word in a sentence that has asked already asks for something else: *..., and who leads it*."""
    then = words[at + 1]
    if words[at - 1] == "or" or not words[at + 2]:
        return False
    if _last_word(words, at) == "not":  # what is yours, and what is not
        return False
    joined = words[at - 1] == "and" and (words[at - 2] == PAUSE or (then.endswith("s") and WH.isdisjoint(words[1:at])))
    return then in AUXILIARIES or (joined and words[at] in {"who", "what", "which"} and then not in SUBJECTS)


def _last_word(words: Sequence[str], at: int) -> str:
    return words[words.index("", at) - 1]


def _is_asked(words: Sequence[str], at: int) -> bool:
    """Whether a question word asks, and does not begin a clause as in *when you look at it*."""
    then = words[at + 1]
    if then in AUXILIARIES or then == "":
        return True
    if then == PAUSE:
        return _goes_on(words, at + 2)
    if words[at] == "who" or (words[at] == "which" and then == "one") or then in {"if", "about", "not", "come", "else"}:
        return True
    if then in PRONOUNS or then in DETERMINERS:
        return False
    if words[at] in {"when", "where"}:
        return then in PREPOSITIONS and _inverts_behind(words, at + 2)
    return True


def _inverts_behind(words: Sequence[str], at: int) -> bool:
    """*Where in your body do you feel it*: an auxiliary stands before its subject a little further on."""
    return any(words[number] in AUXILIARIES and words[number + 1] in PERSONS for number in range(at, at + 5))


def _goes_on(words: Sequence[str], at: int) -> bool:
    """*What, if anything, would you change*: the question word stands apart from its question."""
    if words[at] == "if":
        return True
    if PAUSE not in words[at : at + 8]:
        return False
    return words[words.index(PAUSE, at) + 1] in AUXILIARIES


def polar_at(words: Sequence[str], at: int, *, again: bool) -> Found | None:
    after = at + 1 + (words[at + 1] == "not")
    bare = words[after + 1] == "" or (words[after + 1] in {"think", "agree", "say"} and words[after + 2] == "")
    if bare and at >= 2 and words[after] in PRONOUNS:
        return None if again else Found(Kind.LEADING, Sign.TAG, at, after)
    if words[at + 1] in _CHECKS and words[at + 2] in _CHECKED and words[at + 4] == "":
        return Found(Kind.CLOSED, Sign.CHECKS, at, at + 2)
    if again and (words[at - 1] != "and" or words[at + 1] not in PRONOUNS or list(words[at : at + 2]) == ["had", "it"]):
        return None
    return polar(words, at)


def only_prefaces(words: Sequence[str], seen: Found, at: int = 0) -> bool:
    """*I'm curious*, *tell me*, *may I ask*, *should she leave* and *what about the staff* belong to the question at `at`."""
    if words[at - 2 : at] == ["if", "so"] or (words[seen.first] in _CONDITIONS and words[at - 1] == PAUSE):
        return True
    if words[seen.first] in WH and words[seen.first + 1] == "about" and seen.kind is Kind.OPEN:
        return PAUSE in words[seen.first : seen.first + 6]
    return seen.sign is Sign.INVITES and (words[seen.first] not in AUXILIARIES or words[seen.first + 1] == "i")


def _is_said_again(words: Sequence[str], seen: Found, found: Found) -> bool:
    """*What is the, what is the worst of it*, and the like, with no *and* between."""
    return (
        words[found.first - 1] == PAUSE and words[seen.first : seen.first + 3] == words[found.first : found.first + 3]
    )


def _is_broken_off(words: Sequence[str], seen: Found, at: int) -> bool:
    """*What do you, how do you see it*: begun anew, and one question."""
    if words[seen.first + 1] == PAUSE:
        return False
    last = words[at - 1] if words[at - 1] != PAUSE else words[at - 2]
    return at - seen.first <= 5 and PAUSE in words[seen.first : at] and last in UNENDED


def anywhere(words: Sequence[str], heated: bool) -> Found | None:
    """A question with no pause before it: *on a scale of one to ten how sure are you*."""
    for at, word in enumerate(words):
        if word in AUXILIARIES and words[at + 1] == "you" and at >= 2 and words[at - 1] not in _STRAYS:
            return polar(words, at)
        if word in WH:
            then, after = words[at + 1], words[at + 2]
            if (then in AUXILIARIES and after in SUBJECTS) or (
                then not in SUBJECTS and after in AUXILIARIES and words[at + 3] in SUBJECTS
            ):
                return wh(words, at, heated)
    return None
