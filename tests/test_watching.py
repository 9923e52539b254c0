"""Whoever watches the bot over HTTP: many at once, while the database is away, and in Socket Mode."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import aiohttp
import pytest
from sqlalchemy import Engine

from bot.clock import SystemClock
from rehearsal.workspace import Workspace
from tests.networks import Network
from tests.processes import Process
from tests.scene import a_scene
from tests.stopwatch import Stopwatch

pytestmark = pytest.mark.usefixtures("in_real_time")

SLACK_WAITS: Final = 3.0
CLIENTS: Final = 900


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with Workspace(SystemClock()) as workspace:
        yield workspace


async def got(url: str, session: aiohttp.ClientSession | None = None) -> tuple[int, dict[str, object]]:
    async with session or aiohttp.ClientSession() as asking, asking.get(url) as response:
        return response.status, await response.json()


HAMMER: Final = """
import asyncio, sys

async def ask(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        writer.write(b"GET /healthz HTTP/1.1\\r\\nHost: bot\\r\\n\\r\\n")
        head = await reader.readuntil(b"\\r\\n\\r\\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(head.lower().partition(b"content-length: ")[2].split()[0])
        await reader.readexactly(length)
        print("answered", flush=True)

async def main(port, clients):
    await asyncio.gather(*(ask(port) for _ in range(clients)))

asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
"""
"""Clients that each ask again as soon as they are answered; a process of their own, so that they slow nobody but the bot."""


async def test_nine_hundred_who_watch_hold_no_command_up(ws: Workspace, tmp_path: Path) -> None:
    ana = ws.person("Ana")
    room = ws.channel("set-heads", members=[ana])
    async with Process(ws, tmp_path, f"sqlite:///{tmp_path}/sets.db") as process:
        hammer = await asyncio.create_subprocess_exec(
            sys.executable, "-c", HAMMER, str(process.port), str(CLIENTS), stdout=asyncio.subprocess.PIPE
        )
        assert hammer.stdout is not None
        for _ in range(CLIENTS):
            assert await hammer.stdout.readline() == b"answered\n"
        answers = []
        for _ in range(5):
            answers.append(await ws.command(ana, room, "/set", ""))
            await hammer.stdout.readline()
        assert hammer.returncode is None
        hammer.kill()
        await hammer.communicate()
        assert await process.stop() == 0
    assert [answer.status for answer in answers] == [200] * 5


async def test_a_database_that_is_away_shows_and_so_does_its_return(postgres: Engine, postgres_url: str) -> None:
    with Network(postgres.url) as network:
        async with a_scene(network.url) as scene:
            watched = scene.bot.url.removesuffix("/slack/events")
            assert (await got(f"{watched}/healthz"))[0] == 200
            assert (await got(f"{watched}/readyz"))[0] == 200
            network.refuse()
            await until_it_says(f"{watched}/healthz", 503)
            watch = Stopwatch()
            assert (await got(f"{watched}/readyz"))[0] == 503
            assert watch.seconds < SLACK_WAITS
            network.heal()
            await until_it_says(f"{watched}/healthz", 200)
            assert (await got(f"{watched}/readyz"))[0] == 200


async def until_it_says(url: str, status: int) -> None:
    async with asyncio.timeout(30):
        while (await got(url))[0] != status:  # noqa: ASYNC110 -- there is nobody who would tell
            await asyncio.sleep(0.2)


async def test_over_a_socket_it_is_watched_where_a_port_is_set(ws: Workspace, tmp_path: Path) -> None:
    async with Process(ws, tmp_path, f"sqlite:///{tmp_path}/sets.db", socket_mode=True) as process:
        ana = ws.person("Ana")
        await ws.command(ana, ws.channel("set-heads", members=[ana]), "/set", "help")
        status, facts = await got(f"{process.url}/healthz")
        assert (status, facts["database"], facts["messages_given_up"]) == (200, "written", 0)
        assert facts["seconds_since_event"] is not None
        assert (await got(f"{process.url}/readyz"))[0] == 200
        async with aiohttp.ClientSession() as session, session.post(f"{process.url}/slack/events") as response:
            assert response.status == 404
        await ws.stop()
        await until_it_says(f"{process.url}/readyz", 503)
        assert (await got(f"{process.url}/healthz"))[0] == 200, "a minute has not passed"


async def test_over_a_socket_no_port_is_taken_that_nobody_asked_for(ws: Workspace, tmp_path: Path) -> None:
    process = Process(ws, tmp_path, f"sqlite:///{tmp_path}/sets.db", socket_mode=True)
    del process.settings["PORT"]
    other = Process(ws, tmp_path, f"sqlite:///{tmp_path}/others.db", socket_mode=True)
    del other.settings["PORT"]
    async with process, other:
        assert [await process.stop(), await other.stop()] == [0, 0]
