"""What is done to the bot while people meet: kills, suspensions, and a database that goes away."""

import asyncio
from contextlib import suppress
from signal import SIGCONT, SIGSTOP
from typing import Final

from tests.killing import MOMENTS, Trap
from tests.many_sets import ManySets
from tests.processes import Process, until

SECONDS_ALIVE: Final = (1.0, 14.0)
SECONDS_AMONG_SEVERAL: Final = (1.0, 7.0)
CHOSEN: Final = 0.3
SECONDS_TO_CATCH: Final = 8
SECONDS_SUSPENDED: Final = (11.0, 14.0)
"""Longer than a lease lasts."""
SECONDS_BETWEEN_SUSPENSIONS: Final = (2.0, 16.0)


async def kills(many_sets: ManySets) -> None:
    """One process is killed every few seconds, at a random moment or at a chosen one, and started again."""
    (process,) = many_sets.processes
    while not many_sets.over:
        await asyncio.sleep(many_sets.chance.uniform(*SECONDS_ALIVE))
        if many_sets.chance.random() < CHOSEN:
            await _trapped(many_sets)
        await process.kill()
        many_sets.tally.killed(many_sets.judge.unsaid())
        many_sets.ws.faults.clear()
        many_sets.random_faults.breaks()
        await process.start()


async def _trapped(many_sets: ManySets) -> None:
    """Three sets are held at three moments, as soon as each has something to say; or it is no use waiting longer."""
    many_sets.ws.faults.clear()
    held = zip(
        many_sets.chance.sample(list(many_sets.sets), min(len(MOMENTS), len(many_sets.sets))), MOMENTS, strict=False
    )
    traps = [Trap(many_sets.ws, one.room.id, moment, arrives=many_sets.chance.random() < 0.5) for one, moment in held]
    many_sets.random_faults.breaks()
    with suppress(TimeoutError):
        await until(lambda: all(trap.holds for trap in traps), SECONDS_TO_CATCH)
    many_sets.tally.caught.update(trap.moment for trap in traps if trap.holds)


class Disruptions:
    """Kills and suspends processes of several, of which at least one is always left alone."""

    def __init__(self) -> None:
        self._struck: set[Process] = set()

    async def kills(self, many_sets: ManySets) -> None:
        """One of them is killed every few seconds and started again."""
        while not many_sets.over:
            await asyncio.sleep(many_sets.chance.uniform(*SECONDS_AMONG_SEVERAL))
            process = self._strikes(many_sets)
            await process.kill()
            many_sets.tally.killed(many_sets.judge.unsaid())
            await process.start()
            self._struck.discard(process)

    async def suspends(self, many_sets: ManySets) -> None:
        """One of them stands still for longer than its leases last, and goes on as if nothing had been."""
        while not many_sets.over:
            await asyncio.sleep(many_sets.chance.uniform(*SECONDS_BETWEEN_SUSPENSIONS))
            process = self._strikes(many_sets)
            process.send(SIGSTOP)
            try:
                await asyncio.sleep(many_sets.chance.uniform(*SECONDS_SUSPENDED))
            finally:
                process.send(SIGCONT)
            many_sets.tally.suspensions += 1
            self._struck.discard(process)

    def _strikes(self, many_sets: ManySets) -> Process:
        process = many_sets.chance.choice([one for one in many_sets.processes if one not in self._struck])
        self._struck.add(process)
        return process
