"""Which meeting of a plan is meant. The set is in Sofia, two hours before UTC in November."""

from datetime import UTC, datetime

import pytest

from bot.domain.plans import following, not_held, to_start
from bot.domain.sets import PlannedMeeting
from bot.domain.states import MeetingState

SOFIA = "Europe/Sofia"
PLANNED, RUNNING, CLOSED = MeetingState.PLANNED, MeetingState.RUNNING, MeetingState.CLOSED


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def plan(*states: MeetingState) -> list[PlannedMeeting]:
    """Meetings on the 3rd, 10th, 17th and 24th at 14:00 in Sofia."""
    return [PlannedMeeting(n, at(3 + 7 * (n - 1), 12), state) for n, state in enumerate(states, start=1)]


@pytest.mark.parametrize(
    ("now", "meant"),
    [
        pytest.param(at(1, 12), 1, id="before the first"),
        pytest.param(at(5, 12), 1, id="two days late"),
        pytest.param(at(6, 23, 59), 1, id="just nearer to the one that was missed"),
        pytest.param(at(7, 0), 1, id="as near to both: the earlier one"),
        pytest.param(at(7, 0, 1), 2, id="just nearer to the one to come"),
        pytest.param(at(9, 22), 2, id="its day has begun in Sofia"),
        pytest.param(at(10, 21, 59), 2, id="its day is not over in Sofia"),
        pytest.param(at(30, 12), 4, id="all missed"),
    ],
)
def test_a_start_means_the_nearest_meeting(now: datetime, meant: int) -> None:
    found = to_start(plan(PLANNED, PLANNED, PLANNED, PLANNED), now, SOFIA)
    assert found is not None
    assert found.number == meant


def test_one_of_today_goes_before_a_nearer_one_of_another_day() -> None:
    night = PlannedMeeting(1, at(9, 21, 30), PLANNED)
    found = to_start([night, *plan(CLOSED, PLANNED)[1:]], at(9, 22, 30), SOFIA)
    assert found is not None
    assert found.number == 2


def test_a_start_means_none_where_none_is_planned() -> None:
    assert to_start(plan(CLOSED, MeetingState.MISSED), at(12, 12), SOFIA) is None


@pytest.mark.parametrize(
    ("states", "now", "number"),
    [
        pytest.param((PLANNED, PLANNED), at(1, 12), 1, id="the first"),
        pytest.param((PLANNED, PLANNED), at(3, 21, 59), 1, id="today, though its time is past: it may still begin"),
        pytest.param((PLANNED, PLANNED), at(3, 22), 2, id="its day is over in Sofia"),
        pytest.param(
            (PLANNED, RUNNING, PLANNED), at(10, 12), 3, id="neither the one that runs nor one that was missed"
        ),
        pytest.param((RUNNING, PLANNED), at(10, 13), None, id="one of today that was not held, while another runs"),
        pytest.param((CLOSED, PLANNED), at(11, 12), None, id="all past"),
        pytest.param((CLOSED, MeetingState.MISSED, PLANNED), at(9, 12), 3, id="one that was not held is never next"),
    ],
)
def test_the_next_meeting_is_never_past(states: tuple[MeetingState, ...], now: datetime, number: int | None) -> None:
    found = following(plan(*states), now, SOFIA)
    assert (found.number if found else None) == number


def test_whatever_was_planned_before_the_one_that_starts_and_is_past_was_not_held() -> None:
    dates = plan(CLOSED, PLANNED, PLANNED, PLANNED)
    assert [one.number for one in not_held(dates, dates[3], at(24, 12), SOFIA)] == [2, 3]


def test_one_whose_day_is_not_over_may_still_be_held() -> None:
    dates = plan(PLANNED, PLANNED)
    assert not_held(dates, dates[1], at(3, 21, 59), SOFIA) == ()
    assert [one.number for one in not_held(dates, dates[1], at(3, 22), SOFIA)] == [1]
