"""Real time, whoever sets the machine's clock."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import SystemClock

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Machine:
    wall = NOON.timestamp()
    passed = 1000.0


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def clock(machine: Machine) -> SystemClock:
    return SystemClock(lambda: machine.wall, lambda: machine.passed)


def test_it_goes_on_by_what_has_passed_until_the_wall_is_read_again(machine: Machine, clock: SystemClock) -> None:
    machine.passed += 3
    machine.wall -= 86_400
    assert clock.now() == NOON + timedelta(seconds=3)
    assert clock.on_the_wall() == NOON - timedelta(days=1)
    clock.read_the_wall()
    assert clock.now() == NOON - timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "believed"),
    [
        pytest.param(7200, 7201, id="far ahead: the middle of the question"),
        pytest.param(-7200, -7199, id="far behind"),
        pytest.param(0.5, 2, id="as good as ours, for what can be known"),
        pytest.param(2.5, 3.5, id="behind by less than the answer took, and yet certainly"),
    ],
)
def test_somebody_else_s_time_is_taken_over_unless_ours_is_as_good(
    machine: Machine, clock: SystemClock, told: float, believed: float
) -> None:
    def answer() -> datetime:
        machine.passed += 2
        return NOON + timedelta(seconds=told)

    clock.ask(answer)
    assert clock.now() == NOON + timedelta(seconds=believed)


async def test_who_waits_is_woken_in_time_although_the_clock_is_set_back_meanwhile() -> None:
    back = 0.0
    real = SystemClock()
    clock = SystemClock(lambda: real.now().timestamp() - back)
    waiting = asyncio.create_task(clock.wait_until(clock.now() + timedelta(seconds=0.1)))
    await asyncio.sleep(0)
    back = 86_400
    clock.read_the_wall()
    async with asyncio.timeout(60):
        await waiting
    assert clock.now() < real.now() - timedelta(hours=23)
