"""Questions that begin with who, what or how: what of them is open, what is a fact, and what is advice or blame."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.domain.questions.kinds import Found, Kind, Sign
from bot.domain.questions.lexicon import ACTIONS, AUXILIARIES, BE, MINOR, MODALS, OTHERS, listed
from bot.domain.questions.sentences import PAUSE

_YOU: Final = frozenset({"you", "we"}) | OTHERS
_MEASURES: Final = listed("many long old big tall")
_FACTS: Final = listed("time year day date age number percentage")
_CURSES: Final = frozenset({"earth", "hell", "heck", "world"})
_FAULTS: Final = listed(
    "lie lied fail failed ignore forget forgot hide waste let refuse avoid never keep always allow give neglect bother"
)
_ALWAYS: Final = listed("always still constantly never")
_STATES: Final = listed("like want know believe trust feel think understand see love care agree need enjoy")
"""*Why don't you trust her* asks for a reason: nobody can be told to."""
_HOLDS: Final = listed("stopping preventing keeping stops prevents keeps holding")
_TELLS: Final = frozenset({"tell", "describe", "explain", "fill", "talk", "walk"})
_VERDICTS: Final = listed(
    "great awful terrible amazing wonderful horrible fantastic brilliant ridiculous stupid unfair rude naive"
)
_SURELY: Final = listed("surely obviously clearly finally")
_GREETS: Final = frozenset({"", PAUSE, "all", "both", "doing", "today", "everyone", "keeping", "tonight", "@"})
_NO_DEED: Final = listed(
    "anything something everything nothing feeling being having thing things king morning evening meeting building during string"
)


def wh(words: Sequence[str], at: int, heated: bool) -> Found:
    """What a question is whose question word stands there. `words` end with empty ones, so that looking on is safe."""
    told = _BY_WORD[words[at]](words, at + 1)
    if told is None and is_on_a_scale(words):
        told = Kind.CLOSED, Sign.FACT
    if told is None or told[0] is Kind.CLOSED:
        told = _loaded(words, at, heated) or told or (Kind.OPEN, Sign.ASKS)
    return Found(told[0], told[1], at, _given_away(words, at, told[1]) if words[at + 1] else at)


def is_on_a_scale(words: Sequence[str]) -> bool:
    """*On a scale of one to ten*, and not *on a small scale*."""
    if "scale" not in words:
        return False
    at = words.index("scale")
    return words[at + 1] in {"of", "from", "between", "where"} or words[at + 1].isdigit() or words[at - 1] == "that"


def _given_away(words: Sequence[str], at: int, sign: Sign) -> int:
    """The last word of what gave it away: *why don't you*, *what if you*, *how many*."""
    if sign is Sign.WHY_NOT and words[at + 2] == "not" and words[at + 3] in _YOU:
        return at + 3
    return at + 2 if sign is Sign.WHAT_IF and words[at + 2] in _YOU else at + 1


_Told = tuple[Kind, Sign] | None


def _loaded(words: Sequence[str], at: int, heated: bool) -> _Told:
    rest = words[at + 1 :]
    if heated or (rest[0] == "on" and rest[1] == "earth") or (rest[0] == "the" and rest[1] in _CURSES):
        return Kind.LEADING, Sign.RHETORICAL
    if not _SURELY.isdisjoint(rest):
        return Kind.LEADING, Sign.PRESUMES
    if "because" in rest:
        behind = rest[rest.index("because") + 1 :]
        if behind[0] in _YOU and not {"never", "not", "always", "only"}.isdisjoint(behind):
            return Kind.LEADING, Sign.BLAMES
    return None


def _why(words: Sequence[str], at: int) -> _Told:
    word, then, after = words[at], words[at + 1], words[at + 2]
    if word == "not":
        return (Kind.LEADING, Sign.WHY_NOT) if then and then != PAUSE else None
    if word in {"bother", "even", "waste"}:
        return Kind.LEADING, Sign.RHETORICAL
    if word not in AUXILIARIES:
        return None
    if word == "should" and then in _YOU | {"i"} and words[at + 2 : at + 4] == ["have", "to"]:
        return Kind.LEADING, Sign.RHETORICAL
    if _why_not(words, at):
        return (Kind.LEADING, Sign.WHY_NOT) if not _is_told(words, at + 3) else None
    if then in {"anyone", "anybody", "someone"} and word in {"would", "should"}:
        return Kind.LEADING, Sign.RHETORICAL
    blames = after in _FAULTS or after in _ALWAYS or (after in {"so", "even"} and word not in BE)
    return (Kind.LEADING, Sign.BLAMES) if then in _YOU and blames else None


def _why_not(words: Sequence[str], at: int) -> bool:
    """*Why don't you*, *why shouldn't they*, *why doesn't she just*; *why isn't it* asks for a reason."""
    word, then, after = words[at], words[at + 1], words[at + 2]
    if then != "not":
        return then in {"you", "we"} and after == "not"
    if words[at + 3] in _STATES:
        return False
    return (
        word in {"would", "should"} or after in {"you", "we"} or (after in _YOU and words[at + 3] in {"just", "simply"})
    )


def _is_told(words: Sequence[str], at: int) -> bool:
    """*Why don't you tell us*, *start by telling us*: an invitation."""
    return (words[at] in _TELLS and words[at + 1] in {"me", "us"}) or words[at + 1 : at + 3] == ["by", "telling"]


