"""Questions that begin with *could*, *would* or *should*: requests, proposals, and what asks plainly."""

from collections.abc import Sequence
from typing import Final

from bot.domain.questions.kinds import Kind, Sign
from bot.domain.questions.lexicon import (
    HELPFUL,
    MINOR,
    OTHERS,
    RECALL,
    TALK,
    WH,
    listed,
)
from bot.domain.questions.requests import invites

Told = tuple[Kind, Sign] | None
"""What a question is and by what it was told; None where nothing stands out."""

MODAL_WORDS: Final = listed("could would might may can should will")
_CONTACTS: Final = listed(
    "ask talk speak tell put get find write use try enlist hire delegate escalate set call email book contact join invite"
    " offer send remove move switch swap drop involve suggest propose arrange organise organize schedule let go keep share"
    " block look read make give bring"
)
_EFFECTS: Final = listed("make solve fix improve ease reduce")
TELLING: Final = listed(
    "telling sharing saying explaining describing giving expanding elaborating clarifying talking walking asking"
)
_PERHAPS: Final = frozenset({"possibly", "maybe", "just"})
_PROPOSES: Final = frozenset({"just", "maybe", "perhaps", "simply"})
_BEARS: Final = listed("live cope manage bear stand afford survive lose win accept trust")
"""What nobody does as a step: *could you live with that*."""
_HOUSE: Final = listed("round thread slot camera mic microphone huddle agenda screen timer minutes pause")


def modal(words: Sequence[str], auxiliary: str, subject: str, at: int) -> Told:
    if auxiliary in {"should", "ought", "must"}:
        return (Kind.LEADING, Sign.SHOULD) if subject != "i" else _of_the_meeting(words, at)
    if auxiliary == "shall":
        return (Kind.SOCIAL, Sign.MEETING) if subject in {"we", "i"} else (Kind.LEADING, Sign.SHOULD)
    if subject in {"you", "we"}:
        return _can_you(words, auxiliary, subject, at)
    if subject == "i":
        return _can_i(words, at)
    if subject in {"everyone", "everybody", "anyone"}:
        return (Kind.SOCIAL, Sign.MEETING) if words[at] in {"see", "hear"} and meant_of_us(words, at) else None
    if subject == "there":
        return None
    return _may_it(words, auxiliary, subject, at) or would_help(words, at - 1, given=auxiliary)


def _can_i(words: Sequence[str], at: int) -> Told:
    if words[at] == "invite" and words[at + 1] == "you":
        return Kind.OPEN, Sign.INVITES
    if words[at] == "suggest" or words[at : at + 4] in (
        ["ask", "if", "you", "could"],
        ["ask", "whether", "you", "could"],
    ):
        return Kind.LEADING, Sign.COULD_YOU
    if words[at] not in {"ask", "share", "check", "offer"}:
        return _of_the_meeting(words, at)
    return (Kind.OPEN, Sign.INVITES) if words[at] == "ask" and not WH.isdisjoint(words[at:]) else None


def _may_it(words: Sequence[str], auxiliary: str, subject: str, at: int) -> Told:
    """*Could it be that*, *could she ask*: an answer that is put to whoever is asked."""
    if auxiliary not in {"could", "might"}:
        return None
    if subject in OTHERS - {"it"}:
        return Kind.LEADING, Sign.COULD_YOU
    if subject in {"it", "this", "that"}:
        return (Kind.LEADING, Sign.PRESUMES) if words[at] == "be" else None
    near = words[at : at + 4]
    told = "be" in near and words[at + near.index("be") + 1] in {"that", "because"}
    return (Kind.LEADING, Sign.PRESUMES) if told else None


def _can_you(words: Sequence[str], auxiliary: str, subject: str, at: int) -> Told:
    if words[at] == "be" and words[at + 1] in {"able", "willing", "happy"}:
        at = past_minor(words, at + 3)
    if _wants_more(words, auxiliary, subject, at):
        return Kind.OPEN, Sign.INVITES
    if (words[at] in {"see", "hear"} and meant_of_us(words, at)) or (subject == "we" and _of_the_meeting(words, at)):
        return Kind.SOCIAL, Sign.MEETING
    if auxiliary == "would":
        return _would_you(words, at)
    if words[at] in _BEARS:
        return None
    if auxiliary in {"could", "might"} or "please" in words[:at]:
        return Kind.LEADING, Sign.COULD_YOU
    if auxiliary != "can" or subject == "we" or words[at : at + 2] == ["make", "it"]:
        return None
    proposes = words[at] in _CONTACTS or not _PROPOSES.isdisjoint(words[:at])
    return (Kind.LEADING, Sign.COULD_YOU) if proposes else None


def _wants_more(words: Sequence[str], auxiliary: str, subject: str, at: int) -> bool:
    """*Could you say more*, *would you mind telling us*, *can you think of a time*."""
    if words[at] == "mind":
        return not TELLING.isdisjoint(words[at : at + 5])
    if words[at] in RECALL:
        return auxiliary != "would" and words[at] != "see"
    return subject == "you" and words[at] in TALK and invites(words, at)


def _would_you(words: Sequence[str], at: int) -> Told:
    verb, then = words[at], words[at + 1]
    if verb in {"consider", "try"} or (verb == "be" and then in {"interested", "open", "up"}):
        return Kind.LEADING, Sign.COULD_YOU
    if wants_to_tell(words, at):
        return Kind.OPEN, Sign.INVITES
    return (Kind.LEADING, Sign.PRESUMES) if verb == "agree" else None


def wants_to_tell(words: Sequence[str], at: int) -> bool:
    """*Would you like to tell us what*, *do you want to say how*."""
    return (
        words[at] in {"like", "want"}
        and words[at + 1] == "to"
        and words[at + 2] in TALK
        and not WH.isdisjoint(words[at:])
    )


def meant_of_us(words: Sequence[str], at: int) -> bool:
    """*Can you hear me*, *can you see the screen*, and not *can you see a way*."""
    near = words[at + 1 : at + 4]
    return not {"me", "us", "my"}.isdisjoint(near) or not _HOUSE.isdisjoint(near)


def _of_the_meeting(words: Sequence[str], at: int) -> Told:
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


def would_help(words: Sequence[str], at: int, given: str = "") -> Told:
    """An answer stands behind *do you think it would be* or *would a mediator*: it helps, or is better."""
    rest = words[at:]
    if (given in MODAL_WORDS or not MODAL_WORDS.isdisjoint(rest)) and not (
        HELPFUL.isdisjoint(rest) and _EFFECTS.isdisjoint(rest)
    ):
        return Kind.LEADING, Sign.WOULD_HELP
    if given:
        return None
    if _goes_with(rest, "worth", "ing") or _goes_with(rest, "time", "to"):
        return Kind.LEADING, Sign.WOULD_HELP
    return (Kind.LEADING, Sign.PRESUMES) if not _PERHAPS.isdisjoint(rest) else None


def _goes_with(words: Sequence[str], word: str, ending: str) -> bool:
    """*Worth asking*, *time to go*."""
    return word in words and words[words.index(word) + 1].endswith(ending)


def past_minor(words: Sequence[str], at: int) -> int:
    while words[at] in MINOR:
        at += 1
    return at
