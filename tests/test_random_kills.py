"""The process is killed at random moments of short meetings, on both databases, and what was to be said is said once."""

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

import pytest
from sqlalchemy import Engine

from rehearsal.faults import FaultKind
from rehearsal.workspace import Workspace
from tests.busy_sets import BusySet
from tests.fast_clock import FastClock
from tests.judging import Judge, Tally
from tests.killing import SENDING, made
from tests.processes import Process, database_without_tables, migrated, until

KILLS: Final = 30 if "SOAK" in os.environ else 3
SPEED: Final = 30
"""Two seconds are a minute: a meeting that people hurry through lasts half a minute."""
SECONDS_ALIVE: Final = 7.0
SECONDS_TO_CLOSE: Final = 240
FAR: Final = FaultKind("far", took_effect=True, before=0.15, after=0.15)
"""Slack is three tenths of a second away, so that a kill often comes while something is under way."""
WITH_A_FAST_CLOCK: Final = (str(Path(__file__).with_name("fast_clock.py")),)


async def killed_at_random(folder: Path, database: str, seed: int) -> Tally:
    """One set meets and meets again, with a process that is killed whenever chance has it."""
    tally, clock = Tally(), FastClock(time.time(), SPEED)
    async with Workspace(clock) as ws:
        for method in SENDING:
            ws.faults.add(method, FAR, times=None)
        process = Process(ws, folder, await migrated(ws, folder, database), runs=WITH_A_FAST_CLOCK)
        process.settings["WITH_A_FAST_CLOCK"] = clock.setting
        with Judge(ws, database, clock) as judge:
            async with process:
                await lived_through(BusySet(ws, clock, Random(seed)), process, judge, tally, Random(seed))
                assert await process.stop() == 0
            judge.judge(tally)
    assert "Traceback" not in process.log, process.log
    return tally


async def lived_through(people: BusySet, process: Process, judge: Judge, tally: Tally, chance: Random) -> None:
    """From the founding until a meeting has closed after the last kill, and all is said."""
    for gesture in people.founding():
        await made([gesture])
    living = asyncio.create_task(people.live())
    try:
        while tally.kills < KILLS:
            await until(lambda: people.meets or living.done(), SECONDS_TO_CLOSE)
            await asyncio.sleep(chance.uniform(0, SECONDS_ALIVE))
            await process.kill()
            tally.killed(judge.unsaid())
            await process.start()
        closed = people.closed
        await until(lambda: people.closed > closed or living.done(), SECONDS_TO_CLOSE)
    finally:
        living.cancel()
        with suppress(asyncio.CancelledError):
            await living
    await judge.settled()


@pytest.mark.promise(84)
async def test_whenever_the_process_is_killed_nothing_is_lost_and_nothing_is_said_twice(
    tmp_path: Path, postgres: Engine
) -> None:
    seed = int(os.environ.get("SEED") or Random().randrange(1_000_000))
    print(f"\nSEED={seed}")
    with database_without_tables(postgres) as url:
        on_sqlite, on_postgres = await asyncio.gather(
            killed_at_random(tmp_path, f"sqlite:///{tmp_path}/sets.db", seed), killed_at_random(tmp_path, url, seed)
        )
    print(f"At random, SQLite: {on_sqlite}\nAt random, PostgreSQL: {on_postgres}")
    assert (on_sqlite.wrong, on_postgres.wrong) == ([], [])
