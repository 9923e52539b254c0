"""Hundreds of slots with the bank as shipped: what is offered fits its moment, and nothing comes back before its time.

They are the same in every run, and hear all that there is; `make soak` looks at four thousand.
"""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from random import Random
from typing import Final, NamedTuple

from bot.domain.prompt_choice import FIRST, FIRST_PART, Heard, Occasion, choose, fitting, lend
from bot.domain.question_bank import FOR_EVERY_FORMAT, Family, InSet, Prompt, When
from bot.domain.states import IssueKind
from bot.domain.step_kinds import StepKind
from prompts.bank import load_bank

BANK = load_bank()
SETS: Final = range(500) if "SOAK" in os.environ else range(23, 83)
"""Chance in each begins with its number: the few hear all that there is."""
SLOTS: Final = 8
ACTS: Final = ("hands-", "what-can-you", "what-reach", "what-ways", "future-tell-us")
LOOKS_BACK_ON_THE_SLOT: Final = {"learn-shift", "learn-surprise", "learn-not-asked", "learn-understand-now"}
LOOKS_BACK_ON_AN_ANSWER: Final = {
    *("learn-makes-say", "learn-noticing", "learn-new", "learn-heard-yourself"),
    *("what-else", "what-important-in-that", "what-behind-that", "heart-goes-with", "heart-that-matters"),
}  # fmt: skip
ON_AN_ACTION: Final = {
    *("commit-by-when", "commit-where", "commit-if-then", "commit-likely", "commit-tell", "commit-make-room"),
    *("commit-find-out", "commit-stop-you", "commit-you-know", "commit-ask-me"),
}  # fmt: skip
SPEAKS_OF_QUESTIONS: Final = {
    *("slot-question", "slot-asking", "slot-answer-held", "slot-to-self", "slot-helped-think", "slot-being-asked"),
    "review-good-questions",
}


class Offered(NamedTuple):
    slot: int
    occasion: Occasion
    prompt: Prompt


@cache
def a_set(seed: int) -> Sequence[Offered]:
    """All that one set is offered in its slots, one a meeting, whoever presents, whatever they bring and welcome."""
    return tuple(_offered(seed))


def _offered(seed: int) -> Iterator[Offered]:
    chance, in_set = Random(seed), list[str]()
    for slot in range(SLOTS):
        in_slot: list[str] = []
        for occasion in _occasions(slot, chance):
            found = choose(BANK, occasion, Heard(in_slot, in_set), chance)
            if found is not None:
                yield Offered(slot, occasion, found)
                in_slot.append(found.id)
                in_set.append(found.id)


def _occasions(slot: int, chance: Random) -> Iterator[Occasion]:
    peers, welcome, issue = chance.randint(2, 7), chance.randint(1, 3), chance.choice(list(IssueKind))
    meetings = frozenset({InSet.LATER if slot else InSet.FIRST, *([InSet.LAST] if slot == SLOTS - 1 else [])})
    elapsed, calls = 0.0, 0
    while elapsed < 1:
        answered = calls > 0 and chance.random() < 0.8
        yield Occasion(
            StepKind.QUESTION, elapsed, welcome, issue, meetings, answered=answered, calls=calls, round=peers
        )
        elapsed, calls = elapsed + chance.uniform(0.05, 0.25), calls + 1
    yield Occasion(StepKind.COMMIT, 0.0, welcome, issue, meetings)
    yield Occasion(StepKind.COMMIT, 0.5, welcome, issue, meetings, action_named=True)
    asked = chance.random() < 0.9
    for presenter in (False, True):
        yield Occasion(StepKind.SLOT_REVIEW, 0.0, welcome, issue, meetings, asked=asked, asks_presenter=presenter)
    yield Occasion(StepKind.REVIEW, 0.0, issue=issue, meetings=meetings, asked=asked)