def _what(words: Sequence[str], at: int) -> _Told:
    word, then, after = words[at], words[at + 1], words[at + 2]
    if word == "if":
        return (Kind.LEADING, Sign.WHAT_IF) if then in {"you", "we"} and after not in {"are", "do", "never"} else None
    if word == "about":
        return _about(words, at + 1)
    if word in _FACTS:
        return Kind.CLOSED, Sign.FACT
    if word in {"is", "was"} and "name" in words[at + 2 : at + 6]:
        return Kind.CLOSED, Sign.FACT
    if (word == "is" and then in _HOLDS) or word in _HOLDS:
        return (Kind.LEADING, Sign.PRESUMES) if not {"just", "simply"}.isdisjoint(words[at:]) else None
    if word == "is" and then == "the" and after in {"point", "harm", "use"} and words[at + 3] in {"in", "of"}:
        return Kind.LEADING, Sign.RHETORICAL
    if word == "is" and then == "wrong" and after == "with" and words[at + 3] not in {"the", "this", "that", "it"}:
        return Kind.LEADING, Sign.WHY_NOT
    if word == "were" and then == "you" and after == "thinking" and words[at + 3] == "":
        return Kind.LEADING, Sign.RHETORICAL
    if (
        word in {"do", "would"}
        and then == "you"
        and after in {"think", "say"}
        and words[at + 3] in {"about", "of", "to"}
    ):
        return (Kind.LEADING, Sign.WHAT_IF) if _is_deed(words, at + 4) else None
    return None


def _how(words: Sequence[str], at: int) -> _Told:
    word, then, after = words[at], words[at + 1], words[at + 2]
    if word == "about":
        return _about(words, at + 1)
    if _is_of_oneself(words, at) or (word == "are" and then in {"you", "things"} and after in _GREETS):
        return Kind.SOCIAL, Sign.COURTESY
    if word in _MEASURES and then != "of" and not (word == "long" and (then in MODALS or "want" in words)):
        return Kind.CLOSED, Sign.FACT
    if word in _VERDICTS and then in {"is", "was", "are", "were"}:
        return Kind.LEADING, Sign.PRESUMES
    if word == "dare" or (word == "hard" and then in {"can", "could"}):
        return Kind.LEADING, Sign.RHETORICAL
    if word in {"can", "could"} and then in {"anyone", "anybody"}:
        return Kind.LEADING, Sign.RHETORICAL
    if (
        word in {"can", "could"}
        and then in _YOU
        and (after in {"not", "let", "possibly", "just", "even", "expect"} or not after)
    ):
        return Kind.LEADING, Sign.RHETORICAL
    if word in {"would", "do"} and then == "you" and after == "feel" and words[at + 3] == "about":
        return (Kind.LEADING, Sign.WHAT_IF) if _is_deed(words, at + 4) and word == "would" else None
    return None


def _is_of_oneself(words: Sequence[str], at: int) -> bool:
    """*How do I put this*: said to oneself."""
    return (
        words[at] in {"do", "shall"}
        and words[at + 1] == "i"
        and words[at + 2] in {"put", "say"}
        and words[at + 3] in {"this", "it"}
    )


def _about(words: Sequence[str], at: int) -> _Told:
    """What about, how about: asking after something, or proposing it."""
    while words[at] in MINOR:
        at += 1
    word, then = words[at], words[at + 1]
    proposes = word in {"a", "an", "some", "another", "if", "instead", "we"} or (
        word in {"you", "i"} and (then in ACTIONS or (then == "and" and not ACTIONS.isdisjoint(words[at + 2 : at + 5])))
    )
    return (Kind.LEADING, Sign.WHAT_IF) if proposes or _is_deed(words, at) else None


def _is_deed(words: Sequence[str], at: int) -> bool:
    word = words[at]
    return word.endswith("ing") and len(word) > 4 and word not in _NO_DEED


def _when(words: Sequence[str], at: int) -> _Told:
    word, then, after = words[at], words[at + 1], words[at + 2]
    if word in {"are", "will"} and then in _YOU and (after == "going" or (word == "will" and after in ACTIONS)):
        return Kind.LEADING, Sign.PRESUMES
    return None


def _who(words: Sequence[str], at: int) -> _Told:
    word, then = words[at], words[at + 1]
    if word in {"is", "goes"} and then in {"next", "first"} and not words[at + 2]:
        return Kind.SOCIAL, Sign.MEETING
    if word == "says" and then in {"you", "we", "that", "it"}:
        return Kind.LEADING, Sign.RHETORICAL
    if word == "cares" and then in {"what", "if", "whether", "how"}:
        return Kind.LEADING, Sign.RHETORICAL
    return None


def _whose(words: Sequence[str], at: int) -> _Told:
    return (Kind.SOCIAL, Sign.MEETING) if words[at] == "turn" else None


def _which(words: Sequence[str], at: int) -> _Told:
    """*Which of them do you prefer, the one or the other?*"""
    named = PAUSE in words[at:] and "or" in words[words.index(PAUSE, at) :]
    return (Kind.CLOSED, Sign.EITHER_OR) if named else None


def _neutral(words: Sequence[str], at: int) -> _Told:
    return None


_BY_WORD: Final[Mapping[str, Callable[[Sequence[str], int], _Told]]] = {
    "why": _why,
    "what": _what,
    "how": _how,
    "when": _when,
    "who": _who,
    "whose": _whose,
    "which": _which,
    "where": _neutral,
    "whom": _neutral,
}
