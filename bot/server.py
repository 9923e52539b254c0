"""Listening for HTTP, and being told to stop."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from bot.domain.errors import Misconfigured

# Longer than the proxies in front keep a connection (60 seconds is usual), so that it is never closed under them.
SECONDS_IDLE: Final = 75.0
# Slack waits three seconds for an answer: whoever is being answered is answered before the end.
SECONDS_TO_FINISH: Final = 3.0


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve `app` as long as the block runs, then let what is under way finish; gives the port, also where 0 asked for any.

    Raises `Misconfigured` where the address cannot be had. Requests are not logged: what matters of them is, elsewhere.
    """
    runner = web.AppRunner(app, access_log=None, keepalive_timeout=SECONDS_IDLE, shutdown_timeout=SECONDS_TO_FINISH)
    await runner.setup()
    try:
        await _start(web.TCPSite(runner, host, port), host, port)
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _start(site: web.TCPSite, host: str, port: int) -> None:
    try:
        await site.start()
    except OSError as error:
        raise Misconfigured(
            f"HOST {host} and PORT {port} cannot be listened on ({error.strerror}): "
            "stop what already uses them, or set others"
        ) from None


def told_to_stop() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set, instead of ending the process where it stands. Needs a running loop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sent in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sent, stop.set)
    return stop
