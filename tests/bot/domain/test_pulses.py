"""A pulse goes from 1 to 10, and is shown only where nobody's answer stands out."""

import pytest

from bot.domain.errors import Refused
from bot.domain.pulses import Pulse, PulseNumber, PulseSummary, PulseWord, checked, given, summary_of, without_words
from bot.domain.refusals import Refusal

WELL, BETTER, SCORE = PulseWord.WELL, PulseWord.BETTER, PulseNumber.SCORE


@pytest.mark.parametrize("score", [1, 2, 9, 10])
def test_a_pulse_goes_from_one_to_ten(score: int) -> None:
    assert checked(Pulse(score, "", "")) == Pulse(score, "", "")


@pytest.mark.parametrize("score", [-1, 0, 11, 12])
def test_and_no_further(score: int) -> None:
    with pytest.raises(Refused) as refused:
        checked(Pulse(score, "", ""))
    assert (refused.value.kind, refused.value.field) == (Refusal.PULSE_OUT_OF_RANGE, "score")
    assert refused.value.facts == {"low": 1, "high": 10}


def test_without_answers_there_is_nothing_to_show() -> None:
    assert summary_of([], []) is None


@pytest.mark.parametrize("answers", [1, 2, 4])
def test_four_answers_are_too_few_for_a_range(answers: int) -> None:
    shown = summary_of([(SCORE, 7)] * answers, [])
    assert shown == PulseSummary(answers, None, (), ())


def test_five_have_a_range_without_a_middle_and_the_order_of_the_words_tells_nobody_whose_they_are() -> None:
    scores = [(SCORE, number) for number in (9, 4, 8, 6, 6)]
    words = [(WELL, "we waited"), (BETTER, "slower"), (WELL, "honest"), (BETTER, "fewer words")]
    shown = PulseSummary(5, (4, 9), ("honest", "we waited"), ("fewer words", "slower"))
    assert summary_of(scores, words) == summary_of(scores[::-1], words[::-1]) == shown


def test_a_pulse_says_in_words_what_it_has() -> None:
    assert Pulse(4, "honest").words == ((WELL, "honest"),)
    assert Pulse(4, "", "slower").words == ((BETTER, "slower"),)


def test_a_form_without_its_number_is_no_pulse_and_words_need_one() -> None:
    assert given({SCORE: 4}, {WELL: "", BETTER: "slower"}) == Pulse(4, "", "slower")
    assert given({SCORE: 0}, {WELL: "", BETTER: ""}) is None
    with pytest.raises(Refused) as refused:
        given({SCORE: 0}, {BETTER: "slower"})
    assert (refused.value.kind, refused.value.field) == (Refusal.PULSE_WITHOUT_NUMBER, "score")


def test_words_that_the_set_may_not_read_are_not_kept() -> None:
    assert without_words(Pulse(4, "honest", "slower")) == Pulse(4)
