"""Questions that yes or no would answer: what of them is neutral, what is advice, and what asks for more than yes."""

from collections.abc import Sequence
from typing import Final

from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.lexicon import (
    BE,
    DETERMINERS,
    DID_TRY,
    DO,
    HAVE,
    HELPFUL,
    MINOR,
    OTHERS,
    RECALL,
    TALK,
    TRIED,
    WH,
    listed,
)
from bot.domain.questions.requests import asks_about, invites
from bot.domain.questions.sentences import PAUSE

_YOU: Final = frozenset({"you", "we"})
_PEOPLE: Final = _YOU | OTHERS
_THINKS: Final = listed("think feel believe reckon suppose imagine")
_MODAL: Final = listed("could would might may can should will")
_CONTACTS: Final = listed(
    "ask talk speak tell put get find write use try enlist hire delegate escalate set call email book contact join invite"
    " offer send remove move switch swap drop involve suggest propose arrange organise organize schedule let go keep share"
    " block say look read make give bring"
)
_OTHERS_TRIED: Final = listed("tried considered thought")
_EFFECTS: Final = listed("make solve fix improve ease reduce")
_TELLING: Final = listed(
    "telling sharing saying explaining describing giving expanding elaborating clarifying talking walking asking"
)
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
_PROPOSES: Final = frozenset({"just", "maybe", "perhaps", "simply"})
_HOUSE: Final = listed("round thread slot camera mic microphone huddle agenda screen timer minutes pause")


def polar(words: Sequence[str], start: int) -> Found:
    """What a question is that begins with an auxiliary. `words` end with empty ones, so that looking on is safe."""
    auxiliary, at = words[start], start + 1
    negated = words[at] == "not"
    at = _past_minor(words, at + negated)
    subject = words[at]
    verb_at = _past_minor(words, at + 1)
    if words[verb_at] == "not":
        negated, verb_at = True, _past_minor(words, verb_at + 1)
    if subject in DETERMINERS and not negated:
        negated = _denies(words, at + 1)
    loaded = not _LOADED.isdisjoint(words[start:verb_at])
    if auxiliary in HAVE:
        found = _have(words, subject, verb_at)
    elif auxiliary in DO:
        found = _do(words, auxiliary, subject, verb_at)
    elif auxiliary in BE:
        found = _be(words, subject, verb_at)
    else:
        found = _modal(words, auxiliary, subject, verb_at)
    if found is None:
        found = None if negated else _either_or(words, start)
    if negated and (found is None or found[0] is not Kind.OPEN):
        found = Kind.LEADING, Sign.NEGATED
    if found is None:
        found = (Kind.LEADING, Sign.BLAMES) if loaded and subject in _PEOPLE else (Kind.CLOSED, Sign.YES_NO)
    return Found(found[0], found[1], start, min(verb_at, _last(words)))


_Told = tuple[Kind, Sign] | None


def _have(words: Sequence[str], subject: str, at: int) -> _Told:
    verb, then = words[at], words[at + 1]
    if verb == "any" or (verb == "had" and words[at + 1] == "any"):
        return (Kind.OPEN, Sign.INVITES) if asks_about(words, at) else None
    if verb not in TRIED or subject not in _PEOPLE or (subject in OTHERS and verb not in _OTHERS_TRIED):
        return None
    if (verb == "reached" and then != "out") or (verb == "seen" and then in {"", "@", "it", "that", "this", "them"}):
        return None
    if verb in {"thought", "considered"} and (then in WH or words[at + 2] in WH):
        return None
    return Kind.LEADING, Sign.TRIED


