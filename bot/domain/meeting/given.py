"""What the rules are given beside the meeting and the event, and what they give."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, Generic, Protocol

from bot.domain.meeting.events import Answer
from bot.domain.meeting.parts import Effect, Issue, LeftWithNone, Owned, Tally
from bot.domain.meeting.value import Meeting
from bot.domain.question_bank import Bank


@dataclass(frozen=True, slots=True)
class HeardPrompt:
    """A prompt that the set has heard before; `slot` is the public id of the slot of this meeting in which, if it was one."""

    prompt: str
    slot: str | None


class SetLookup(Protocol):
    """What a rule may have to know from outside of the meeting; it is asked only where it matters."""

    @property
    def waiting(self) -> tuple[Issue, ...]:
        """The issues of the set that wait, in the order in which they were raised."""

    @property
    def opened_with(self) -> tuple[Owned, ...]:
        """The actions that the meeting opens with, and whether each was reported on since the last one."""

    @property
    def left_with_none(self) -> tuple[LeftWithNone, ...]:
        """The slots of the meeting before that brought no action, as their presenters said: none that was ended early."""

    @property
    def next_meeting(self) -> tuple[datetime, ...]:
        """When the next meeting is planned (UTC), in a tuple of none or one."""

    def heard(self, pool: frozenset[str]) -> Sequence[HeardPrompt]:
        """What the set has heard of these prompts, oldest first."""

    def pulses(self) -> int:
        """How many have given their pulse in this meeting."""

    def concerns(self) -> int:
        """How many have said, without their names, that something is off, for the review of this meeting."""

    def asked(self) -> Mapping[int, int]:
        """How many questions each member has asked in this meeting, by the numbers of those who have."""

    def tallies_before(self, fewest: int, latest: int) -> Sequence[Tally]:
        """How peers asked in the latest meetings before this one, oldest first, of those in which so many turns were counted."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the rules are given beside the meeting and the event: chance, the question bank, new public ids, the outside."""

    chance: Random
    bank: Bank
    new_id: Callable[[], str]
    outside: SetLookup


@dataclass(frozen=True, slots=True)
class Decided(Generic[Answer]):
    """What follows: the meeting, what changes outside, in order, and the answer to whoever acted."""

    meeting: Meeting
    answer: Answer
    effects: tuple[Effect, ...] = ()


Rule = Callable[[Meeting, Any, Given], Decided[Any]]
"""What an event of one kind does. Its own kind of event stands in the signature of each rule; a table joins them."""
