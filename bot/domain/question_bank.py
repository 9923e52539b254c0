"""The question bank: prompts that a peer may borrow, and at which moments each of them fits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from bot.domain.errors import Misconfigured
from bot.domain.states import IssueKind
from bot.domain.step_kinds import StepKind


class Family(StrEnum):
    """Where a question takes the presenter (Q1-Q4, Q12). CHALLENGE goes by permission only.

    SUCCESS is after how something was done that went well: only a step whose format names it has such questions. OWN are those that
    a set has added itself.
    """

    WHO = "who"
    WHAT = "what"
    HEAD = "head"
    HEART = "heart"
    HANDS = "hands"
    ASSUMPTIONS = "assumptions"
    APPRECIATIVE = "appreciative"
    FUTURE = "future"
    LEARNING = "learning"
    CHALLENGE = "challenge"
    FACTS = "facts"
    CHECK_IN = "check_in"
    OWN = "own"
    SUCCESS = "success"


class When(StrEnum):
    """A moment of its step at which a prompt fits: by the time that is over, or by what has just happened."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    FOLLOW_UP = "follow-up"
    AFTER_ACTION = "after-action"
    AFTER_QUESTION = "after-question"


class InSet(StrEnum):
    """The meetings of a set for which a prompt is: the first, all after it, or the last that is planned."""

    FIRST = "first"
    LATER = "later"
    LAST = "last"


FOR_EVERY_FORMAT: Final = frozenset(Family) - {Family.SUCCESS}
LEAST_CHALLENGE: Final = 1
MOST_CHALLENGE: Final = 3

TIMES: Final[Mapping[When, tuple[float, float]]] = {
    When.EARLY: (0.0, 0.4),
    When.MIDDLE: (0.2, 0.8),
    When.LATE: (0.5, 1.0),
}
"""From which part of the step's time to which: what, who and facts come first, and hands not before half of it is over."""


_FIRST: Final = frozenset({When.EARLY, When.MIDDLE})
_BETWEEN: Final = frozenset({When.MIDDLE})
BY_FAMILY: Final[Mapping[Family, frozenset[When]]] = {
    **dict.fromkeys(Family, _BETWEEN),
    **dict.fromkeys((Family.WHO, Family.WHAT, Family.FACTS), _FIRST),
    **dict.fromkeys((Family.HANDS,), frozenset({When.LATE})),
    **dict.fromkeys((Family.FUTURE, Family.LEARNING, Family.CHALLENGE), frozenset({When.MIDDLE, When.LATE})),
}
"""At which moments of the questions a prompt fits that does not say so itself, as in a bank of an organisation's own."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that a peer may borrow. Its id stays for ever: what a set has heard is remembered by it.

    `challenge` goes from 1 to 3: it is offered only where the presenter welcomes at least as much. `when` is empty for one that
    fits at any time of its step, `issue` and `meeting` are None where it fits any. One that `asks_presenter` is put to the
    presenter alone in a step in which others are asked as well.
    """

    id: str
    step: StepKind
    family: Family
    text: str
    challenge: int = LEAST_CHALLENGE
    when: frozenset[When] = frozenset()
    issue: IssueKind | None = None
    meeting: InSet | None = None
    asks_presenter: bool = False


@dataclass(frozen=True)
class Bank:
    """Every prompt there is, in the order of its file. No id is there twice."""

    prompts: tuple[Prompt, ...]

    def __post_init__(self) -> None:
        if len(self._by_id) < len(self.prompts):
            raise Misconfigured("The question bank has two prompts with one id.")

    def by_id(self, id: str) -> Prompt | None:
        """The prompt of that id, unless it has been taken out of the bank since."""
        return self._by_id.get(id)

    def and_own(self, own: Sequence[Prompt]) -> "Bank":
        """The same with a set's own questions behind it."""
        return Bank((*self.prompts, *own)) if own else self

    def of_step(self, step: StepKind) -> tuple[Prompt, ...]:
        """What there is for that kind of step, whatever the moment."""
        return self._by_step.get(step, ())

    @cached_property
    def _by_id(self) -> Mapping[str, Prompt]:
        return {prompt.id: prompt for prompt in self.prompts}

    @cached_property
    def _by_step(self) -> Mapping[StepKind, tuple[Prompt, ...]]:
        return {kind: tuple(one for one in self.prompts if one.step is kind) for kind in StepKind}
