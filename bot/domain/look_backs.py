"""How it looks now to somebody whose slot brought no action, at the meeting after it."""

from dataclasses import dataclass
from enum import StrEnum


class Answered(StrEnum):
    """What whoever was asked has said to that."""

    TOLD = "told"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class LooksBack:
    """The question to one presenter in the thread of the report-back, `open` while that is; `answer` is None until there is one.

    `words` are empty for whoever has told it in the thread, or on the call.
    """

    user: str
    sentence: str
    slot_id: str
    answer: Answered | None
    words: str
    open: bool
