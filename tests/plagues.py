"""What is done to the bot while people meet: kills, suspensions, and a database that goes away."""

import asyncio
from contextlib import suppress
from signal import SIGCONT, SIGSTOP
from typing import Final

from tests.killing import MOMENTS, Trap
from tests.processes import Process, until
from tests.town import Town

SECONDS_ALIVE: Final = (1.0, 14.0)
SECONDS_AMONG_SEVERAL: Final = (1.0, 7.0)
CHOSEN: Final = 0.3
SECONDS_TO_CATCH: Final = 8
SECONDS_SUSPENDED: Final = (11.0, 14.0)
"""Longer than a lease lasts."""
SECONDS_BETWEEN_SUSPENSIONS: Final = (2.0, 16.0)


async def kills(town: Town) -> None:
    """One process is killed every few seconds, at a random moment or at a chosen one, and started again."""
    (process,) = town.processes
    while not town.over:
        await asyncio.sleep(town.chance.uniform(*SECONDS_ALIVE))
        if town.chance.random() < CHOSEN:
            await _trapped(town)
        await process.kill()
        town.tally.killed(town.judge.unsaid())
        town.ws.faults.clear()
        town.weather.breaks()
        await process.start()


async def _trapped(town: Town) -> None:
    """Three sets are held at three moments, as soon as each has something to say; or it is no use waiting longer."""
    town.ws.faults.clear()
    held = zip(town.chance.sample(list(town.sets), min(len(MOMENTS), len(town.sets))), MOMENTS, strict=False)
    traps = [Trap(town.ws, one.room.id, moment, arrives=town.chance.random() < 0.5) for one, moment in held]
    town.weather.breaks()
    with suppress(TimeoutError):
        await until(lambda: all(trap.holds for trap in traps), SECONDS_TO_CATCH)
    town.tally.caught.update(trap.moment for trap in traps if trap.holds)


class Misfortune:
    """Kills and suspends processes of several, of which at least one is always left alone."""

    def __init__(self) -> None:
        self._struck: set[Process] = set()

    async def kills(self, town: Town) -> None:
        """One of them is killed every few seconds and started again."""
        while not town.over:
            await asyncio.sleep(town.chance.uniform(*SECONDS_AMONG_SEVERAL))
            process = self._strikes(town)
            await process.kill()
            town.tally.killed(town.judge.unsaid())
            await process.start()
            self._struck.discard(process)

    async def suspends(self, town: Town) -> None:
        """One of them stands still for longer than its leases last, and goes on as if nothing had been."""
        while not town.over:
            await asyncio.sleep(town.chance.uniform(*SECONDS_BETWEEN_SUSPENSIONS))
            process = self._strikes(town)
            process.send(SIGSTOP)
            try:
                await asyncio.sleep(town.chance.uniform(*SECONDS_SUSPENDED))
            finally:
                process.send(SIGCONT)
            town.tally.suspensions += 1
            self._struck.discard(process)

    def _strikes(self, town: Town) -> Process:
        process = town.chance.choice([one for one in town.processes if one not in self._struck])
        self._struck.add(process)
        return process
