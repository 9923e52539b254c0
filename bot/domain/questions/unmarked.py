"""Sentences without a question mark that are questions by their form alone."""

from collections.abc import Sequence
from typing import Final

from bot.domain.questions.forms import ASKS_FOR, PERSONS, SUBJECTS, opening
from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.languages import ENGLISH
from bot.domain.questions.lexicon import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    HAVE,
    MINOR,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    TALK,
    WH,
    listed,
)
from bot.domain.questions.marked import anywhere, only_prefaces, polar_at
from bot.domain.questions.modals import past_minor
from bot.domain.questions.polar import polar
from bot.domain.questions.requests import request
from bot.domain.questions.sentences import PAUSE
from bot.domain.questions.wh import is_on_a_scale, wh

_EXCLAIMS: Final = listed(
    "a an lovely brave kind nice wonderful sad terrible awful great generous true interesting good"
)
_PARTS: Final = listed("part parts bit bits side of one ones person people step option question word moment")
_RELATES: Final = listed("is was means meant makes made")
_INSIDE: Final = (PREPOSITIONS | PRONOUNS | {"me", "us"}) - {"of", "one"}
_DO_ASKS: Final = listed("you we they i people your any those these")
_STATES: Final = listed("know agree care want think understand approve listen talk trust help like")
_KINDS: Final = listed("kind kinds sort sorts type types")
_THEM: Final = listed("them him her us me")
_WANTS: Final = listed("want wish expect hope")
_CONDITIONS: Final = listed("had were may might")


def unmarked(words: Sequence[str]) -> Found | None:
    """A question without its mark, which is one by its form alone."""
    at = opening(words, 0)
    found = _unmarked_at(words, at) or _asked_by_name(words, at)
    if found is not None:
        return _behind_it(words, found) if only_prefaces(words, found) else found
    if words[at] == "my" and "question" in words[at + 1 : at + 4]:
        behind = [word for word in words[words.index("question") + 1 :][:3] if word != PAUSE]
        asks = behind[0] in WH or (behind[0] == "is" and behind[1] in WH)
        return Found(Kind.OPEN, Sign.INVITES, at, at + 1) if asks else None
    if words[at] == "any" and words[at + 1] in ASKS_FOR | {"idea"}:
        return Found(Kind.OPEN, Sign.INVITES, at, at + 1)
    if is_on_a_scale(words):
        return anywhere(words, False)
    if (words[at] in PREPOSITIONS or words[at] in {"if", "when"}) and PAUSE not in words:
        return _behind_a_preface(words, at)
    return _behind_a_pause(words, 0) or _wished_at_the_end(words)


def _asked_by_name(words: Sequence[str], at: int) -> Found | None:
    """*Chloé, what worries you*, with a pause or without: a word that English has not is whoever is asked."""
    if words[at] in ENGLISH or not words[at].isalpha():
        return None
    behind = at + 1 + (words[at + 1] == PAUSE)
    if words[behind] in WH or (words[behind] in MODALS and words[behind + 1] == "you"):
        return _unmarked_at(words, behind)
    return None


def _wished_at_the_end(words: Sequence[str]) -> Found | None:
    """*I read it twice and I still ask myself what she wants*: a wish behind what is told."""
    for number, word in enumerate(words):
        if word == "i" and number:
            found = request(words, number)
            if found is not None and words[found.last + 1 + (words[found.last + 1] == "is")] in WH:
                return found
    return None


def _behind_a_preface(words: Sequence[str], start: int) -> Found | None:
    """*Over the last month what has shifted*: with neither pause nor mark."""
    for at in range(start + 2, len(words)):
        if words[at] == "whose" or (words[start] in {"if", "when"} and _is_short(words, at)):
            return wh(words, at, False) if _asks(words, at) else None
        if words[at] in WH and words[at + 1] in AUXILIARIES:
            then = words[at + 2]
            asks = (
                then in PERSONS
                or words[at + 1 : at + 3] == ["will", "be"]
                or (words[at + 1] in BE and then in DETERMINERS and words[at] == "what")
                or (words[at + 1] in HAVE and then not in SUBJECTS and words[at + 3] == "")
            )
            return wh(words, at, False) if asks else None
    return None


def _is_short(words: Sequence[str], at: int) -> bool:
    """*Who decides*, *what happens then*: so few words behind a question word that they tell of nobody."""
    return words[at] in {"who", "what", "how", "why"} and words[at + 1] != "" and words[at + 4] == ""


def _behind_it(words: Sequence[str], found: Found) -> Found:
    """The question that a preface leads to, or the preface itself where there is none."""
    return _behind_a_pause(words, found.last) or found


