"""Which prompt of the bank fits the moment: what, who and facts before heart and head, hands not before half of the time."""

from collections import Counter
from collections.abc import Collection, Sequence
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

FOLLOWED_UP_ONE_IN: Final = 4
"""After an answer one call in so many is offered what asks for more of it, while the set has not heard all of those."""

LENT: Final = 3
"""So many prompts are lent at once, each of another family where so many fit."""

FIRST: Final = frozenset({Family.WHO, Family.WHAT})
"""What a slot hears first of its questions, one of each."""

FIRST_PART: Final = TIMES[When.EARLY][1]
"""Until that part of the step's time they go before all others."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The moment for which a prompt is looked for.

    `elapsed` is the part of the step's time that is over, from 0 to 1. `welcome` is how much challenge the presenter welcomes, 1
    to 3. `calls` counts those of the step before this one, of which the first `round` are the first round; `answered` where an
    answer has just been given, so that it can be followed up once the first round, or the first part of the time, is over.
    `follows_up` in a round of nothing else. `meeting` is FIRST, LATER or LAST; the last may be the first as well. `families` are
    those of which there may be one.
    """

    step: StepKind
    elapsed: float = 0.0
    welcome: int = LEAST_CHALLENGE
    issue: IssueKind = IssueKind.PROBLEM
    meetings: frozenset[InSet] = frozenset({InSet.LATER})
    action_named: bool = False
    asked: bool = False
    answered: bool = False
    follows_up: bool = False
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
    def is_followed_up(self) -> bool:
        """Whether it is the turn of a prompt that asks for more of the answer just given."""
        return self.answered and self.calls > 0 and self.calls % FOLLOWED_UP_ONE_IN == 0

    @property
    def moments(self) -> frozenset[When]:
        """What moments of the step it is now."""
        found = {when for when, (begins, ends) in TIMES.items() if begins <= self.elapsed <= ends}
        is_early = self.calls < self.round and self.elapsed < FIRST_PART
        found |= {When.FOLLOW_UP} if self.follows_up or (self.answered and not is_early) else set()
        found |= {When.AFTER_QUESTION} if self.asked else set()
        return frozenset(found | {When.AFTER_ACTION} if self.action_named else found)


def fitting(bank: Bank, occasion: Occasion) -> list[Prompt]:
    """The prompts of the bank that fit here and now, heard or not."""
    moments, most, issue, meetings = occasion.moments, occasion.most_challenge, occasion.issue, occasion.meetings
    families, asks_presenter = occasion.families, occasion.asks_presenter
    return [
        one
        for one in bank.of_step(occasion.step)
        if (not one.when or not one.when.isdisjoint(moments))
        and one.challenge <= most
        and one.asks_presenter is asks_presenter
        and (one.issue is None or one.issue is issue)
        and (one.meeting is None or one.meeting in meetings)
        and one.family in families
    ]


class Heard:
    """What was offered before, as ids, oldest first: in this slot, and in all of the set, what this slot has heard among it."""

    def __init__(self, in_slot: Sequence[str] = (), in_set: Sequence[str] = ()) -> None:
        self.in_slot, self.lately = frozenset(in_slot), in_slot[-LENT:]
        self._slot, self._set = in_slot, in_set
        self._times = Counter(in_set)

    def times(self, prompt: Prompt) -> int:
        """How often the set has heard it."""
        return self._times.get(prompt.id, 0)

    def least(self, prompts: Sequence[Prompt]) -> list[Prompt]:
        """Those that the set has heard least often."""
        often = [self._times.get(one.id, 0) for one in prompts]
        fewest = min(often)
        return [one for one, times in zip(prompts, often, strict=True) if times == fewest]

    def families_of_slot(self, bank: Bank) -> list[Family]:
        """The family of each that this slot has heard."""
        return [prompt.family for prompt in map(bank.by_id, self._slot) if prompt is not None]

    def longest_ago(self, bank: Bank, families: Collection[Family]) -> set[Family]:
        """That one of them which the set has heard longest ago; where it has never heard some, all those."""
        left = set(families)
        for prompt in filter(None, map(bank.by_id, reversed(self._set))):
            if len(left) == 1:
                break
            left.discard(prompt.family)
        return left


