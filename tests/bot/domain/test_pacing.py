"""How fast the bot may talk."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pacing import MINUTE, Pace, may_edit_at, may_post_at, paid

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def seconds(number: float) -> datetime:
    return NOON + timedelta(seconds=number)


def test_five_go_at_once_and_then_one_a_second() -> None:
    paid_until: datetime | None = None
    sent: list[datetime] = []
    for _ in range(8):
        moment = may_post_at(paid_until, seconds(0) if not sent else sent[-1])
        paid_until = paid(paid_until, moment)
        sent.append(moment)
    assert sent == [seconds(at) for at in (0, 0, 0, 0, 0, 1, 2, 3)]


def test_after_a_silence_five_may_go_at_once_again() -> None:
    assert may_post_at(seconds(5), seconds(5)) == seconds(5)
    assert paid(seconds(5), seconds(60)) == seconds(61)


@given(st.lists(st.floats(min_value=0, max_value=3), min_size=1, max_size=40))
def test_never_more_than_five_more_than_the_seconds_that_have_passed(pauses: list[float]) -> None:
    paid_until, now, sent = None, NOON, []
    for pause in pauses:
        now = may_post_at(paid_until, now + timedelta(seconds=pause))
        paid_until = paid(paid_until, now)
        sent.append(now)
    for index, first in enumerate(sent):
        for later, moment in enumerate(sent[index:]):
            assert later <= 4 + (moment - first).total_seconds() + 1e-6


@pytest.mark.parametrize(
    ("edited_at", "free_at"),
    [
        pytest.param(None, 10, id="never edited"),
        pytest.param(4.999, 10, id="more than five seconds ago"),
        pytest.param(5, 10, id="five seconds ago"),
        pytest.param(7, 12, id="three seconds ago"),
    ],
)
def test_a_message_is_edited_at_most_every_five_seconds(edited_at: float | None, free_at: float) -> None:
    edited = seconds(edited_at) if edited_at is not None else None
    assert may_edit_at(edited, seconds(10)) == seconds(free_at)


@pytest.mark.parametrize(
    ("a_minute", "ahead", "leave"),
    [
        pytest.param(300, None, 10, id="a handful after a silence"),
        pytest.param(300, -60, 10, id="no more after a long one"),
        pytest.param(300, 1, 5, id="what is left of the handful"),
        pytest.param(300, 2, 0, id="none once it has gone"),
        pytest.param(300, 59, 0, id="none where much has left that could not wait"),
        pytest.param(300, 24 * 3600, 10, id="a handful where the clock was set back"),
        pytest.param(6, None, 1, id="one where the pace is slow"),
        pytest.param(6, 5, 0, id="and then none for a while"),
        pytest.param(6000, None, 200, id="many where it is fast"),
    ],
)
def test_a_handful_of_what_can_wait_leaves(a_minute: int, ahead: float | None, leave: int) -> None:
    assert Pace(a_minute).may_leave(None if ahead is None else seconds(ahead), NOON) == leave


@given(st.integers(min_value=1, max_value=6000), st.floats(min_value=-90_000, max_value=90_000))
def test_whoever_comes_again_when_told_may_send_and_never_waits_for_long(a_minute: int, ahead: float) -> None:
    pace = Pace(a_minute)
    again_at = pace.again_at(seconds(ahead), NOON)
    assert pace.may_leave(seconds(ahead), again_at) >= 1
    assert again_at <= NOON + MINUTE * 2


@given(st.integers(min_value=6, max_value=3000), st.integers(min_value=1, max_value=500))
def test_what_can_wait_leaves_at_the_pace(a_minute: int, many: int) -> None:
    pace, paid_until, now, left = Pace(a_minute), None, NOON, 0
    while left < many:
        leaving = min(pace.may_leave(paid_until, now), many - left)
        paid_until, left = pace.paid(paid_until, now, leaving), left + leaving
        now = pace.again_at(paid_until, now) if left < many else now
    due = (many - pace.handful) * 60 / a_minute
    assert due - 1 <= (now - NOON).total_seconds() <= max(0, due) + 60 / a_minute + 2


def test_what_cannot_wait_counts_but_never_for_more_than_a_minute() -> None:
    pace, paid_until = Pace(300), None
    for _ in range(5):
        paid_until = pace.paid(paid_until, NOON, 1)
    assert pace.may_leave(paid_until, NOON) == 5
    for _ in range(5000):
        paid_until = pace.paid(paid_until, NOON, 1)
    assert pace.again_at(paid_until, NOON) <= NOON + MINUTE


def test_what_a_clock_that_has_been_set_back_since_has_written_counts_for_nothing() -> None:
    tomorrow = NOON + timedelta(days=1)
    assert may_post_at(tomorrow, NOON) == NOON
    assert paid(tomorrow, NOON) == seconds(1)
    assert may_edit_at(tomorrow, NOON) == NOON
    assert may_edit_at(seconds(1), NOON) == seconds(6), "another process may be a little ahead"
