"""A member who is asked to leave leaves where all others agree, or all but one; one person alone takes nobody out."""

from collections.abc import Mapping

import pytest

from bot.domain.leave_requests import came_to
from bot.domain.states import LeaveRequestState

LEFT, STAYS = LeaveRequestState.LEFT, LeaveRequestState.STAYS


@pytest.mark.parametrize(
    ("others", "answers", "is_over", "outcome"),
    [
        pytest.param(4, {1: True}, False, None, id="only whoever asked"),
        pytest.param(4, {1: True, 2: True}, False, None, id="two of four"),
        pytest.param(4, {1: True, 2: True, 3: True}, False, LEFT, id="all but one, who has not answered"),
        pytest.param(4, {1: True, 2: True, 3: True, 4: False}, False, LEFT, id="all but one, who does not agree"),
        pytest.param(4, {1: True, 2: False}, False, None, id="one does not agree"),
        pytest.param(4, {1: True, 2: False, 3: False}, False, STAYS, id="two do not agree"),
        pytest.param(4, {1: True, 2: True}, True, STAYS, id="time is over, and two have not answered"),
        pytest.param(4, {1: True, 2: True, 3: True}, True, LEFT, id="time is over, and one has not answered"),
        pytest.param(2, {1: True}, False, None, id="one of two"),
        pytest.param(2, {1: True}, True, STAYS, id="one alone takes nobody out"),
        pytest.param(2, {1: True, 2: True}, False, LEFT, id="both of two"),
        pytest.param(2, {1: True, 2: False}, False, None, id="one of two, and the other may yet agree"),
        pytest.param(1, {1: True}, False, STAYS, id="only one other"),
        pytest.param(4, {1: True, 9: True, 8: True}, True, STAYS, id="who has left since does not count"),
    ],
)
def test_it_is_settled_as_soon_as_it_can_be(
    others: int, answers: Mapping[int, bool], is_over: bool, outcome: LeaveRequestState | None
) -> None:
    assert came_to(range(1, others + 1), answers, is_over=is_over) is outcome
