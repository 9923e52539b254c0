"""The question bank, and which of its prompts to offer next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from random import Random
from typing import Final

from bot.domain.errors import Misconfigured
from bot.domain.step_kinds import StepKind


class Family(StrEnum):
    """Where a question takes the presenter (Q1-Q4, Q12). CHALLENGE goes by permission only."""

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


LEAST_CHALLENGE: Final = 1
MOST_CHALLENGE: Final = 3


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that a peer may borrow. Its id stays for ever: what a set has heard is remembered by it.

    `challenge` goes from 1 to 3: it is offered only where the presenter welcomes at least as much.
    """

    id: str
    step: StepKind
    family: Family
    text: str
    challenge: int = LEAST_CHALLENGE


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

    def pool(self, step: StepKind, welcome: int) -> tuple[Prompt, ...]:
        """What may be offered in that step to a presenter who welcomes that much challenge (M5)."""
        return tuple(prompt for prompt in self.prompts if prompt.step is step and prompt.challenge <= welcome)

    @cached_property
    def _by_id(self) -> Mapping[str, Prompt]:
        return {prompt.id: prompt for prompt in self.prompts}


def offer(
    bank: Bank,
    step: StepKind,
    *,
    heard_in_slot: Sequence[str],
    heard_in_set: Sequence[str],
    welcome: int,
    chance: Random,
) -> Prompt | None:
    """The prompt to offer next, or None when this slot has heard all that there are.

    Both sequences are ids, oldest first; the set's may include this slot's own.
    Never one that this slot has heard; none that the set has heard before it has heard the whole pool; among those
    left, from the family heard least in this slot, then longest ago in the set, then by chance.
    """
    pool = bank.pool(step, welcome)
    left = [prompt for prompt in pool if prompt.id not in heard_in_slot]
    if not left:
        return None
    heard = _heard_this_time_round({prompt.id for prompt in pool}, heard_in_set)
    fresh = [prompt for prompt in left if prompt.id not in heard] or left
    family = _next_family(bank, {prompt.family for prompt in fresh}, heard_in_slot, heard_in_set, chance)
    return chance.choice([prompt for prompt in fresh if prompt.family is family])


def _heard_this_time_round(pool: set[str], heard_in_set: Iterable[str]) -> set[str]:
    """The ids of the pool that were heard since the set was last through with it."""
    heard: set[str] = set()
    for id in heard_in_set:
        heard |= {id} & pool
        if heard == pool:
            heard = set()
    return heard


def _next_family(
    bank: Bank, families: set[Family], heard_in_slot: Sequence[str], heard_in_set: Sequence[str], chance: Random
) -> Family:
    in_slot, in_set = _families(bank, heard_in_slot), _families(bank, heard_in_set)
    last_heard = {family: position for position, family in enumerate(in_set)}
    rank = {family: (in_slot.count(family), last_heard.get(family, -1)) for family in families}
    lowest = min(rank.values())
    return chance.choice(sorted(family for family in families if rank[family] == lowest))


def _families(bank: Bank, ids: Iterable[str]) -> list[Family]:
    found = (bank.by_id(id) for id in ids)
    return [prompt.family for prompt in found if prompt is not None]