def _do(words: Sequence[str], auxiliary: str, subject: str, at: int) -> _Told:
    verb, then = words[at], words[at + 1]
    if (
        auxiliary == "did"
        and subject in _PEOPLE
        and verb in DID_TRY
        and (verb != "think" or then in {"about", "of", "to"})
    ):
        return (Kind.LEADING, Sign.TRIED) if verb != "look" or then in {"at", "into", "for"} else None
    if subject not in _PEOPLE:
        return None
    if verb in _THINKS:
        return _would_help(words, at + 1)
    if verb == "mind":
        asks = not _TELLING.isdisjoint(words[at : at + 5]) or ("ask" in words[at:] and not WH.isdisjoint(words[at:]))
        return (Kind.OPEN, Sign.INVITES) if asks else None
    if verb in {"realise", "realize", "understand", "agree"} and then in {"that", "you", "it", "this"}:
        return Kind.LEADING, Sign.PRESUMES
    if verb in {"know", "see", "have"} and asks_about(words, at):
        return Kind.OPEN, Sign.INVITES
    return None


def _be(words: Sequence[str], subject: str, at: int) -> _Told:
    first = words[at]
    if subject == "it" and first in {"possible", "worth", "time", "better"}:
        return Kind.LEADING, Sign.WOULD_HELP
    if subject == "it" and first in {"because", "that"} and "or" not in words[at:]:
        return Kind.LEADING, Sign.PRESUMES
    if subject == "there":
        return _is_there(words, at)
    if subject in {"we", "you", "everyone", "everybody", "anyone"}:
        there = first in (_PRESENT if subject == "you" else _DONE) and words[at + 1] in {"", PAUSE, "now", "time"}
        if there:
            return Kind.SOCIAL, Sign.MEETING
    if subject in _YOU and (first in _DOUBTS or first == "just"):
        return Kind.LEADING, Sign.BLAMES
    if subject in {"that", "this", "it"} and (first in _UNWISE or words[at : at + 3] == ["a", "good", "idea"]):
        return Kind.LEADING, Sign.BLAMES
    return None


def _is_there(words: Sequence[str], at: int) -> _Told:
    noun_at = at + 1 if words[at] in DETERMINERS else at
    noun, then, after = words[noun_at], words[noun_at + 1], words[noun_at + 2]
    if noun not in _WAY:
        return None
    if noun in _SOMEBODY:
        return (Kind.LEADING, Sign.COULD_YOU) if then in _YOU and after == "could" else None
    if (then in _PEOPLE and after in _MODAL) or (noun == "reason" and (then in _PEOPLE or "not" in words[noun_at:])):
        return Kind.LEADING, Sign.COULD_YOU
    if noun in {"value", "merit", "point", "benefit", "harm"} and then in {"in", "to"}:
        return Kind.LEADING, Sign.WOULD_HELP
    return None


def _modal(words: Sequence[str], auxiliary: str, subject: str, at: int) -> _Told:
    verb = words[at]
    if auxiliary in {"should", "ought", "must"}:
        return (Kind.LEADING, Sign.SHOULD) if subject != "i" else _of_the_meeting(words, at)
    if auxiliary == "shall":
        return (Kind.SOCIAL, Sign.MEETING) if subject in {"we", "i"} else (Kind.LEADING, Sign.SHOULD)
    if subject in {"you", "we"}:
        return _can_you(words, auxiliary, subject, at)
    if subject == "i":
        if verb in {"ask", "share", "check", "offer"}:
            return (Kind.OPEN, Sign.INVITES) if verb == "ask" and not WH.isdisjoint(words[at:]) else None
        return _of_the_meeting(words, at)
    if subject in {"everyone", "everybody", "anyone"}:
        return (Kind.SOCIAL, Sign.MEETING) if verb in {"see", "hear"} and _meant_of_us(words, at) else None
    if subject in OTHERS - {"it"} and auxiliary in {"could", "might"}:
        return Kind.LEADING, Sign.COULD_YOU
    if subject == "there":
        return None
    if auxiliary in {"could", "might"} and subject in {"it", "this", "that"} and verb == "be":
        return Kind.LEADING, Sign.PRESUMES
    return _would_help(words, at - 1, given=auxiliary)