def test_what_is_offered_fits_its_moment() -> None:
    offered = [one for seed in SETS for one in a_set(seed)]
    for _, occasion, prompt in offered:
        asks = occasion.step is StepKind.QUESTION
        assert not (asks and occasion.elapsed < 0.5 and prompt.id.startswith(ACTS)), "no step to take before half time"
        assert not (asks and occasion.elapsed < 0.5 and prompt.family is Family.HANDS)
        assert not (occasion.elapsed < 0.5 and prompt.id in LOOKS_BACK_ON_THE_SLOT), "nothing to look back on yet"
        assert occasion.answered or prompt.id not in LOOKS_BACK_ON_AN_ANSWER
        assert (prompt.id in ON_AN_ACTION) is (occasion.step is StepKind.COMMIT and occasion.action_named)
        assert occasion.asked or prompt.id not in SPEAKS_OF_QUESTIONS, "none that claims what was not asked"
        assert prompt.challenge <= occasion.welcome
        assert not (asks and prompt.challenge == 3 and occasion.calls < occasion.round)
        assert prompt.issue in (None, occasion.issue)
    for_all = {
        one.id for one in BANK.of_step(StepKind.QUESTION) if one.family in FOR_EVERY_FORMAT
    } | SPEAKS_OF_QUESTIONS
    assert {one.prompt.id for one in offered} >= for_all, "all have their moment"
    assert Family.SUCCESS not in {one.prompt.family for one in offered}, "but those that a format has to ask for"


def test_nothing_comes_twice_in_a_slot_nor_again_in_a_set_while_something_fits_that_it_has_not_heard() -> None:
    for seed in SETS[:40]:
        in_set: list[str] = []
        in_slot: dict[int, list[str]] = {}
        for slot, occasion, prompt in a_set(seed):
            mine = in_slot.setdefault(slot, [])
            assert prompt.id not in mine
            is_first = occasion.step is StepKind.QUESTION and occasion.elapsed < FIRST_PART and prompt.family in FIRST
            if prompt.id in in_set and not (is_first or occasion.is_bold or occasion.action_named):
                left = [one for one in fitting(BANK, occasion) if one.id not in mine]
                assert all(one.id in in_set for one in left)
            mine.append(prompt.id)
            in_set.append(prompt.id)


def test_what_and_who_come_before_heart_and_head() -> None:
    """Both, before anything else, in every slot that has two calls in the first part of its questions."""
    for seed in SETS:
        for slot in range(SLOTS):
            asked = [one for one in a_set(seed) if one.slot == slot and one.occasion.step is StepKind.QUESTION]
            firsts = [one.prompt.family for one in asked if one.occasion.elapsed < 0.4]
            assert set(firsts[:2]) <= {Family.WHO, Family.WHAT}
            assert len(set(firsts[:2])) == len(firsts[:2])


def test_an_answer_is_followed_up_once_the_first_round_or_the_first_part_is_over() -> None:
    for seed in SETS:
        for _, occasion, prompt in a_set(seed):
            if When.FOLLOW_UP in prompt.when:
                assert occasion.calls >= occasion.round or occasion.elapsed >= 0.4


def test_three_questions_are_lent_at_every_call_and_no_two_of_the_highest_degree() -> None:
    lent_in_all = set[str]()
    for seed in SETS[::5]:
        chance, in_set = Random(seed), list[str]()
        for slot in range(SLOTS):
            in_slot: list[str] = []
            for occasion in _occasions(slot, chance):
                if occasion.step is not StepKind.QUESTION:
                    continue
                lent = lend(BANK, occasion, Heard(in_slot, in_set), chance)
                assert len(lent) == 3
                assert sum(one.challenge == 3 for one in lent) <= 1
                in_slot += [one.id for one in lent]
                in_set += [one.id for one in lent]
        lent_in_all |= set(in_set)
    assert lent_in_all >= LOOKS_BACK_ON_AN_ANSWER, "follow-ups too"


def test_a_round_of_follow_ups_has_prompts_that_follow_up() -> None:
    heard: list[str] = []
    for calls in range(4):
        now = Occasion(StepKind.QUESTION, 0.3 + calls / 10, 2, follows_up=True, calls=calls, round=4)
        found = choose(BANK, now, Heard(heard, heard), Random(calls))
        assert found is not None
        assert When.FOLLOW_UP in found.when
        heard.append(found.id)
