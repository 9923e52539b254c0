"""How an action stands once its owner has reported on it."""

import pytest

from bot.domain.actions import after
from bot.domain.states import STILL_OPEN, ActionStatus, Ahead

DONE, PARTLY, CHANGED = ActionStatus.DONE, ActionStatus.PARTLY, ActionStatus.CHANGED
DROPPED, NOT_YET = ActionStatus.DROPPED, ActionStatus.NOT_YET


@pytest.mark.parametrize(
    ("outcome", "ahead", "status", "open_still"),
    [
        pytest.param(DONE, Ahead.KEEP, DONE, False, id="done"),
        pytest.param(DONE, Ahead.DROP, DONE, False, id="done, and nothing more: still done"),
        pytest.param(PARTLY, Ahead.KEEP, PARTLY, True, id="partly: goes on"),
        pytest.param(PARTLY, Ahead.DROP, DROPPED, False, id="partly, the rest is dropped"),
        pytest.param(CHANGED, Ahead.CHANGE, CHANGED, True, id="changed: goes on"),
        pytest.param(DROPPED, Ahead.DROP, DROPPED, False, id="dropped"),
        pytest.param(DROPPED, Ahead.KEEP, DROPPED, False, id="dropped, whatever comes next"),
        pytest.param(NOT_YET, Ahead.KEEP, NOT_YET, True, id="not yet: asked again"),
        pytest.param(NOT_YET, Ahead.DROP, DROPPED, False, id="not yet, and not any more"),
    ],
)
def test_a_report_says_how_an_action_stands(
    outcome: ActionStatus, ahead: Ahead, status: ActionStatus, open_still: bool
) -> None:
    assert after(outcome, ahead) is status
    assert (status in STILL_OPEN) is open_still
