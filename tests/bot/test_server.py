"""Listening and stopping."""

import asyncio
import gc
import os
import signal
import socket
import warnings

import aiohttp
import pytest
from aiohttp import web

from bot.domain.errors import Misconfigured
from bot.server import listening, told_to_stop


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def app_that(finish: asyncio.Event, arrived: asyncio.Event) -> web.Application:
    async def answer(_: web.Request) -> web.Response:
        arrived.set()
        await finish.wait()
        return web.Response(text="done")

    app = web.Application()
    app.router.add_get("/", answer)
    return app


async def fetched(port: int) -> str:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as response:
        return await response.text()


async def test_what_is_under_way_is_finished_before_the_end() -> None:
    port, finish, arrived = free_port(), asyncio.Event(), asyncio.Event()
    async with listening(app_that(finish, arrived), "127.0.0.1", port):
        asked = asyncio.create_task(fetched(port))
        await arrived.wait()
        asyncio.get_running_loop().call_later(0.05, finish.set)
    assert await asked == "done"
    with pytest.raises(aiohttp.ClientConnectorError):
        await fetched(port)


@pytest.mark.parametrize("turns", range(5))
async def test_a_connection_that_is_just_being_taken_at_the_end_is_closed(turns: int) -> None:
    gc.collect()  # what tests before left behind warns of itself now, and not as one of these
    with socket.socket() as one, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        async with listening(web.Application(), "127.0.0.1", 0) as port:
            one.connect(("127.0.0.1", port))
            for _ in range(turns):  # of the loop, each of which takes a connection one step further
                await asyncio.sleep(0)
        gc.collect()
    assert [str(one.message) for one in warned] == []


async def test_an_address_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Misconfigured, match=f"PORT {port} cannot be listened on"):
            async with listening(web.Application(), "127.0.0.1", port):
                pass


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_is_a_word_to_stop(sent: signal.Signals) -> None:
    stop = told_to_stop()
    try:
        os.kill(os.getpid(), sent)
        await asyncio.wait_for(stop.wait(), 60)
    finally:
        for each in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().remove_signal_handler(each)
