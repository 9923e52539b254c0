"""How an action stands once its owner has reported on it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.actions import ActionLine, after, is_heard_of
from bot.domain.states import STILL_OPEN, ActionStatus, Ahead

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)

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


@pytest.mark.parametrize(
    ("heard_at", "in_slot", "heard"),
    [
        pytest.param(None, False, False, id="no meeting yet"),
        pytest.param(NOON - timedelta(hours=1), False, False, id="a meeting before it"),
        pytest.param(NOON, False, True, id="a meeting at that moment"),
        pytest.param(NOON + timedelta(days=7), False, True, id="a meeting since"),
        pytest.param(None, True, True, id="in a slot, whose thread shows it at once"),
    ],
)
def test_when_the_set_has_heard_of_an_action(heard_at: datetime | None, in_slot: bool, heard: bool) -> None:
    assert is_heard_of(NOON, heard_at, in_slot=in_slot) is heard


@pytest.mark.parametrize(
    ("due_on", "now", "past"),
    [
        pytest.param(None, NOON, False, id="no date"),
        pytest.param(date(2026, 11, 3), NOON, False, id="today"),
        pytest.param(date(2026, 11, 2), NOON, True, id="yesterday"),
        pytest.param(
            date(2026, 11, 2), datetime(2026, 11, 3, 3, tzinfo=UTC), False, id="yesterday, where it is not over"
        ),
    ],
)
def test_when_a_date_has_passed_in_its_own_zone(due_on: date | None, now: datetime, past: bool) -> None:
    line = ActionLine("a1", "U1", "Ask", "", due_on, "America/New_York" if due_on else None, ActionStatus.OPEN)
    assert line.at(now).past is past
    assert line.at(now).at(datetime(2026, 11, 1, tzinfo=UTC)) == line
