"""Questions of a set's own: what is said of one before it is kept, and that they take turns with those of the bank."""

from random import Random

import pytest

from bot.domain.errors import Refused
from bot.domain.lengths import LONGEST_OWN_PROMPT
from bot.domain.own_prompts import OwnPrompt, checked
from bot.domain.prompt_choice import Heard, Occasion, choose
from bot.domain.question_bank import Bank, Family, Prompt, When
from bot.domain.refusals import Refusal
from bot.domain.step_kinds import StepKind

CLOSED = "Is it a big team?"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("  ", Refusal.NO_QUESTION, id="nothing"),
        pytest.param("<@U1> :smile:", Refusal.NO_QUESTION, id="nothing but a name and a face"),
        pytest.param("What would you like " + "to do " * 20, Refusal.TOO_LONG, id="long"),
        pytest.param("who knows, about THIS", Refusal.QUESTION_THERE, id="there in other clothes"),
        pytest.param("You should talk to Mo first", Refusal.QUESTION_ADVISES, id="advice"),
        pytest.param("Have you tried talking to Mo?", Refusal.QUESTION_ADVISES, id="advice in disguise"),
        pytest.param("Don't you think that Mo is tired?", Refusal.QUESTION_LEADS, id="leading"),
        pytest.param(CLOSED, Refusal.QUESTION_CLOSED, id="closed"),
        pytest.param("What do you fear? And who else does?", Refusal.QUESTION_MULTIPLE, id="several"),
        pytest.param("We rebuilt the whole team last year", Refusal.NO_QUESTION_IN_IT, id="a story"),
        pytest.param("Good luck with that", Refusal.NO_QUESTION_IN_IT, id="a wish"),
    ],
)
def test_a_question_that_cannot_stand_or_is_doubtful_is_not_kept_at_once(typed: str, why: Refusal) -> None:
    with pytest.raises(Refused) as refused:
        checked(typed, ["Who knows about this?"], as_it_is=False)
    assert (refused.value.kind, refused.value.field) == (why, "question")


@pytest.mark.parametrize("typed", [CLOSED, "Have you tried talking to Mo?", "We rebuilt the whole team last year"])
def test_the_set_has_the_last_word_on_a_doubt(typed: str) -> None:
    assert checked(typed, [], as_it_is=True) == typed


def test_no_word_keeps_one_that_is_too_long_or_there_already() -> None:
    for typed in ("Who?" * LONGEST_OWN_PROMPT, "Who knows?"):
        with pytest.raises(Refused):
            checked(typed, ["Who knows?"], as_it_is=True)


def test_what_is_kept_is_a_line_without_markup() -> None:
    assert checked(" What  would\nthe *children* say? ", [], as_it_is=False) == "What would the *children* say?"
    assert checked("<@U1>, what would it take?", [], as_it_is=False) == "what would it take?"


THEIRS = [OwnPrompt("a", "What would the children say?"), OwnPrompt("b", "What would you try?", When.LATE)]
BANK = Bank(tuple(Prompt(f"who-{n}", StepKind.QUESTION, Family.WHO, f"Who {n}?") for n in range(3)))


def test_a_set_is_offered_its_own_in_turn_with_those_of_the_bank_and_at_their_moment() -> None:
    bank = BANK.and_own([one.prompt for one in THEIRS])
    heard: list[str] = []
    for _ in range(4):
        found = choose(bank, Occasion(StepKind.QUESTION, 0.1), Heard(heard, heard), Random(2))
        assert found is not None
        heard.append(found.id)
    assert set(heard) == {"own-a", "who-0", "who-1", "who-2"}
    assert "own-a" in heard[:2], "a family of its own, heard before the other comes again"
    late = choose(bank, Occasion(StepKind.QUESTION, 0.9), Heard(heard, heard), Random(2))
    assert late is not None
    assert late.id == "own-b"


def test_a_set_without_any_has_the_bank_as_it_is() -> None:
    assert BANK.and_own([]) is BANK
