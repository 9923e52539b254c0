"""When something is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.delivery import CALL_TIMEOUT, LEASE, back_off, edited_again_at, sent_again_at

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 1), (1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (10_000, 60)])
def test_back_off_doubles_from_a_second_to_a_minute(attempts: int, seconds: int) -> None:
    assert back_off(attempts) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 7), (4, 8), (7, 60)])
def test_a_post_is_sent_again_no_sooner_than_three_seconds_after_its_time_out(attempts: int, seconds: int) -> None:
    assert sent_again_at(NOON, attempts) == NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 4), (4, 8), (7, 60)])
def test_an_edit_is_made_again_no_sooner_than_its_time_out(attempts: int, seconds: int) -> None:
    assert edited_again_at(NOON, attempts) == NOON + timedelta(seconds=seconds)


def test_a_lease_outlasts_three_time_outs() -> None:
    assert 3 * CALL_TIMEOUT < LEASE
