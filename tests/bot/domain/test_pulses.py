"""A pulse goes from 1 to 10, and is shown only where nobody's answer stands out."""

import pytest

from bot.domain.errors import Refused
from bot.domain.pulses import Pulse, PulseSummary, checked, summary_of


@pytest.mark.parametrize("score", [1, 2, 9, 10])
def test_a_pulse_goes_from_one_to_ten(score: int) -> None:
    assert checked(Pulse(score, "", "")) == Pulse(score, "", "")


@pytest.mark.parametrize("score", [-1, 0, 11, 12])
def test_and_no_further(score: int) -> None:
    with pytest.raises(Refused) as refused:
        checked(Pulse(score, "", ""))
    assert (refused.value.field, str(refused.value)) == ("score", "The pulse goes from 1 to 10.")


def test_three_answers_are_not_shown() -> None:
    assert summary_of([Pulse(7, "", "")] * 3) is None


def test_four_are_and_the_order_of_the_words_tells_nobody_whose_they_are() -> None:
    given = [Pulse(9, "we waited", ""), Pulse(4, "", "slower"), Pulse(8, "honest", ""), Pulse(6, "", "fewer words")]
    shown = PulseSummary(4, 4, 9, 6, ("honest", "we waited"), ("fewer words", "slower"))
    assert summary_of(given) == summary_of(given[::-1]) == shown
