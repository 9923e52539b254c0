"""The one hop from the event loop into plain synchronous code."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Final, TypeVar

from bot.domain.errors import DatabaseUnavailable, OutOfTime
from bot.services.deadline import Deadline, within

T = TypeVar("T")
TO_COMMIT: Final = 0.3
"""Seconds after the deadline in which a commit that has begun may still end."""


class Executor:
    """A few threads in which services run: one where the database has one writer. Open until `close`.

    Where there are several, work with a deadline has threads of its own, so that people never wait for the patience of timers
    and deliveries. Where there is one, all else stands in line outside of it, and people wait for one job of that at most.
    """

    def __init__(self, threads: int) -> None:
        self._hurried = ThreadPoolExecutor(threads, thread_name_prefix="inside")
        self._patient = self._hurried if threads == 1 else ThreadPoolExecutor(threads, thread_name_prefix="beside")
        self._line = asyncio.Semaphore(threads)

    async def run(self, method: Callable[..., T], *args: object, deadline: float | None = None) -> T:
        """Run `method(*args)` in a thread and wait for it, even when cancelled: a thread cannot be called back.

        With a deadline (time.monotonic()) it is waited for until then. A job that has not begun by then never is, and one
        that has can no longer commit: OutOfTime. Where its commit is under way, a little later: DatabaseAway, unsure.
        """
        if deadline is not None:
            return await self._ended(self._hurried, method, args, Deadline(deadline))
        async with self._line:
            return await self._ended(self._patient, method, args, None)

    async def _ended(
        self, pool: ThreadPoolExecutor, method: Callable[..., T], args: tuple[object, ...], leave: Deadline | None
    ) -> T:
        speech = copy_context()
        job = asyncio.get_running_loop().run_in_executor(pool, speech.run, _run, method, args, leave)
        try:
            if leave is not None:
                await _in_time(job, leave)
            return await asyncio.shield(job)
        except asyncio.CancelledError:
            await asyncio.wait([job])
            if not job.cancelled():
                job.exception()
            raise

    def close(self) -> None:
        """Wait for what is running; nothing new is begun."""
        for pool in (self._hurried, self._patient):
            pool.shutdown(wait=True)


async def _in_time(job: asyncio.Future[T], deadline: Deadline) -> None:
    """Return once the job has ended; otherwise it is left alone, and what comes of it is nobody's."""
    await asyncio.wait([job], timeout=deadline.moment - time.monotonic())
    if job.done():
        return
    if deadline.withdraw():
        job.cancel()
        raise OutOfTime("the thread was held up")
    await asyncio.wait([job], timeout=TO_COMMIT)
    if not job.done():
        job.cancel()
        raise DatabaseUnavailable("the commit does not end", unsure=True)


def _run(method: Callable[..., T], args: tuple[object, ...], deadline: Deadline | None) -> T:
    try:
        with within(deadline):
            return method(*args)
    except (OutOfTime, DatabaseUnavailable) as error:
        if deadline is None or not deadline.saved:
            raise
        raise DatabaseUnavailable("only a part of it was committed", unsure=True) from error
