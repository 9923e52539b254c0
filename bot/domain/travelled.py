"""Questions that travelled: an action names the one that it came from, and whoever asked hears that its owner has told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.actions import ActionLine

MOST_CHOICES: Final = 9
"""So many questions are there to choose from, besides none: the last ones."""


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of a slot: who asked it, and which in order it was. What was asked is not kept."""

    turn_id: str
    user: str
    place: int


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """The questions that an action may have come from, and the one that it names (the public id of its turn)."""

    asked: Sequence[AskedQuestion] = ()
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Travelled:
    """For whoever asked: the local day on which they did, and who has told what came of it."""

    set_name: str
    asked_on: date
    owner: str
    action_id: str


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """What an owner has told of an action that came from the reader's question."""

    owner: str
    line: ActionLine