def _can_you(words: Sequence[str], auxiliary: str, subject: str, at: int) -> _Told:
    if words[at] == "be" and words[at + 1] in {"able", "willing", "happy"}:
        at = _past_minor(words, at + 3)
    if _wants_more(words, auxiliary, subject, at):
        return Kind.OPEN, Sign.INVITES
    if (words[at] in {"see", "hear"} and _meant_of_us(words, at)) or (subject == "we" and _of_the_meeting(words, at)):
        return Kind.SOCIAL, Sign.MEETING
    if auxiliary == "would":
        return _would_you(words, at)
    if auxiliary in {"could", "might"} or "please" in words[:at]:
        return Kind.LEADING, Sign.COULD_YOU
    if auxiliary != "can" or subject == "we" or words[at : at + 2] == ["make", "it"]:
        return None
    proposes = words[at] in _CONTACTS or not _PROPOSES.isdisjoint(words[:at])
    return (Kind.LEADING, Sign.COULD_YOU) if proposes else None


def _wants_more(words: Sequence[str], auxiliary: str, subject: str, at: int) -> bool:
    """*Could you say more*, *would you mind telling us*, *can you think of a time*."""
    if words[at] == "mind":
        return not _TELLING.isdisjoint(words[at : at + 5])
    if words[at] in RECALL:
        return auxiliary != "would" and words[at] != "see"
    return subject == "you" and words[at] in TALK and invites(words, at)


def _would_you(words: Sequence[str], at: int) -> _Told:
    verb, then = words[at], words[at + 1]
    if verb in {"consider", "try"} or (verb == "be" and then in {"interested", "open", "up"}):
        return Kind.LEADING, Sign.COULD_YOU
    if verb == "like" and then == "to" and words[at + 2] in TALK and not WH.isdisjoint(words[at:]):
        return Kind.OPEN, Sign.INVITES
    return (Kind.LEADING, Sign.PRESUMES) if verb == "agree" else None


def _meant_of_us(words: Sequence[str], at: int) -> bool:
    """*Can you hear me*, *can you see the screen*, and not *can you see a way*."""
    near = words[at + 1 : at + 4]
    return not {"me", "us", "my"}.isdisjoint(near) or not _HOUSE.isdisjoint(near)


def _of_the_meeting(words: Sequence[str], at: int) -> _Told:
    """*Shall we pause*, *can I go first*, *could we take a break*."""
    alone = words[at] in {"go", "pass", "start", "stop", "come", "continue", "begin"} and words[at + 2] == ""
    if (
        alone
        or words[at : at + 2] == ["move", "on"]
        or not _HOUSE.isdisjoint(words[at:])
        or "break" in words[at + 1 : at + 5]
    ):
        return Kind.SOCIAL, Sign.MEETING
    return None


def _would_help(words: Sequence[str], at: int, given: str = "") -> _Told:
    """An answer stands behind *do you think it would be* or *would a mediator*: it helps, or is better."""
    rest = words[at:]
    if (given in _MODAL or not _MODAL.isdisjoint(rest)) and not (
        HELPFUL.isdisjoint(rest) and _EFFECTS.isdisjoint(rest)
    ):
        return Kind.LEADING, Sign.WOULD_HELP
    if not given and not {"possibly", "maybe", "just"}.isdisjoint(rest):
        return Kind.LEADING, Sign.PRESUMES
    return None


def _denies(words: Sequence[str], at: int) -> bool:
    """*Could the trust not pay*: said with the subject in between."""
    near = words[at : at + 5]
    return "not" in near and words[at + near.index("not") - 1] not in WH | {"or", "if", "why", ","}


def _either_or(words: Sequence[str], start: int) -> _Told:
    if "or" not in words:
        return None
    at = words.index("or")
    if at > start + 1 and words[at + 1] not in _NOT_A_CHOICE:
        return Kind.CLOSED, Sign.EITHER_OR
    return None


def _past_minor(words: Sequence[str], at: int) -> int:
    while words[at] in MINOR:
        at += 1
    return at


def _last(words: Sequence[str]) -> int:
    return len(words) - 5
