"""A database that goes away for a while and comes back, as the bot sees it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from itertools import cycle
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from tests.processes import free_port
from tests.town import Town

AT_ONCE: Final = 65_536
SECONDS_BETWEEN: Final = 12.0
LOCAL: Final = "127.0.0.1"


@contextmanager
def held(url: str) -> Iterator[None]:
    """An SQLite file in which nobody else can write."""
    with closing(sqlite3.connect(Path(make_url(url).database or ""), timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


class Gate:
    """Stands between the bot and a PostgreSQL server, open unless it `refuses` or `swallows`; `url` leads through it."""

    def __init__(self, behind: str) -> None:
        address = make_url(behind)
        self._socket = f"{address.query['host']}/.s.PGSQL.5432"
        self._port = free_port()
        self.url = address.set(host=LOCAL, port=self._port, query={}).render_as_string(hide_password=False)
        self._passes = asyncio.Event()
        self._through: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> "Gate":
        await self._opens()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._shuts()

    @asynccontextmanager
    async def refuses(self) -> AsyncIterator[None]:
        """Every connection breaks, and nobody listens."""
        self._shuts()
        yield
        await self._opens()

    @asynccontextmanager
    async def swallows(self) -> AsyncIterator[None]:
        """Connections stay and can be made, but nothing comes through; what was sent meanwhile comes afterwards."""
        self._passes.clear()
        yield
        self._passes.set()

    async def _opens(self) -> None:
        self._passes.set()
        self._server = await asyncio.start_server(self._serve, LOCAL, self._port)

    def _shuts(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in self._through:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            await self._passes.wait()
            inner_reader, inner_writer = await asyncio.open_unix_connection(self._socket)
            ends = {writer, inner_writer}
            self._through |= ends
            try:
                await asyncio.gather(self._pass(reader, inner_writer), self._pass(inner_reader, writer))
            finally:
                self._through -= ends
                for end in ends:
                    end.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(AT_ONCE):
            await self._passes.wait()
            writer.write(data)
            await writer.drain()
        writer.transport.abort()  # a PostgreSQL connection is never half closed


class Outage:
    """A plague: the database goes away for so many seconds, again and again, and the bot is left to itself."""

    def __init__(self, seconds: float, gate: Gate | None = None) -> None:
        self._seconds, self._gate = seconds, gate

    async def comes(self, town: Town) -> None:
        ways = cycle((self._gate.refuses, self._gate.swallows) if self._gate else ())
        while not town.over:
            if self._gate is None:
                with held(town.database):
                    await asyncio.sleep(self._seconds)
            else:
                async with next(ways)():
                    await asyncio.sleep(self._seconds)
            town.tally.outages += 1
            await asyncio.sleep(min(SECONDS_BETWEEN, self._seconds))
