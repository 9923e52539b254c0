"""Many short meetings, on both databases, while everything goes wrong that can: nothing is lost, and nothing said twice.

`SEED=`, `MEETINGS=` and `SECONDS=` of the environment choose another run; `SOAK=1` the long ones.
"""

import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Final

import pytest
from sqlalchemy import Engine

from rehearsal.workspace import Workspace
from tests.hurried import HurriedClock
from tests.judging import Judge
from tests.lively import LivelySet
from tests.plagues import Misfortune, kills
from tests.processes import Process, database_without_tables, migrated
from tests.town import SOAKING, Length, SoakTally, Town
from tests.weather import Weather

SPEED: Final = 30
"""Two seconds are a minute: a meeting that people hurry through lasts half a minute."""
SETS: Final = 12 if SOAKING else 2
HURRIED: Final = (str(Path(__file__).with_name("hurried.py")),)


@pytest.fixture
def seed() -> int:
    chosen = int(os.environ.get("SEED") or Random().randrange(1_000_000))
    print(f"\nSEED={chosen}")
    return chosen


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/sets.db"
    else:
        with database_without_tables(request.getfixturevalue("postgres")) as url:
            yield url


@asynccontextmanager
async def a_town(
    folder: Path, database: str, seed: int, *, processes: int = 1, speed: float = SPEED
) -> AsyncIterator[Town]:
    """Sets with their people and their bot, which runs in one process over HTTP or in several over Socket Mode."""
    clock, chance = HurriedClock(time.time(), speed), Random(seed)
    async with Workspace(clock) as ws:
        url = await migrated(ws, folder, database)
        running = [Process(ws, folder, url, socket_mode=processes > 1, runs=HURRIED) for _ in range(processes)]
        sets = [LivelySet(ws, clock, Random(chance.random())) for _ in range(SETS)]
        with Judge(ws, url, clock) as judge:
            town = Town(ws, running, sets, judge, Weather(ws, chance, far=True), chance, SoakTally(), url)
            try:
                for process in running:
                    process.settings["HURRIED"] = clock.setting
                    await process.start()
                yield town
            finally:
                for process in running:
                    await process.__aexit__(None, None, None)


def well(town: Town) -> None:
    """Nothing is wrong; or else the test fails with all that there is to find the cause."""
    print(town.tally)
    wrong = town.tally.wrong
    assert not wrong, "\n".join([*wrong, town.evidence()])
    assert not any("Traceback" in process.log for process in town.processes), town.evidence()


async def test_kills_and_every_kind_of_fault_lose_nothing_and_say_nothing_twice(
    tmp_path: Path, database: str, seed: int
) -> None:
    async with a_town(tmp_path, database, seed) as town:
        await town.lives(Length.of(90, 600) if SOAKING else Length.of(1, 8), kills)
        well(town)


async def test_replicas_that_are_killed_and_suspended_with_clocks_apart_say_everything_once(
    tmp_path: Path, postgres: Engine, seed: int
) -> None:
    misfortune = Misfortune()
    with database_without_tables(postgres) as url:
        async with a_town(tmp_path, url, seed, processes=3, speed=1) as town:
            length = Length.of(60, 600) if SOAKING else Length.of(1, 16)
            await town.lives(length, misfortune.kills, misfortune.suspends)
            well(town)
