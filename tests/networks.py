"""A network between the bot and PostgreSQL that can be broken in the ways in which networks break."""

import asyncio
import contextlib
import socket
from collections.abc import Coroutine
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import URL

from bot.server import end

CHUNK: Final = 65536


class Network:
    """Forwards from a port of its own to the server of an address, from `__enter__` to `__exit__`, in a thread of its own.

    `swallow` keeps connections, takes what is sent, and hands nothing on; `refuse` ends them and takes no new ones; `vanish`
    answers no attempt to connect. After `heal` new connections work; those that were swallowed stay so.
    """

    def __init__(self, server: URL) -> None:
        self._loop = asyncio.new_event_loop()
        self._server = server
        self._port = 0
        self._listening: asyncio.Server | None = None
        self._links: set[_Link] = set()
        self._made: list[asyncio.StreamWriter] = []
        self._swallowing = False
        self._stuffing: list[socket.socket] = []
        self.lost_at: bytes | None = None
        """The words, sent to the server, after which nothing is answered any more."""
        self.arrives = True
        """Whether those words still reach the server."""

    @property
    def url(self) -> str:
        through = URL.create(
            "postgresql+psycopg", self._server.username, "of-no-use", "127.0.0.1", self._port, self._server.database
        )
        return through.render_as_string(hide_password=False)

    def __enter__(self) -> Self:
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.refuse()
        self._do(self._gone())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def swallow(self) -> None:
        self._swallowing = True
        for link in list(self._links):
            link.swallows = True

    def refuse(self) -> None:
        self._do(self._refuse())

    def vanish(self) -> None:
        """A queue of connections that is full drops whoever comes next."""
        self._do(self._vanish())

    def heal(self) -> None:
        self._do(self._heal())

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop).result(10)

    async def _gone(self) -> None:
        """Return once every connection has ended."""
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for one in self._made:  # one that was just being taken as listening ended is there by the next look
                one.transport.abort()
            await asyncio.wait(others, timeout=0.1)
        for one in self._made:
            one.transport.abort()
        await asyncio.sleep(0.05)  # whatever was closed is let go of in a later turn of the loop

    async def _refuse(self) -> None:
        self._unstuff()
        if (listening := self._listening) is not None:
            self._listening = None
            await end(listening)
        for link in list(self._links):
            link.end()

    async def _vanish(self) -> None:
        await self._refuse()
        full = socket.create_server(("127.0.0.1", self._port), backlog=0)
        self._stuffing = [full]
        for _ in range(2):
            filler = socket.socket()
            filler.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                filler.connect(("127.0.0.1", self._port))
            self._stuffing.append(filler)

    async def _heal(self) -> None:
        self._unstuff()
        self._swallowing = False
        self.lost_at = None
        if self._listening is None:
            await self._listen()

    def _unstuff(self) -> None:
        for one in self._stuffing:
            one.close()
        self._stuffing = []

    async def _listen(self) -> None:
        self._listening = await asyncio.start_server(self._accept, "127.0.0.1", self._port, reuse_address=True)
        self._port = self._listening.sockets[0].getsockname()[1]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._made.append(writer)
        place = self._server.query.get("host") or self._server.host
        from_server, to_server = await asyncio.open_unix_connection(f"{place}/.s.PGSQL.{self._server.port or 5432}")
        self._made.append(to_server)
        link = _Link(writer, to_server)
        link.swallows = self._swallowing
        self._links.add(link)
        if self._listening is None:  # it was let in at the very moment at which that ended
            link.end()
        with contextlib.suppress(OSError):
            await asyncio.gather(self._asked(reader, link), self._answered(from_server, link))
        link.end()
        self._links.discard(link)

    async def _asked(self, reader: asyncio.StreamReader, link: "_Link") -> None:
        while asked := await reader.read(CHUNK):
            if self.lost_at is not None and self.lost_at in asked:
                link.swallows = True
                if self.arrives:
                    link.to_server.write(asked)
            elif not link.swallows:
                link.to_server.write(asked)
        if not link.swallows:
            link.to_server.close()

    async def _answered(self, reader: asyncio.StreamReader, link: "_Link") -> None:
        while answered := await reader.read(CHUNK):
            if not link.swallows:
                link.to_client.write(answered)
        if not link.swallows:
            link.to_client.close()


class _Link:
    """One connection and its other half. One that swallows does not even hand on that it ends."""

    def __init__(self, to_client: asyncio.StreamWriter, to_server: asyncio.StreamWriter) -> None:
        self.to_client, self.to_server = to_client, to_server
        self.swallows = False

    def end(self) -> None:
        self.to_client.transport.abort()
        self.to_server.transport.abort()
