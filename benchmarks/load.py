"""Closed and open loops of commands, and what they measure."""

import asyncio
import math
import statistics
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

from benchmarks.commands import Connection, Sender

CONNECTIONS_KEPT: Final = 16


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: the time to each ack in milliseconds, and how long all of it took in seconds. Every command was taken.

    `processor` is the processor time of the server in seconds, where that was looked at.
    """

    milliseconds: Sequence[float]
    seconds: float
    processor: float = math.nan

    @property
    def spent(self) -> float:
        """Milliseconds of the server's processor time an ack: steadier than the others where a machine has other work."""
        return self.processor * 1000 / len(self.milliseconds)

    @property
    def p50(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.milliseconds, n=100, method="inclusive")[98]

    @property
    def rate(self) -> float:
        """Acks a second."""
        return len(self.milliseconds) / self.seconds


def joined(those: Sequence[Measured]) -> Measured:
    """Several runs as one."""
    return Measured(
        [one for each in those for one in each.milliseconds],
        sum(each.seconds for each in those),
        sum(each.processor for each in those),
    )


class NotAckedError(RuntimeError):
    """A command was not taken, though it may have been acked with a refusal: the figures would be of failures."""


async def closed_loop(port: int, sender: Sender, connections: int, seconds: float) -> Measured:
    """Each connection sends its next command as soon as the last is acked."""
    taken: list[float] = []
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(Connection(port)) for _ in range(connections)]
        began = time.perf_counter()
        await asyncio.gather(*(_one_after_another(one, sender, began + seconds, taken) for one in opened))
        return Measured(taken, time.perf_counter() - began)


async def _one_after_another(connection: Connection, sender: Sender, until: float, taken: list[float]) -> None:
    while time.perf_counter() < until:
        request = sender.request()
        began = time.perf_counter()
        _must_be_acked(sender, await connection.ask(request))
        taken.append((time.perf_counter() - began) * 1000)


async def open_loop(port: int, sender: Sender, rate: float, seconds: float) -> Measured:
    """Commands at a steady rate, whether or not the last is acked; each is timed from the moment it was due."""
    taken: list[float] = []
    async with AsyncExitStack() as stack:
        idle = asyncio.LifoQueue[Connection]()
        for _ in range(CONNECTIONS_KEPT):
            idle.put_nowait(await stack.enter_async_context(Connection(port)))
        began = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for number in range(int(rate * seconds)):
                due = began + number / rate
                await asyncio.sleep(due - time.perf_counter())
                tasks.create_task(_due(idle, sender, due, taken))
        return Measured(taken, time.perf_counter() - began)


async def _due(idle: asyncio.LifoQueue[Connection], sender: Sender, due: float, taken: list[float]) -> None:
    connection = await idle.get()
    _must_be_acked(sender, await connection.ask(sender.request()))
    taken.append((time.perf_counter() - due) * 1000)
    idle.put_nowait(connection)


def _must_be_acked(sender: Sender, answer: tuple[int, bytes]) -> None:
    status, body = answer
    if status != 200 or sender.expects not in body:
        raise NotAckedError(f"a command was answered with {status}: {body[:200].decode(errors='replace')}")
