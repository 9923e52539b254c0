"""The one hop from the event loop into plain synchronous code."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.services.deadline import within

T = TypeVar("T")


class Inside:
    """A few threads in which services run: one where the database has one writer. Open until `close`."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="inside")

    async def __call__(self, method: Callable[..., T], *args: object, deadline: float | None = None) -> T:
        """Run `method(*args)` in a thread and wait for it, even when cancelled: a thread cannot be called back.

        With a deadline (time.monotonic()) a job that would start after it is not begun: OutOfTime.
        """
        job = asyncio.get_running_loop().run_in_executor(self._pool, _run, method, args, deadline)
        try:
            return await asyncio.shield(job)
        except asyncio.CancelledError:
            await asyncio.wait([job])
            if not job.cancelled():
                job.exception()
            raise

    def close(self) -> None:
        """Wait for what is running; nothing new is begun."""
        self._pool.shutdown(wait=True)


def _run(method: Callable[..., T], args: tuple[object, ...], deadline: float | None) -> T:
    with within(deadline):
        return method(*args)
