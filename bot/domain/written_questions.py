"""Questions that peers put in writing, as the thread of a slot shows them."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.controls import Standing, StepControls
from bot.domain.questions import Hint
from bot.domain.states import TurnState

HintsBeforeSending = tuple[Hint | None, ...]
"""The hint at each question of a form, in its order; empty where there is none at all."""


@dataclass(frozen=True, slots=True)
class WritingCard:
    """Where peers write, unseen by each other: how many of them have, and never who.

    `says` are the words of the format, empty where it says nothing about writing. Once it is no longer `open` so many were
    `released`: None where the step went on without them. `until` is when they are at the latest (UTC).
    """

    step_id: str
    presenter: str
    peers: tuple[str, ...]
    says: str
    minutes: float
    written: int
    until: datetime
    open: bool
    released: int | None
    paused: bool
    latest: bool
    standing: Standing = Standing.PAUSED
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """One question, with its number in the order of release. The presenter may act on it while it is `open`."""

    turn_id: str
    number: int
    peer: str = field(compare=False)
    presenter: str = field(compare=False)
    words: str
    state: TurnState
    open: bool


@dataclass(frozen=True, slots=True)
class LeftQuestion:
    """One of those that wait for the presenter."""

    turn_id: str
    number: int
    peer: str
    words: str


@dataclass(frozen=True, slots=True)
class QuestionsLeft:
    """What waits for the presenter, who chooses; `first` while it is all of them, right below the questions themselves.

    `elsewhere` where a newer such message stands further down. `until` is the end of the step (UTC), of which so many
    `minutes_left` it warns; `time_up` where it is over.
    """

    step_id: str
    presenter: str
    left: tuple[LeftQuestion, ...]
    first: bool
    open: bool
    elsewhere: bool
    until: datetime
    minutes_left: int
    time_up: bool
    paused: bool
    standing: Standing
    carried: StepControls | None
    spoken: bool = False
