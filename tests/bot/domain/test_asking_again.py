"""*Not yet* and *Partly* said early silence nothing; what somebody chose themselves does."""

from datetime import UTC, datetime

import pytest

from bot.domain.asking_again import Around, Occasion, SaidOf, asks_here, is_asked
from bot.domain.states import ActionStatus, AskAgain

BEGAN, CLOSED = datetime(2026, 11, 10, 14, tzinfo=UTC), datetime(2026, 11, 10, 16, tzinfo=UTC)
IN_THE_MEETING, AFTERWARDS = datetime(2026, 11, 10, 15, tzinfo=UTC), datetime(2026, 11, 12, 9, tzinfo=UTC)
FIRST_ASKED = datetime(2026, 12, 3, 9, tzinfo=UTC)
SINCE_ASKED = datetime(2026, 12, 3, 10, tzinfo=UTC)
AROUND = Around(BEGAN, CLOSED, FIRST_ASKED)
EVERY, NEVER, THE_DAY_BEFORE = set(Occasion), set[Occasion](), {Occasion.SECOND}
NOT_YET, PARTLY, CHANGED = ActionStatus.NOT_YET, ActionStatus.PARTLY, ActionStatus.CHANGED


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        pytest.param(SaidOf(ActionStatus.OPEN), EVERY, id="nothing said"),
        pytest.param(SaidOf(NOT_YET, AFTERWARDS), EVERY, id="not yet, early"),
        pytest.param(SaidOf(PARTLY, AFTERWARDS), EVERY, id="partly, early"),
        pytest.param(SaidOf(CHANGED, AFTERWARDS), EVERY, id="changed, early"),
        pytest.param(SaidOf(NOT_YET, IN_THE_MEETING), EVERY, id="not yet, at the last meeting"),
        pytest.param(SaidOf(NOT_YET, SINCE_ASKED), NEVER, id="not yet, since it was asked"),
        pytest.param(SaidOf(NOT_YET, FIRST_ASKED), NEVER, id="not yet, at the very moment of the first request"),
        pytest.param(SaidOf(ActionStatus.DONE, AFTERWARDS), NEVER, id="done"),
        pytest.param(SaidOf(ActionStatus.DROPPED, AFTERWARDS), NEVER, id="dropped"),
        pytest.param(SaidOf(NOT_YET, AFTERWARDS, AskAgain.AT_MEETING), NEVER, id="at the meeting"),
        pytest.param(SaidOf(NOT_YET, IN_THE_MEETING, AskAgain.AT_MEETING), NEVER, id="at the meeting after this one"),
        pytest.param(SaidOf(NOT_YET, AFTERWARDS, AskAgain.DAY_BEFORE), THE_DAY_BEFORE, id="the day before"),
        pytest.param(
            SaidOf(NOT_YET, SINCE_ASKED, AskAgain.DAY_BEFORE), THE_DAY_BEFORE, id="the day before, asked once"
        ),
        pytest.param(
            SaidOf(NOT_YET, datetime(2026, 11, 9, tzinfo=UTC), AskAgain.AT_MEETING),
            EVERY,
            id="at a meeting that was held",
        ),
        pytest.param(SaidOf(ActionStatus.OPEN, not_again=AFTERWARDS), NEVER, id="not again"),
        pytest.param(SaidOf(NOT_YET, AFTERWARDS, AskAgain.DAY_BEFORE, AFTERWARDS), NEVER, id="not again after all"),
        pytest.param(
            SaidOf(ActionStatus.OPEN, not_again=datetime(2026, 11, 9, tzinfo=UTC)),
            EVERY,
            id="not again before a meeting that was held",
        ),
    ],
)
def test_who_is_asked_on_which_occasion(said: SaidOf, asked: set[Occasion]) -> None:
    assert {one for one in Occasion if is_asked(said, one, AROUND)} == asked


def test_where_no_meeting_is_planned_the_due_day_still_asks() -> None:
    assert is_asked(SaidOf(NOT_YET, AFTERWARDS), Occasion.DUE_DAY, Around())


@pytest.mark.parametrize(
    ("said", "here"),
    [
        pytest.param(SaidOf(NOT_YET, datetime(2026, 11, 9, tzinfo=UTC), AskAgain.AT_MEETING), True, id="put off"),
        pytest.param(SaidOf(NOT_YET, IN_THE_MEETING, AskAgain.AT_MEETING), False, id="until the one after"),
        pytest.param(SaidOf(NOT_YET, datetime(2026, 11, 9, tzinfo=UTC)), False, id="said, and no more"),
        pytest.param(
            SaidOf(NOT_YET, datetime(2026, 11, 9, tzinfo=UTC), AskAgain.DAY_BEFORE), False, id="the day before"
        ),
        pytest.param(SaidOf(ActionStatus.OPEN), False, id="nothing said"),
    ],
)
def test_what_was_put_off_until_the_meeting_is_asked_there(said: SaidOf, here: bool) -> None:
    assert asks_here(said, BEGAN) is here
