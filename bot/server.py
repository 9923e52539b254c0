"""Being reached by Slack, over HTTP or Socket Mode, and being told to stop."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.domain.errors import Misconfigured

Check = Callable[[dict[str, Any]], None]
refused = logging.getLogger("bot.refused")

# Longer than the proxies in front keep a connection (60 seconds is usual), so that it is never closed under them.
SECONDS_IDLE: Final = 75.0
# A connection that broke without a word is noticed by the next ping, and a click waits three seconds at most.
SECONDS_BETWEEN_PINGS: Final = 2
# Slack waits three seconds for an answer: whoever is being answered is answered before the end.
SECONDS_TO_FINISH: Final = 3.0


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve `app` as long as the block runs, then let what is under way finish; gives the port, also where 0 asked for any.

    Raises `Misconfigured` where the address cannot be had. Requests are not logged: what matters of them is, elsewhere.
    """
    # A packed body is refused by what it says of itself, and not unpacked first: the guard takes none.
    runner = web.AppRunner(
        app,
        access_log=None,
        auto_decompress=False,
        keepalive_timeout=SECONDS_IDLE,
        shutdown_timeout=SECONDS_TO_FINISH,
    )
    await runner.setup()
    try:
        server = await _begun(runner, host, port)
        try:
            yield int(server.sockets[0].getsockname()[1])
        finally:
            await end(server)
    finally:
        await runner.cleanup()


async def end(server: asyncio.Server) -> None:
    """Take no new connections, and close once those that were just being taken are in.

    asyncio lets one that it has half taken fail as the server closes, and leaves its transport open (python/cpython#109564).
    """
    for socket in server.sockets:
        asyncio.get_running_loop().remove_reader(socket.fileno())
    await asyncio.sleep(0)  # whoever was taken until now gets a transport in this turn of the loop
    server.close()


async def begun(runner: web.AppRunner, host: str, port: int) -> asyncio.Server:
    """What listens for a runner that is set up; `end` ends it. Raises OSError where the address cannot be had."""
    assert runner.server is not None  # noqa: S101 - it is set up
    return await asyncio.get_running_loop().create_server(runner.server, host, port)


async def _begun(runner: web.AppRunner, host: str, port: int) -> asyncio.Server:
    try:
        return await begun(runner, host, port)
    except OSError as error:
        raise Misconfigured(
            f"HOST {host} and PORT {port} cannot be listened on ({error.strerror}): "
            "stop what already uses them, or set others"
        ) from None


@asynccontextmanager
async def connected(handler: "Socket") -> AsyncIterator[None]:
    """Be connected over Socket Mode as long as the block runs, then answer what is under way, and part.

    Where Slack cannot be reached it is tried again until it can.
    """
    try:
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves this one bare
        yield
    finally:
        await handler.answered()
        await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves this one bare


class Socket(AsyncSocketModeHandler):
    """Bolt's handler, which counts the deliveries that it has not answered yet.

    `check` raises ValueError for a payload that is none; `heard` is told of any other.
    """

    def __init__(self, app: AsyncApp, app_token: str, check: Check, heard: Callable[[], None]) -> None:
        self._check, self._heard = check, heard
        self._under_way = 0
        self._none = asyncio.Event()
        self._none.set()
        super().__init__(app, app_token, ping_interval=SECONDS_BETWEEN_PINGS)

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt's own
        self._under_way += 1
        self._none.clear()
        try:
            await self._let_in(client, req)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._none.set()

    async def _let_in(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        """As the guard does over HTTP. What is refused is answered all the same: sent again it would be no better."""
        try:
            self._check(req.payload)
        except ValueError:
            refused.warning("a delivery that is not as Slack sends it was left alone")
            await client.send_socket_mode_response(SocketModeResponse(envelope_id=req.envelope_id))
        else:
            self._heard()
            await super().handle(client, req)

    @property
    def is_connected(self) -> bool:
        """Whether a connection is open, as far as is known; a broken one is noticed by the next ping."""
        session = self.client.current_session
        return session is not None and not session.closed

    async def answered(self) -> None:
        """Return once nothing waits for its answer, or Slack has stopped waiting."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._none.wait(), SECONDS_TO_FINISH)


def told_to_stop() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set, instead of ending the process where it stands. Needs a running loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sent in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sent, stop.set)
    return stop
