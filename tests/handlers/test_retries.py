"""What is left alone for a while."""

from datetime import timedelta

from bot.clock import MovableClock, SystemClock
from handlers.retries import Failures, RateLimits
from tests.handlers.times import START


def test_a_limit_holds_for_one_method_of_one_workspace_until_it_ends(real: MovableClock) -> None:
    limits = RateLimits(real)
    limits.put("T1", "chat.update", 30)
    limits.put("T1", "chat.update", 10)
    assert limits.until("T1", "chat.update") == START + timedelta(seconds=30)
    assert limits.until("T1", "chat.postMessage") is None
    assert limits.until("T2", "chat.update") is None
    real.move_to(START + timedelta(seconds=30))
    assert limits.until("T1", "chat.update") is None


def test_what_fails_rests_ever_longer_and_starts_afresh_once_it_worked(real: MovableClock) -> None:
    failures = Failures(real)
    for seconds in (1, 2, 4, 8, 16, 32, 60, 60):
        failures.add("x")
        real.move_to(real.now() + timedelta(seconds=seconds - 0.001))
        assert failures.rests("x")
        real.move_to(real.now() + timedelta(seconds=0.001))
        assert not failures.rests("x")
    failures.clear("x")
    failures.add("x")
    real.move_to(real.now() + timedelta(seconds=1))
    assert not failures.rests("x")


def test_what_failed_long_ago_is_forgotten(real: MovableClock) -> None:
    failures = Failures(real)
    failures.add("x")
    real.move_to(START + timedelta(hours=2))
    failures.add("y")
    assert len(failures) == 1


def test_what_was_put_off_before_the_clock_was_set_back_is_put_off_no_more() -> None:
    wall = START.timestamp()
    clock = SystemClock(lambda: wall)
    limits, failures = RateLimits(clock), Failures(clock)
    limits.put("T1", "chat.update", 30)
    failures.add("x")
    assert limits.until("T1", "chat.update") is not None
    assert failures.rests("x")
    wall -= timedelta(days=1).total_seconds()
    clock.read_the_wall()
    assert limits.until("T1", "chat.update") is None
    assert not failures.rests("x")
    limits.put("T1", "chat.update", 30)
    assert limits.until("T1", "chat.update") is not None
