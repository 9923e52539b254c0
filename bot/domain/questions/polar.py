"""Questions that yes or no would answer: what of them is neutral, what is advice, and what asks for more than yes."""

from collections.abc import Mapping, Sequence, Set
from typing import Final

from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.lexicon import BE, DETERMINERS, DID_TRY, DO, HAVE, OTHERS, TRIED, WH, listed
from bot.domain.questions.modals import MODAL_WORDS, TELLING, Told, modal, past_minor, wants_to_tell, would_help
from bot.domain.questions.requests import asks_about
from bot.domain.questions.sentences import PAUSE

_YOU: Final = frozenset({"you", "we"})
_ALL: Final = frozenset({"guys", "all", "both", "folks", "lot"})
_PEOPLE: Final = _YOU | OTHERS
_THINKS: Final = listed("think feel believe reckon suppose imagine")
_DID_TRY: Final[Mapping[str, Set[str]]] = {"think": {"about", "of", "to"}, "look": {"at", "into", "for"}}
"""Behind which words these are tries; the others are before any."""
_OTHERS_TRIED: Final = listed("tried considered thought")
_WAY: Final = listed(
    "way anyway reason chance possibility value merit point harm benefit room scope someone anyone somebody anybody"
)
_SOMEBODY: Final = frozenset({"someone", "anyone", "somebody", "anybody"})
_DOUBTS: Final = listed("sure certain")
_LOADED: Final = listed("really honestly seriously actually genuinely")
_UNWISE: Final = listed(
    "wise fair weird necessary professional appropriate sensible smart kind rude overreacting exaggerating"
)
_PRESENT: Final = listed("here there back muted")
_DONE: Final = listed("here there back muted ready done finished on still")
_NOT_A_CHOICE: Final = frozenset({"something", "anything", "not", "so", "whatever", "what", "is", ""})


def polar(words: Sequence[str], start: int) -> Found:
    """What a question is that begins with an auxiliary. `words` end with empty ones, so that looking on is safe."""
    auxiliary, at = words[start], start + 1
    negated = words[at] == "not"
    at = past_minor(words, at + negated)
    subject = words[at]
    verb_at = past_minor(words, at + 1 + (words[at + 1] in _ALL))
    if words[verb_at] == "not":
        negated, verb_at = True, past_minor(words, verb_at + 1)
    if subject in DETERMINERS and not negated:
        negated = _denies(words, at + 1)
    loaded = not _LOADED.isdisjoint(words[start:verb_at])
    found = _of_its_kind(words, auxiliary, subject, verb_at)
    if negated and (found is None or found[0] is not Kind.OPEN):
        found = Kind.LEADING, Sign.NEGATED
    if found is None:
        found = _either_or(words, start)
    if found is None:
        found = (Kind.LEADING, Sign.BLAMES) if loaded and subject in _PEOPLE else (Kind.CLOSED, Sign.YES_NO)
    return Found(found[0], found[1], start, min(verb_at, _last(words)))


def _of_its_kind(words: Sequence[str], auxiliary: str, subject: str, verb_at: int) -> Told:
    if auxiliary in HAVE:
        return _have(words, subject, verb_at)
    if auxiliary in DO:
        return _do(words, auxiliary, subject, verb_at)
    if auxiliary in BE:
        return _be(words, subject, verb_at)
    return modal(words, auxiliary, subject, verb_at)


def _have(words: Sequence[str], subject: str, at: int) -> Told:
    verb, then = words[at], words[at + 1]
    if verb == "occurred" and then == "to":
        return Kind.LEADING, Sign.TRIED
    if verb == "any" or (verb == "had" and words[at + 1] == "any"):
        return (Kind.OPEN, Sign.INVITES) if asks_about(words, at) else None
    if verb not in TRIED or subject not in _PEOPLE or (subject in OTHERS and verb not in _OTHERS_TRIED):
        return None
    if verb == "reached" and then != "out":
        return None
    if verb in {"thought", "considered"} and (then in WH or words[at + 2] in WH):
        return None
    return Kind.LEADING, Sign.TRIED


