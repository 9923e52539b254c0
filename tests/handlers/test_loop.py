"""Loops that sleep until they are woken."""

import asyncio
import io
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.clock import MovableClock
from handlers.loop import ChangeSignal, Loop
from tests.handlers.times import START


class Turns:
    """Counts the turns that are taken; each returns `due`, or raises what `breaks` says. `meanwhile` happens in the next."""

    def __init__(self) -> None:
        self.taken = 0
        self.due: datetime | None = None
        self.breaks = False
        self.meanwhile: list[Callable[[], None]] = []

    async def __call__(self) -> datetime | None:
        self.taken += 1
        while self.meanwhile:
            await asyncio.to_thread(self.meanwhile.pop())
        if self.breaks:
            raise ValueError("a turn broke")
        return self.due


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
def changes() -> ChangeSignal:
    return ChangeSignal()


@pytest.fixture
def loop(turns: Turns, clock: MovableClock, changes: ChangeSignal) -> Loop:
    return Loop("the test", turns, clock, changes)


async def asleep(loop: Loop, changes: ChangeSignal) -> None:
    async with asyncio.timeout(60):
        await changes.until(lambda: loop.is_idle)


async def test_a_turn_is_taken_at_the_start_and_after_every_wake(
    loop: Loop, turns: Turns, changes: ChangeSignal
) -> None:
    running = asyncio.create_task(loop.run())
    await asleep(loop, changes)
    assert turns.taken == 1
    loop.wake()
    loop.wake()
    await asleep(loop, changes)
    assert turns.taken == 2
    loop.stop()
    await running


async def test_a_wake_from_a_thread_is_seen_before_the_thread_s_result(
    loop: Loop, turns: Turns, changes: ChangeSignal
) -> None:
    running = asyncio.create_task(loop.run())
    await asleep(loop, changes)
    await asyncio.to_thread(loop.wake)
    assert turns.taken == 2 or not loop.is_idle
    await asleep(loop, changes)
    assert turns.taken == 2
    loop.stop()
    await running


async def test_a_turn_is_taken_as_the_next_due_time_comes(
    loop: Loop, turns: Turns, changes: ChangeSignal, clock: MovableClock
) -> None:
    turns.due = START + timedelta(minutes=1)
    running = asyncio.create_task(loop.run())
    await asleep(loop, changes)
    turns.due = None
    clock.move_to(START + timedelta(minutes=1))
    assert not loop.is_idle
    await asleep(loop, changes)
    assert turns.taken == 2
    loop.stop()
    await running


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What is logged meanwhile; `make test-fast` has no `caplog`."""
    root, handler = logging.getLogger(), logging.StreamHandler(io.StringIO())
    root.addHandler(handler)
    yield handler.stream
    root.removeHandler(handler)


async def test_a_turn_that_fails_is_logged_and_the_next_wake_tries_again(
    loop: Loop, turns: Turns, changes: ChangeSignal, logged: io.StringIO
) -> None:
    turns.breaks = True
    running = asyncio.create_task(loop.run())
    await asleep(loop, changes)
    turns.breaks = False
    loop.wake()
    await asleep(loop, changes)
    assert turns.taken == 2
    assert "a turn of the test failed (reference " in logged.getvalue()
    loop.stop()
    await running


@pytest.mark.parametrize(
    ("minutes", "taken"),
    [pytest.param(1, 2, id="earlier"), pytest.param(2, 1, id="as it looks anyway"), pytest.param(3, 1, id="later")],
)
async def test_only_what_is_due_earlier_than_it_looks_anyway_wakes_it(
    loop: Loop, turns: Turns, changes: ChangeSignal, minutes: int, taken: int
) -> None:
    turns.due = START + timedelta(minutes=2)
    running = asyncio.create_task(loop.run())
    await asleep(loop, changes)
    await asyncio.to_thread(loop.wake_by, START + timedelta(minutes=minutes))
    await asleep(loop, changes)
    assert turns.taken == taken
    loop.stop()
    await running


async def test_what_is_written_during_a_turn_is_looked_for_when_it_is_due_and_brings_no_further_turn(
    loop: Loop, turns: Turns, changes: ChangeSignal, clock: MovableClock
) -> None:
    turns.due = START + timedelta(minutes=3)
    turns.meanwhile = [partial(loop.wake_by, START + timedelta(minutes=minutes)) for minutes in (9, 2, 5)]
    running = asyncio.create_task(loop.run())
    await asleep(loop, changes)
    assert turns.taken == 1
    clock.move_to(START + timedelta(minutes=2))
    await asleep(loop, changes)
    assert turns.taken == 2
    loop.stop()
    await running


async def test_what_is_due_by_the_end_of_the_turn_in_which_it_was_written_brings_another(
    loop: Loop, turns: Turns, changes: ChangeSignal
) -> None:
    turns.meanwhile = [partial(loop.wake_by, START)]
    running = asyncio.create_task(loop.run())
    await asleep(loop, changes)
    assert turns.taken == 2
    loop.stop()
    await running


async def test_whatever_is_due_wakes_one_that_waits_for_nothing(
    loop: Loop, turns: Turns, changes: ChangeSignal
) -> None:
    running = asyncio.create_task(loop.run())
    await asleep(loop, changes)
    await asyncio.to_thread(loop.wake_by, START + timedelta(days=400))
    await asleep(loop, changes)
    assert turns.taken == 2
    loop.stop()
    await running
