"""The processes that are measured, one at a time."""

import asyncio
import math
import os
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.commands import Connection, Sender

LONGEST_START: Final = 20.0


@dataclass(frozen=True, slots=True)
class Server:
    """A process that runs and has acked its first command; `started` is how long that took, in seconds."""

    port: int
    started: float
    pid: int

    @property
    def megabytes(self) -> float | None:
        """What the process holds in memory now; None where the system does not say it like Linux."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(resident.split()[1]) / 1024

    @property
    def processor_seconds(self) -> float:
        """The processor time of all its threads so far; not a number where the system does not say it like Linux."""
        threads = list(Path(f"/proc/{self.pid}/task").glob("*/schedstat"))
        return sum(int(one.read_text().split()[0]) for one in threads) / 1e9 if threads else math.nan


@asynccontextmanager
async def serving(module: tuple[str, ...], settings: Mapping[str, str], sender: Sender) -> AsyncIterator[Server]:
    """Run `python -m module` with these settings until the block ends. Raises TimeoutError where it never acks."""
    port = _free_port()
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, env={**os.environ, **settings, "PORT": str(port)}
    )
    try:
        await _first_ack(port, sender, process)
        yield Server(port, time.perf_counter() - began, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _first_ack(port: int, sender: Sender, process: Process) -> None:
    async with asyncio.timeout(LONGEST_START):
        while process.returncode is None:
            try:
                async with Connection(port) as connection:
                    if (await connection.ask(sender.request()))[0] == 200:
                        return
            except OSError:
                await asyncio.sleep(0.005)
    raise RuntimeError("a server ended before it answered")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
