"""Private hints at how people ask, as somebody sees them and changes them: for themselves, and for their sets."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.domain.states import HintsGiven

FEWEST_ANSWERS: Final = 5
"""Of fewer nothing is said: somebody could be read from them."""


class Stands(StrEnum):
    """What becomes of what somebody says was a question: it is ASKED, or counts alone as others have spoken since.

    Then they are called AGAIN, or it is LEFT in the thread.
    """

    ASKED = "asked"
    AGAIN = "again"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class FoundFair:
    """Of so many hints that were answered, how many were found fair, over all meetings of a set and without names."""

    fair: int
    answered: int

    @property
    def tells(self) -> bool:
        return self.answered >= FEWEST_ANSWERS


@dataclass(frozen=True, slots=True)
class HintsInSet:
    """A set of somebody's: its public id and name, and at what it is hinted at. `found` is for its facilitator alone."""

    set_id: str
    name: str
    given: HintsGiven
    found: FoundFair | None = None


@dataclass(frozen=True, slots=True)
class HintSettings:
    """Whether somebody wants hints at all, and how their sets have it."""

    wanted: bool
    sets: tuple[HintsInSet, ...] = ()
