"""Which messages are hinted at, by which of their words, and which question is offered instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.questions.hints import (
    ADVICE_FIRST,
    CLOSED,
    MOST_IN_A_SLOT,
    REWRITES_OF_EACH,
    Habit,
    Noticed,
    Place,
    hint_for,
    is_hinted_at,
    noticed,
    rewrite_of,
)
from tests.bot.domain.asked_messages import ELSEWHERE
from tests.each import each


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "You should ask the board", Noticed(Habit.ADVICE, "you should", Place.BEGINS), id="advice from the start"
        ),
        pytest.param("Hm. You should ask", Noticed(Habit.ADVICE, "you should", Place.WITHIN), id="advice further on"),
        pytest.param("I'd talk to her", Noticed(Habit.ADVICE, "I'd talk", Place.BEGINS), id="I keeps its capital"),
        pytest.param(
            "Have you tried a rota?", Noticed(Habit.TRIED, "have you tried", Place.BEGINS), id="advice in disguise"
        ),
        pytest.param(
            "Why don\u2019t you wait?", Noticed(Habit.WHY_NOT, "why don't you", Place.BEGINS), id="a curly apostrophe"
        ),
        pytest.param("What if you asked?", Noticed(Habit.SUGGESTION, "what if you", Place.BEGINS), id="what if"),
        pytest.param("It's late, isn't it?", Noticed(Habit.EXPECTS, "isn't it", Place.ENDS), id="a tag at the end"),
        pytest.param("How could you do that?!", Noticed(Habit.BLAMES, "how could", Place.BEGINS), id="a judgement"),
        pytest.param(
            "In my experience rotas fail", Noticed(Habit.STORY, "in my experience", Place.BEGINS), id="a story"
        ),
        pytest.param("The two heads are both proud of their labs", Noticed(Habit.STATEMENT), id="no question"),
        pytest.param("Who knows? And what did they say?", Noticed(Habit.SEVERAL), id="two questions"),
        pytest.param(
            "Have you tried it? Or could you ask?",
            Noticed(Habit.TRIED, "have you tried", Place.BEGINS),
            id="advice twice",
        ),
        pytest.param("Is it a big team?", Noticed(Habit.YES_NO), id="yes or no"),
        pytest.param("Do you keep it or drop it?", Noticed(Habit.EITHER_OR), id="one of two"),
        pytest.param("How many are you?", Noticed(Habit.FACT), id="a fact"),
        pytest.param("What have you not said yet?", None, id="an open question"),
        pytest.param("Thank you, that was brave", None, id="a courtesy"),
        pytest.param("I'll pass this time", None, id="who passes"),
        pytest.param("I don't know enough yet", None, id="who has no question yet"),
        pytest.param("I'm still thinking about what they said", None, id="who thinks"),
    ],
)
def test_a_habit_is_noticed_with_the_words_that_gave_it_away(text: str, found: Noticed | None) -> None:
    assert noticed(text) == found


def test_advice_goes_before_that_there_are_several_questions() -> None:
    found = noticed("What have you tried? Could you ask Mo?")
    assert found is not None
    assert found.habit in ADVICE_FIRST


def test_no_mark_of_slack_breaks_out_of_the_words() -> None:
    found = noticed("You *really* should ask <!channel>")
    assert found is not None
    assert not set("*_~`<>") & set(found.words)


def test_while_facts_are_clarified_advice_is_hinted_at_alone() -> None:
    assert {habit for habit in Habit if is_hinted_at(habit, clarifying=True)} == ADVICE_FIRST
    assert {habit for habit in Habit if is_hinted_at(habit, clarifying=True, closed=True)} == ADVICE_FIRST


def test_closed_questions_are_hinted_at_only_where_that_was_asked_for() -> None:
    assert {habit for habit in Habit if not is_hinted_at(habit)} == CLOSED
    assert all(is_hinted_at(habit, closed=True) for habit in Habit)


@each({text: text for text in ELSEWHERE})
def test_nothing_is_said_in_languages_that_are_not_known(text: str) -> None:
    assert hint_for(text, closed=True) is None


@given(habit=st.sampled_from(Habit), clarifying=st.booleans())
def test_no_hint_of_a_slot_offers_what_another_did(habit: Habit, clarifying: bool) -> None:
    offered = [rewrite_of(habit, nth, clarifying=clarifying) for nth in range(MOST_IN_A_SLOT)]
    assert len(set(offered)) == min(MOST_IN_A_SLOT, REWRITES_OF_EACH) == len(offered)


def test_the_same_words_are_hinted_at_in_the_same_way() -> None:
    found = hint_for("You should ask the governors", nth=1)
    assert found == hint_for("You should ask the governors", nth=1)
    assert found is not None
    assert found.rewrite == "advice:2"
    assert (clarifies := hint_for("You should ask the governors", clarifying=True, nth=1)) is not None
    assert clarifies.rewrite == "clarifying:2"


def test_what_somebody_wrote_stands_in_no_line_of_a_log() -> None:
    assert "governors" not in repr(hint_for("You should ask the governors"))
    assert "should" not in repr(hint_for("You should ask the governors"))
