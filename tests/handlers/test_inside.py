"""The hop into plain synchronous code."""

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest

from bot.domain.errors import OutOfTime
from handlers.inside import Inside
from storage.database import DEADLINE


@pytest.fixture
def inside() -> Iterator[Inside]:
    pool = Inside(1)
    yield pool
    pool.close()


async def test_a_method_runs_in_another_thread_and_its_value_comes_back(inside: Inside) -> None:
    assert await inside(threading.get_ident) != threading.get_ident()
    assert await inside(divmod, 7, 2) == (3, 1)


async def test_what_it_raises_is_raised_here(inside: Inside) -> None:
    with pytest.raises(ZeroDivisionError):
        await inside(divmod, 1, 0)


async def test_the_deadline_travels_with_the_job_and_with_no_other(inside: Inside) -> None:
    deadline = time.monotonic() + 60
    assert await inside(DEADLINE.get, deadline=deadline) == deadline
    assert await inside(DEADLINE.get) is None


async def test_a_job_that_would_start_too_late_is_not_begun(inside: Inside) -> None:
    done: list[int] = []
    with pytest.raises(OutOfTime):
        await inside(done.append, 1, deadline=time.monotonic() - 0.001)
    assert done == []


async def test_whoever_is_cancelled_still_waits_for_the_thread(inside: Inside) -> None:
    begun, may_end, done = threading.Event(), threading.Event(), threading.Event()

    def job() -> None:
        begun.set()
        may_end.wait(5)
        done.set()

    waiting = asyncio.create_task(inside(job))
    await asyncio.to_thread(begun.wait, 5)
    waiting.cancel()
    await asyncio.wait([waiting], timeout=0.01)
    assert not waiting.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert done.is_set()
