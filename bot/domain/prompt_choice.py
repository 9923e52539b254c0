"""Which prompt of the bank fits the moment: what, who and facts before heart and head, hands not before half of the time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.domain.question_bank import (
    FOR_EVERY_FORMAT,
    LEAST_CHALLENGE,
    MOST_CHALLENGE,
    TIMES,
    Bank,
    Family,
    InSet,
    Prompt,
    When,
)
from bot.domain.states import IssueKind
from bot.domain.step_kinds import StepKind

BOLD_ONE_IN: Final = 4
"""Where a presenter welcomes the most challenge, one call in so many after the first round has a prompt of that degree (M5)."""

LENT: Final = 3
"""So many prompts are lent at once, each of another family."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The moment for which a prompt is looked for.

    `elapsed` is the part of the step's time that is over, from 0 to 1. `welcome` is how much challenge the presenter welcomes, 1
    to 3. `calls` counts those of the step before this one, of which the first `round` are the first round; `answered` where an
    answer has just been given, so that it can be followed up. `meeting` is FIRST, LATER or LAST; the last may be the first as well.
    `families` are those of which there may be one.
    """

    step: StepKind
    elapsed: float = 0.0
    welcome: int = LEAST_CHALLENGE
    issue: IssueKind = IssueKind.PROBLEM
    meetings: frozenset[InSet] = frozenset({InSet.LATER})
    action_named: bool = False
    asked: bool = False
    answered: bool = False
    calls: int = 0
    round: int = 1
    asks_presenter: bool = False
    families: frozenset[Family] = FOR_EVERY_FORMAT

    @property
    def most_challenge(self) -> int:
        """What the presenter welcomes; the highest degree only now and then, and not in the first round."""
        return min(self.welcome, MOST_CHALLENGE if self.is_bold else MOST_CHALLENGE - 1)

    @property
    def is_bold(self) -> bool:
        """Whether it is the turn of a prompt of the highest degree, which is welcome."""
        after = self.calls - self.round
        return self.welcome >= MOST_CHALLENGE and after >= 0 and after % BOLD_ONE_IN == BOLD_ONE_IN - 1

    @property
    def moments(self) -> frozenset[When]:
        """What moments of the step it is now."""
        found = {when for when, (begins, ends) in TIMES.items() if begins <= self.elapsed <= ends}
        found |= {When.FOLLOW_UP} if self.answered else set()
        found |= {When.AFTER_QUESTION} if self.asked else set()
        return frozenset(found | {When.AFTER_ACTION} if self.action_named else found)


def fitting(bank: Bank, occasion: Occasion) -> list[Prompt]:
    """The prompts of the bank that fit here and now, heard or not."""
    moments, most, issue, meetings = occasion.moments, occasion.most_challenge, occasion.issue, occasion.meetings
    return [
        one
        for one in bank.of_step(occasion.step)
        if one.challenge <= most
        and one.family in occasion.families
        and (not one.when or not one.when.isdisjoint(moments))
        and one.issue in (None, issue)
        and (one.meeting is None or one.meeting in meetings)
        and one.asks_presenter is occasion.asks_presenter
    ]


class Heard:
    """What was offered before, as ids, oldest first: in this slot, and in all of the set, what this slot has heard among it."""

    def __init__(self, in_slot: Sequence[str] = (), in_set: Sequence[str] = ()) -> None:
        self.in_slot = frozenset(in_slot)
        self._slot, self._set = in_slot, in_set
        self._times = Counter(in_set)

    def times(self, prompt: Prompt) -> int:
        """How often the set has heard it."""
        return self._times.get(prompt.id, 0)

    def families_of_slot(self, bank: Bank) -> Counter[Family]:
        """How often this slot has heard each family."""
        return Counter(_families(bank, self._slot))

    def last_heard(self, bank: Bank) -> Mapping[Family, int]:
        """The place at which the set has heard each family last: the higher, the more lately."""
        return {family: place for place, family in enumerate(_families(bank, self._set))}


def choose(bank: Bank, occasion: Occasion, heard: Heard, chance: Random) -> Prompt | None:
    """The prompt to offer next, or None when this slot has heard all that fit.

    Never one that this slot has heard; of those left one that the set has heard least often, so that none comes again before
    all that fit have; among those from a family that this slot has not heard, or least; then longest ago in the set; then by chance.
    """
    return next(iter(_ranked(bank, occasion, heard, chance, 1)), None)


def lend(bank: Bank, occasion: Occasion, heard: Heard, chance: Random) -> tuple[Prompt, ...]:
    """The prompts to choose from, each of another family where the step has so many: first one that this slot has not heard."""
    return tuple(_ranked(bank, occasion, heard, chance, LENT))


def _ranked(bank: Bank, occasion: Occasion, heard: Heard, chance: Random, most: int) -> list[Prompt]:
    left = [one for one in fitting(bank, occasion) if one.id not in heard.in_slot]
    found: list[Prompt] = []
    is_narrow = len(occasion.families) < LENT
    while left and len(found) < most:
        found.append(_next(bank, occasion, left, heard, chance))
        others = [one for one in left if one.family is not found[-1].family]
        left = others or [one for one in left if is_narrow and one is not found[-1]]
    return found


def _next(bank: Bank, occasion: Occasion, left: Sequence[Prompt], heard: Heard, chance: Random) -> Prompt:
    now = _of_the_moment(occasion, left)
    often = [heard.times(one) for one in now]
    fewest = min(often)
    fresh = [one for one, times in zip(now, often, strict=True) if times == fewest]
    family = _next_family(bank, {one.family for one in fresh}, heard, chance)
    return chance.choice([one for one in fresh if one.family is family])


def _of_the_moment(occasion: Occasion, left: Sequence[Prompt]) -> Sequence[Prompt]:
    """What only this moment has room for goes before what fits at any: the boldest, and what an action that was named asks for."""
    bold = [one for one in left if one.challenge == MOST_CHALLENGE] if occasion.is_bold else []
    after = [one for one in left if When.AFTER_ACTION in one.when]
    return bold or after or left


def _next_family(bank: Bank, families: set[Family], heard: Heard, chance: Random) -> Family:
    in_slot, last = heard.families_of_slot(bank), heard.last_heard(bank)
    rank = {family: (in_slot[family], last.get(family, -1)) for family in families}
    lowest = min(rank.values())
    return chance.choice(sorted(family for family in families if rank[family] == lowest))


def _families(bank: Bank, ids: Sequence[str]) -> list[Family]:
    found = (bank.by_id(id) for id in ids)
    return [prompt.family for prompt in found if prompt is not None]
