"""The words of a hint: each habit has a sentence, and every question that is offered instead is an open one of ours."""

import pytest

from bot.domain.questions import Kind, classify, hint_for
from bot.domain.questions.hints import CLARIFYING, REWRITES_OF_EACH, Habit, Noticed, Place, noticed, rewrite_of
from prompts.hints import could_ask, named, rewritten

_ALL = [
    *(rewrite_of(habit, nth) for habit in Habit for nth in range(REWRITES_OF_EACH)),
    *(rewrite_of(Habit.ADVICE, nth, clarifying=True) for nth in range(REWRITES_OF_EACH)),
]


@pytest.mark.parametrize("name", _ALL)
def test_every_rewrite_is_open_for_our_own_detector(name: str) -> None:
    question = rewritten(name)
    assert classify(question).kind is Kind.OPEN
    assert noticed(question) is None
    assert len(question) <= 90


def test_no_question_stands_twice() -> None:
    assert len({rewritten(name) for name in _ALL}) == len(_ALL)


@pytest.mark.parametrize("habit", Habit)
@pytest.mark.parametrize("place", Place)
def test_each_habit_is_named_in_a_sentence_without_blame(habit: Habit, place: Place) -> None:
    sentence = named(Noticed(habit, "you should", place))
    assert sentence.endswith(".")
    assert "you should" not in sentence.replace("*you should*", "")
    assert not {"wrong", "mistake", "bad", "don't"} & set(sentence.lower().split())
    assert sentence.startswith(("That may be ", "That may lean ", "That can be ", "That offers ", "There may be "))


def test_a_hint_names_the_habit_and_offers_one_question() -> None:
    hint = hint_for("You should ask the governors")
    assert hint is not None
    assert could_ask(hint) == (
        "That may be advice: it begins with *you should*. You could ask: _What options do you see?_"
    )


@pytest.mark.parametrize(
    "name", ["", "advice", "advice:", "advice:0", "advice:4", "advice:x", "nothing:1", f"{CLARIFYING}:9"]
)
def test_a_name_of_no_question_is_told_apart(name: str) -> None:
    with pytest.raises(KeyError):
        rewritten(name)
