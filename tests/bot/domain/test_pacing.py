"""How fast the bot may talk."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pacing import may_edit_at, may_post_at, paid

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


def test_what_a_clock_that_has_been_set_back_since_has_written_counts_for_nothing() -> None:
    tomorrow = NOON + timedelta(days=1)
    assert may_post_at(tomorrow, NOON) == NOON
    assert paid(tomorrow, NOON) == seconds(1)
    assert may_edit_at(tomorrow, NOON) == NOON
    assert may_edit_at(seconds(1), NOON) == seconds(6), "another process may be a little ahead"
