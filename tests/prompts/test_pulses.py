"""The pulse promises no more than can come."""

import json

import pytest

from bot.domain.pulses import PulseForm, PulseSaved, PulseSummary, PulseTaken, may_have_a_range
from prompts import pulses


@pytest.mark.parametrize(("members", "ranged"), [(4, False), (5, True)])
def test_a_set_under_five_is_promised_no_range(members: int, ranged: bool) -> None:
    assert may_have_a_range(members) is ranged
    form = json.dumps(pulses.pulse_form("step", PulseForm(takes_pulse=True, ranged=ranged)))
    given = pulses.saved(PulseSaved(PulseTaken.COUNTED, ranged=ranged))["text"]
    assert (pulses.THE_RANGE in form, "the range" in given) == (ranged, ranged)


@pytest.mark.parametrize(
    ("summary", "asks"),
    [
        pytest.param(PulseSummary(4, None, (), ()), False, id="nothing shown"),
        pytest.param(PulseSummary(4, None, ("we listened",), ()), True, id="words"),
        pytest.param(PulseSummary(5, (4, 9), (), ()), True, id="a range"),
    ],
)
def test_what_is_made_of_it_is_asked_where_something_is_shown(summary: PulseSummary, asks: bool) -> None:
    assert ("What do you make of that?" in pulses.summary(summary)["text"]) is asks
