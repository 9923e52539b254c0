"""A database that goes away for a while and comes back, as the bot sees it."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from tests.many_sets import ManySets
from tests.networks import Network

SECONDS_TO_GET_IT: Final = 30.0
SECONDS_BETWEEN: Final = 25.0


@contextmanager
def held(file: Path) -> Iterator[None]:
    """An SQLite file to which nobody else can write."""
    with closing(sqlite3.connect(file, timeout=SECONDS_TO_GET_IT, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            other.rollback()


class Outages:
    """A disruption: the database goes away for so many seconds, again and again, and the bot is left to itself."""

    def __init__(self, seconds: float, network: Network | None = None) -> None:
        self._seconds = seconds
        self._breaks = cycle((network.refuse, network.swallow, network.vanish) if network else ())
        self._network = network

    async def come(self, many_sets: ManySets) -> None:
        while not many_sets.over:
            await (self._held(many_sets) if self._network is None else self._broken(self._network))
            many_sets.tally.outages += 1
            await asyncio.sleep(min(SECONDS_BETWEEN, self._seconds))

    async def _held(self, many_sets: ManySets) -> None:
        with held(Path(make_url(many_sets.database).database or "")):
            await asyncio.sleep(self._seconds)

    async def _broken(self, network: Network) -> None:
        next(self._breaks)()
        try:
            await asyncio.sleep(self._seconds)
        finally:
            network.heal()
