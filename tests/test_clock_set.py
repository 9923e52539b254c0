"""Somebody sets the machine's clock, or it is wrong: the sets are told everything all the same, once and in order."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, select

from bot.app import running
from bot.clock import SystemClock
from bot.config import Config
from bot.services.heartbeats import MISSED
from rehearsal.workspace import Workspace
from storage.database import Database
from storage.models import Step
from tests.judging import Judge, Tally
from tests.killing import SmallSet, made
from tests.processes import Process, database_without_tables, migrated, until

A_DAY: Final = 86_400.0
SECONDS: Final = 20
"""In which all must be said: far less than a day."""
PROGRAM: Final = (str(Path(__file__).with_name("fast_clock.py")),)


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with Workspace(SystemClock()) as workspace:
        yield workspace


@pytest.fixture
def unmigrated(postgres: Engine) -> Iterator[str]:
    with database_without_tables(postgres) as url:
        yield url


class Life:
    """A bot in this process on a file, on a machine whose clock is `ahead` by so many seconds."""

    def __init__(self, ws: Workspace, folder: Path) -> None:
        self.ahead = 0.0
        self.url = f"sqlite:///{folder}/sets.db"
        self._ws = ws
        self._config = Config(
            bot_token=ws.bot_token, signing_secret=ws.signing_secret, api_url=ws.api_url, database_url=self.url, port=0
        )
        self._stack = AsyncExitStack()

    async def begins(self) -> None:
        clock = SystemClock(lambda: time.time() + self.ahead)
        self._bot = await self._stack.enter_async_context(running(self._config, clock=clock))
        self._ws.deliver_over_http(self._bot.url)

    async def beats(self) -> None:
        """As it does every ten seconds."""
        await self._bot.beat()

    async def ends(self) -> None:
        await self._stack.aclose()


def open_step_ends(url: str) -> datetime:
    database = Database(url)
    with database.look() as db:
        ends_at = db.scalars(select(Step.ends_at).where(Step.ended_at.is_(None))).one()
    database.close()
    return ends_at


@pytest.fixture
async def life(ws: Workspace, tmp_path: Path) -> AsyncIterator[Life]:
    life = Life(ws, tmp_path)
    yield life
    await life.ends()


@pytest.mark.parametrize("restarted", [pytest.param(False, id="while it runs"), pytest.param(True, id="restarted")])
async def test_a_clock_that_was_a_day_ahead_and_is_set_right_silences_nobody(
    life: Life, ws: Workspace, restarted: bool
) -> None:
    life.ahead = A_DAY
    await life.begins()
    one = SmallSet(ws)
    gestures = one.first_meeting()
    with Judge(ws, life.url, SystemClock(lambda: time.time() + A_DAY)) as judge:
        for _ in range(4):
            await made([next(gestures)])
        await judge.settled()
        assert open_step_ends(life.url) > datetime.now(UTC) + timedelta(hours=23)
        await made([next(gestures)])  # what it brings may still be unsaid
        if restarted:
            await life.ends()
            life.ahead = 0.0
            await life.begins()
        else:
            life.ahead = 0.0
            await life.beats()
        await until(lambda: open_step_ends(life.url) < datetime.now(UTC) + timedelta(hours=1), SECONDS)
        async with asyncio.timeout(SECONDS * 3):
            for gesture in gestures:
                await made([gesture])
            await judge.settled()
        judge.judge(tally := Tally())
    assert tally.wrong == []


async def test_replicas_whose_clocks_are_apart_say_everything_once_and_in_order(
    ws: Workspace, tmp_path: Path, unmigrated: str
) -> None:
    database = await migrated(ws, tmp_path, unmigrated)
    tally, sets = Tally(), [SmallSet(ws) for _ in range(4)]
    processes = [Process(ws, tmp_path, database, socket_mode=True, runs=PROGRAM) for _ in range(2)]
    for process, skew in zip(processes, (-12, 60), strict=True):
        process.settings["SKEW"] = f"{skew}"
    with Judge(ws, database) as judge:
        async with AsyncExitStack() as stack:
            for process in processes:
                await stack.enter_async_context(process)
            for gestures in zip(*(each.first_meeting() for each in sets), strict=True):
                await made(gestures)
            await judge.settled()
            assert [await process.stop() for process in processes] == [0, 0]
        judge.judge(tally)
    assert tally.wrong == []
    assert "Traceback" not in "".join(process.log for process in processes)


async def test_a_process_that_was_suspended_gives_the_time_back_as_one_that_was_killed(
    ws: Workspace, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/sets.db"
    async with Process(ws, tmp_path, url) as process:
        one = SmallSet(ws)
        for gesture in one.founding():
            await made([gesture])
        await made([one.start])
        before = open_step_ends(url)
        process.send(signal.SIGSTOP)
        await asyncio.sleep(MISSED.total_seconds() + 1)
        process.send(signal.SIGCONT)
        await until(lambda: open_step_ends(url) >= before + MISSED, SECONDS)
        assert await process.stop() == 0
    assert process.log.count("nobody was running for ") == 1, process.log
