"""The bank and the formats held to what we hold peers to: open questions, none twice, and no talk of what nobody asked."""

import re
from collections import Counter
from typing import Final

from bot.domain.formats import Format
from bot.domain.question_bank import Prompt
from bot.domain.questions import Kind, classify
from bot.domain.step_kinds import StepKind
from tests.prompts.test_bank import BANK, each_format, each_prompt

SMALL_WORDS: Final = r"\b(a|an|the|is|are|do|does|did|you|your|of|in|to|for|this|that|it|here|now|just)\b"


def normalised(text: str) -> str:
    """Its words without those that carry little, in any order."""
    return " ".join(sorted(set(re.findall(r"[a-z]+", re.sub(SMALL_WORDS, "", text.lower())))))


def test_no_question_is_there_twice_in_other_clothes() -> None:
    found: dict[tuple[StepKind, bool, str], list[str]] = {}
    for prompt in BANK.prompts:
        found.setdefault((prompt.step, prompt.asks_presenter, normalised(prompt.text)), []).append(prompt.id)
    assert [ids for ids in found.values() if len(ids) > 1] == []


FEWEST_OF_A_FAMILY: Final = 12


def test_the_families_of_question_time_are_of_a_like_size() -> None:
    many = Counter(prompt.family for prompt in BANK.of_step(StepKind.QUESTION))
    assert min(many.values()) >= FEWEST_OF_A_FAMILY
    assert max(many.values()) <= 2 * min(many.values())


@each_prompt
def test_our_own_detector_takes_a_prompt_for_an_open_question(prompt: Prompt) -> None:
    found = classify(prompt.text)
    assert found.kind is Kind.OPEN, found
    assert not found.advice


@each_format
def test_no_format_speaks_of_questions_that_nobody_may_have_asked(plan: Format) -> None:
    after = [step for step in plan.slot if step.kind not in (StepKind.PRESENT, StepKind.CLARIFY, StepKind.QUESTION)]
    for step in (*after, *plan.after):
        said = [step.unasked] if step.unasked else [step.says, step.aloud, step.opportunity, step.brief]
        claims = r"which question|having heard|all you've heard|asked, not told|to ask, not tell"
        assert [words for words in said if re.search(claims, words, re.IGNORECASE)] == []