def _behind_a_pause(words: Sequence[str], start: int) -> Found | None:
    for number in range(start, len(words)):
        if words[number] != PAUSE:
            continue
        at = opening(words, number + 1)
        found = _unmarked_at(words, at) if words[at] != "which" else None
        if found is not None and (
            found.sign is Sign.INVITES
            or (words[at] in WH and (words[at + 1] in AUXILIARIES or _leads_in(words) or _is_short(words, at)))
            or start
        ):
            return found
    return None


def _leads_in(words: Sequence[str]) -> bool:
    """*When you look at it, what ...*, *thinking of her, who ...*"""
    first = words[opening(words, 0)]
    return first in PREPOSITIONS | {"when", "if", "as", "given", "suppose", "say", "re", "see"} or first.endswith("ing")


def _unmarked_at(words: Sequence[str], at: int) -> Found | None:
    word, then = words[at], words[at + 1]
    if word in PREPOSITIONS and then in {"what", "which", "whom"} and _asks(words, at + 1):
        return wh(words, at + 1, False)
    if word in WH:
        return wh(words, at, False) if _asks(words, at) else None
    if word == "do" and then in TALK:
        return request(words, at + 1)
    if word in AUXILIARIES and not (word == "would" and then in {"like", "love"}):
        return _yes_or_no(words, at) if word not in _CONDITIONS else None
    return request(words, at)


def _yes_or_no(words: Sequence[str], at: int) -> Found | None:
    word, then = words[at], words[at + 1]
    subject_at = at + 1 + (then == "not")
    if word == "do" and words[subject_at] not in _DO_ASKS:
        return polar(words, at) if then in DETERMINERS and words[at + 3] in _STATES else None
    if then == "not" and words[subject_at] in DETERMINERS and word not in {"do", "have", "must"}:
        return polar(words, at)
    if words[subject_at] in PRONOUNS and not (word == "should" and PAUSE in words) and words[subject_at + 1]:
        return polar_at(words, at, again=False)
    if word not in {"do", "have"} and then in DETERMINERS and words[at + 3]:
        return polar(words, at)
    return None


def _asks(words: Sequence[str], at: int) -> bool:
    """Whether *what* or *how* asks without a mark: *what have you tried*, and not *what you need is rest*."""
    word = words[at]
    at += words[at + 1] == "else"
    then, after = words[at + 1], words[at + 2]
    if then == "" or then == "if" or then == "about":
        return True
    if word == "why":
        return after not in BE | MODALS if then == "not" else then not in PRONOUNS | DETERMINERS
    if word == "what" and ((then in _KINDS and after == "of") or (then == "makes" and after in PERSONS | _THEM)):
        return True
    if (then in _EXCLAIMS and word in {"what", "how"}) or (word == "which" and then in _RELATES):
        return False
    if then in AUXILIARIES:
        return after != "" and not _is_cleft(words, at)
    if then == "you" and after in _WANTS and word == "what":
        return AUXILIARIES.isdisjoint(words[at + 3 :]) and not words[at + 3].endswith("s")
    if then in PRONOUNS or then in DETERMINERS:
        return word in {"how", "what", "where"} and after.endswith("ing")
    return word not in {"when", "where"} and _asks_about_a_noun(words, word, at)


def _is_cleft(words: Sequence[str], at: int) -> bool:
    """*What is important is rest*, and not *what is it that is important*."""
    if words[at] not in {"what", "who", "where", "how"} or words[at + 2] in SUBJECTS:
        return False
    behind = [word for word in words[at + 3 :] if word]
    return words[at + 1] in {"is", "was"} and ("is" in behind or "was" in behind or "that" in behind[:-1])


def _asks_about_a_noun(words: Sequence[str], word: str, at: int) -> bool:
    """*How long has it been*, *which steps could you take*, *what happened*, and not *what worked for us was a rota*."""
    then = words[at + 1]
    later = next((number for number in range(at + 1, min(at + 7, len(words))) if words[number] in AUXILIARIES), None)
    if later is None:
        if word == "which":
            return then in _PARTS
        if word == "how":
            return then in {"come", "else"}
        return word in {"who", "what"} and PAUSE not in words[at:] and then not in MINOR
    if word == "what":
        told = any(
            word in _INSIDE and words[number - 1] != "of" for number, word in enumerate(words[:later]) if number > at
        )
        told = told or (later == at + 2 and words[later] in {"is", "was"} and then.endswith(("s", "ed")))
        return not told and words[past_minor(words, later + 1)] in SUBJECTS
    return word in {"which", "whose"} or (word == "how" and words[later + 1] in SUBJECTS)
