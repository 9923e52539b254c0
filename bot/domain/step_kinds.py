"""The kinds of step that a meeting is made of."""

from enum import StrEnum
from typing import Final, Self

_IN_SLOT: Final = True


class StepKind(StrEnum):
    """A kind of step, and whether it belongs in a slot; its order, length and words are the format's (M1-M17).

    All that the engine knows of it stands in one entry of `bot/domain/meeting/step_rules.py`, and what people read besides in
    one of `prompts/step_words.py`.
    """

    in_slot: bool

    def __new__(cls, value: str, in_slot: bool = False) -> Self:
        """A kind of that name."""
        kind = str.__new__(cls, value)
        kind._value_, kind.in_slot = value, in_slot
        return kind

    OPENING = "opening"
    REPORT_BACK = "report_back"
    BIDS = "bids"
    PRESENT = "present", _IN_SLOT
    CLARIFY = "clarify", _IN_SLOT
    QUESTION = "question", _IN_SLOT
    MIRROR = "mirror", _IN_SLOT
    RESTATE = "restate", _IN_SLOT
    COMMIT = "commit", _IN_SLOT
    SLOT_REVIEW = "slot_review", _IN_SLOT
    REVIEW = "review"
    CLOSING = "closing"
