"""Every kind of step has words, of the place where it belongs."""

from typing import Any, Final

import pytest

from bot.domain.errors import Misconfigured
from bot.domain.step_kinds import StepKind
from prompts.step_word_types import CardWords, SlotWords, must_have_words, words_of
from tests.another_kind import another_step

IN_THREAD: Final = SlotWords(named=lambda: "Another", over=lambda _: "Another: over.")
ON_A_CARD: Final = CardWords(named=lambda: "Another", over=lambda _, __: [])


@pytest.mark.parametrize("kind", list(StepKind))
def test_a_kind_of_step_has_words_of_its_place(kind: StepKind) -> None:
    assert isinstance(words_of(kind), SlotWords if kind.in_slot else CardWords)


@pytest.mark.parametrize("kind", list(StepKind))
def test_no_two_kinds_of_step_have_one_name(kind: StepKind) -> None:
    assert [one for one in StepKind if words_of(one).name == words_of(kind).name] == [kind]


def test_words_as_they_are_are_complete() -> None:
    must_have_words()


@pytest.mark.parametrize(
    ("in_slot", "words", "missing"),
    [
        pytest.param(True, ON_A_CARD, "they should be SlotWords, as it belongs in a slot", id="a card in a slot"),
        pytest.param(False, IN_THREAD, "they should be CardWords, as it belongs outside of slots", id="no card"),
        pytest.param(False, CardWords(named=lambda: " ", over=ON_A_CARD.over), "its name is empty", id="no name"),
    ],
)
def test_words_of_another_place_are_refused(in_slot: bool, words: Any, missing: str) -> None:
    with another_step("another", in_slot=in_slot, words=words), pytest.raises(Misconfigured) as raised:
        must_have_words()
    assert str(raised.value) == f"The words for the kind of step another are not complete: {missing}."


def test_a_kind_without_words_is_refused() -> None:
    with another_step("another", in_slot=True), pytest.raises(Misconfigured) as raised:
        must_have_words()
    assert str(raised.value) == "The kind of step another has no words: add its entry to prompts/step_words.py."