def choose(bank: Bank, occasion: Occasion, heard: Heard, chance: Random) -> Prompt | None:
    """The prompt to offer next, or None when this slot has heard all that fit.

    Never one that this slot has heard; of those left one that the set has heard least often, so that none comes again before
    all that fit have; among those from a family that this slot has not heard, or least; then longest ago in the set; then by chance.
    """
    return next(iter(_ranked(bank, occasion, heard, chance, 1)), None)


def lend(bank: Bank, occasion: Occasion, heard: Heard, chance: Random) -> tuple[Prompt, ...]:
    """The prompts to choose from, each of another family where so many fit: first one that this slot has not heard."""
    return tuple(_ranked(bank, occasion, heard, chance, LENT))


def _ranked(bank: Bank, occasion: Occasion, heard: Heard, chance: Random, most: int) -> list[Prompt]:
    left = [one for one in fitting(bank, occasion) if one.id not in heard.in_slot]
    first = {one.id for one in _first_of_all(bank, occasion, left, heard)}
    found: list[Prompt] = []
    was_bold = any(one is not None and is_bold(one) for one in map(bank.by_id, heard.lately))
    while left and len(found) < most:
        was_bold = was_bold or any(is_bold(one) for one in found)
        taken, families = {one.id for one in found}, {one.family for one in found}
        left = [one for one in left if one.id not in taken and not (was_bold and is_bold(one))]
        others = [one for one in left if one.family not in families]
        ahead = [one for one in others if one.id in first]
        found += [_next(bank, occasion, ahead or others or left, heard, chance)] if left else []
    return found


def is_bold(prompt: Prompt) -> bool:
    """Whether it is of the highest degree: one at a time."""
    return prompt.challenge == MOST_CHALLENGE


def _first_of_all(bank: Bank, occasion: Occasion, left: Sequence[Prompt], heard: Heard) -> Sequence[Prompt]:
    """In the first part of the questions who and what, as long as the slot has not heard both, where there are any."""
    if occasion.step is not StepKind.QUESTION or occasion.elapsed >= FIRST_PART or occasion.follows_up:
        return []
    missing = FIRST - set(heard.families_of_slot(bank))
    return [one for one in left if one.family in missing]


def _next(bank: Bank, occasion: Occasion, left: Sequence[Prompt], heard: Heard, chance: Random) -> Prompt:
    now = _of_the_moment(occasion, left, heard)
    fresh = heard.least(now)
    family = _next_family(bank, {one.family for one in fresh}, heard, chance)
    return chance.choice([one for one in fresh if one.family is family])


def _of_the_moment(occasion: Occasion, left: Sequence[Prompt], heard: Heard) -> Sequence[Prompt]:
    """What only this moment has room for goes before what fits at any.

    The boldest, what an action that was named asks for, and what follows up an answer: in a round of follow-ups, and now and then.
    """
    bold = [one for one in left if is_bold(one)] if occasion.is_bold else []
    after = [one for one in left if When.AFTER_ACTION in one.when]
    follows = (
        [one for one in left if When.FOLLOW_UP in one.when] if occasion.follows_up or occasion.is_followed_up else []
    )
    follows = follows if occasion.follows_up else [one for one in follows if not heard.times(one)]
    return bold or after or follows or left


def _next_family(bank: Bank, families: set[Family], heard: Heard, chance: Random) -> Family:
    in_slot = heard.families_of_slot(bank)
    fewest = min(map(in_slot.count, families))
    return chance.choice(sorted(heard.longest_ago(bank, {one for one in families if in_slot.count(one) == fewest})))
