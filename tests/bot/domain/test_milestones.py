"""Milestones of a programme, over its meetings."""

from collections.abc import Mapping

import pytest

from bot.domain.errors import Refused
from bot.domain.milestones import LONGEST_MILESTONE, in_order, spread
from bot.domain.refusals import Refusal

FOUR = ("assessment", "theory", "mid-way", "end")


@pytest.mark.parametrize(
    ("meetings", "named"),
    [
        pytest.param(4, {1: "assessment", 2: "theory", 3: "mid-way", 4: "end"}, id="one each"),
        pytest.param(7, {1: "assessment", 3: "theory", 5: "mid-way", 7: "end"}, id="every other one"),
        pytest.param(12, {1: "assessment", 5: "theory", 8: "mid-way", 12: "end"}, id="as evenly as may be"),
        pytest.param(2, {1: "theory", 2: "end"}, id="fewer meetings than names"),
        pytest.param(1, {1: "end"}, id="a single one"),
    ],
)
def test_the_milestones_of_a_programme_are_spread(meetings: int, named: Mapping[int, str]) -> None:
    assert spread(FOUR, meetings) == named


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        pytest.param(["begun", "", " half   way "], {1: "begun", 3: "half way"}, id="an empty line is for none"),
        pytest.param(["begun", "", "", "", "", ""], {1: "begun"}, id="empty lines at the end do not count"),
        pytest.param([], {}, id="none"),
    ],
)
def test_ones_own_go_by_the_line(lines: list[str], named: Mapping[int, str]) -> None:
    assert in_order(lines, 4) == named


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        pytest.param(["a"] * 5, Refusal.TOO_MANY_MILESTONES, id="more than meetings"),
        pytest.param(["a" * (LONGEST_MILESTONE + 1)], Refusal.TOO_LONG, id="too long"),
    ],
)
def test_milestones_that_do_not_fit_are_refused_in_their_field(lines: list[str], kind: Refusal) -> None:
    with pytest.raises(Refused) as found:
        in_order(lines, 4)
    assert (found.value.kind, found.value.field) == (kind, "milestone_names")