def _do(words: Sequence[str], auxiliary: str, subject: str, at: int) -> Told:
    verb, then = words[at], words[at + 1]
    if auxiliary == "did" and subject in _PEOPLE and then in _DID_TRY.get(verb, {then}) and verb in DID_TRY:
        return Kind.LEADING, Sign.TRIED
    if verb == "occur" and then == "to":
        return Kind.LEADING, Sign.TRIED
    if subject not in _PEOPLE:
        return None
    if (
        verb in _THINKS
        and words[at + 1] in _YOU
        and words[at + 2] in {"may", "might", "could"}
        and words[at + 3] == "be"
    ):
        return Kind.LEADING, Sign.PRESUMES
    if verb in _THINKS:
        ought = not {"should", "ought"}.isdisjoint(words[at + 1 : at + 4])
        return (Kind.LEADING, Sign.SHOULD) if ought else would_help(words, at + 1)
    if verb == "mind":
        asks = not TELLING.isdisjoint(words[at : at + 5]) or ("ask" in words[at:] and not WH.isdisjoint(words[at:]))
        return (Kind.OPEN, Sign.INVITES) if asks else None
    if verb in {"realise", "realize", "understand", "agree"} and then in {"that", "you", "it", "this"}:
        return Kind.LEADING, Sign.PRESUMES
    if subject in _YOU and ((verb in {"know", "see", "have"} and asks_about(words, at)) or wants_to_tell(words, at)):
        return Kind.OPEN, Sign.INVITES
    return None


def _be(words: Sequence[str], subject: str, at: int) -> Told:
    first = words[at]
    if subject == "it" and first in {"ok", "okay", "alright", "fine"} and "ask" in words[at : at + 5]:
        return (Kind.OPEN, Sign.INVITES) if not WH.isdisjoint(words[at:]) else None
    if (
        subject == "it"
        and first in {"possible", "worth", "time", "better"}
        and words[at : at + 2] != ["possible", "to"]
    ):
        return Kind.LEADING, Sign.WOULD_HELP
    if subject == "it" and (first in {"because", "that"} and "or" not in words[at:]):
        return Kind.LEADING, Sign.PRESUMES
    if subject == "there":
        return _is_there(words, at)
    if subject in {"we", "you", "everyone", "everybody", "anyone"}:
        there = first in (_PRESENT if subject == "you" else _DONE) and words[at + 1] in {"", PAUSE, "now", "time"}
        if there:
            return Kind.SOCIAL, Sign.MEETING
    if subject in _YOU and (first in _DOUBTS or first == "just"):
        return Kind.LEADING, Sign.BLAMES
    judged = (first in _UNWISE and words[at + 1] in {"", PAUSE, "of"}) or words[at : at + 3] == ["a", "good", "idea"]
    if subject in {"that", "this", "it"} and judged:
        return Kind.LEADING, Sign.BLAMES
    return None


def _is_there(words: Sequence[str], at: int) -> Told:
    noun_at = at + 1 if words[at] in DETERMINERS else at
    noun, then, after = words[noun_at], words[noun_at + 1], words[noun_at + 2]
    if not {"me", "us"}.isdisjoint(words[at:]) and not {"tell", "say", "share"}.isdisjoint(words[at:]):
        return Kind.OPEN, Sign.INVITES
    if noun not in _WAY:
        return None
    if noun in _SOMEBODY:
        return (Kind.LEADING, Sign.COULD_YOU) if then in _YOU and after == "could" else None
    if (then in _PEOPLE and after in MODAL_WORDS) or (
        noun == "reason" and (then in _PEOPLE or "not" in words[noun_at:])
    ):
        return Kind.LEADING, Sign.COULD_YOU
    if noun in {"value", "merit", "point", "benefit", "harm"} and then in {"in", "to"}:
        return Kind.LEADING, Sign.WOULD_HELP
    return None


def _denies(words: Sequence[str], at: int) -> bool:
    """*Could the trust not pay*: said with the subject in between."""
    near = words[at : at + 5]
    return "not" in near and words[at + near.index("not") - 1] not in WH | {"or", "if", "why", ","}


def _either_or(words: Sequence[str], start: int) -> Told:
    if "or" not in words:
        return None
    at = words.index("or")
    if at > start + 1 and words[at + 1] not in _NOT_A_CHOICE:
        return Kind.CLOSED, Sign.EITHER_OR
    return None


def _last(words: Sequence[str]) -> int:
    return len(words) - 5
