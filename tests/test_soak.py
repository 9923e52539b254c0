"""Many short meetings, on both databases, while everything goes wrong that can: nothing is lost, and nothing said twice.

`SEED=`, `MEETINGS=` and `SECONDS=` of the environment choose another run; `SOAK=1` the long ones.
"""

import os
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from typing import Final

import pytest
from sqlalchemy import Engine, make_url

from rehearsal.workspace import Workspace
from tests.busy_sets import BusySet
from tests.disruptions import Disruptions, kills
from tests.fast_clock import FastClock
from tests.judging import Judge
from tests.many_sets import SOAKING, Length, ManySets, SoakTally
from tests.networks import Network
from tests.outages import Outages
from tests.processes import Process, database_without_tables, migrated
from tests.random_faults import RandomFaults

SPEED: Final = 30
"""Two seconds are a minute: a meeting that people hurry through lasts half a minute."""
SETS: Final = int(os.environ.get("SETS") or (12 if SOAKING else 2))
PROGRAM: Final = (str(Path(__file__).with_name("fast_clock.py")),)
SKEWS: Final = (0.0, 7.0, -5.0)
"""By how many seconds the clocks of three machines are wrong."""


@pytest.fixture
def seed() -> int:
    chosen = int(os.environ.get("SEED") or Random().randrange(1_000_000))
    print(f"\nSEED={chosen}")
    return chosen


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/sets.db"
    else:
        with database_without_tables(request.getfixturevalue("postgres")) as url:
            yield url


@asynccontextmanager
async def a_town(
    folder: Path,
    database: str,
    seed: int,
    *,
    skews: Sequence[float] = (),
    through: str = "",
) -> AsyncIterator[ManySets]:
    """Sets with their people and their bot, which runs in one process on a fast clock, over HTTP.

    With `skews` it runs in as many processes, on the machine's clock wrong by so many seconds, over Socket Mode. The bot
    reaches its database `through` another address, if one is given.
    """
    clock, chance = FastClock(time.time(), 1 if skews else SPEED), Random(seed)
    async with Workspace(clock) as ws, AsyncExitStack() as stack:
        url = await migrated(ws, folder, database)
        running = _processes(ws, folder, through or url, clock, skews)
        sets = [BusySet(ws, clock, Random(chance.random())) for _ in range(SETS)]
        judge = stack.enter_context(Judge(ws, url, clock))
        for process in running:
            await stack.enter_async_context(process)
        many_sets = ManySets(ws, running, sets, judge, RandomFaults(ws, chance, far=True), chance, SoakTally(), url)
        try:
            yield many_sets
        except BaseException:
            print(many_sets.evidence())
            raise


def _processes(ws: Workspace, folder: Path, url: str, clock: FastClock, skews: Sequence[float]) -> list[Process]:
    if not skews:
        process = Process(ws, folder, url, runs=PROGRAM)
        process.settings["FAST_CLOCK"] = clock.setting
        return [process]
    processes = [Process(ws, folder, url, socket_mode=True, runs=PROGRAM) for _ in skews]
    for process, skew in zip(processes, skews, strict=True):
        process.settings["SKEW"] = f"{skew}"
    return processes


def well(many_sets: ManySets) -> None:
    """Nothing is wrong; or else the test fails with all that there is to find the cause."""
    print(many_sets.tally)
    wrong = many_sets.tally.wrong
    assert not wrong, "\n".join(wrong)
    assert not any("Traceback" in process.log for process in many_sets.processes)


@pytest.mark.promise(84)
@pytest.mark.parametrize("database", ["sqlite", "postgres"] if SOAKING else ["sqlite"], indirect=True)
async def test_kills_and_every_kind_of_fault_lose_nothing_and_say_nothing_twice(
    tmp_path: Path, database: str, seed: int
) -> None:
    async with a_town(tmp_path, database, seed) as many_sets:
        await many_sets.lives(Length.of(100, 1200) if SOAKING else Length.of(1, 8), kills)
        well(many_sets)


@pytest.mark.promise(84)
async def test_replicas_that_are_killed_and_suspended_with_clocks_apart_say_everything_once(
    tmp_path: Path, postgres: Engine, seed: int
) -> None:
    disruptions, length = Disruptions(), Length.of(60, 1200) if SOAKING else Length.of(1, 16)
    with database_without_tables(postgres) as url:
        async with a_town(tmp_path, url, seed, skews=SKEWS) as many_sets:
            await many_sets.lives(length, disruptions.kills, disruptions.suspends)
            well(many_sets)


@pytest.mark.promise(84)
@pytest.mark.parametrize("database", ["sqlite", "postgres"] if SOAKING else ["postgres"], indirect=True)
async def test_a_database_that_goes_away_and_comes_back_has_lost_nothing_and_kept_what_people_were_told(
    tmp_path: Path, database: str, seed: int
) -> None:
    length, seconds = (Length.of(30, 900), 30.0) if SOAKING else (Length.of(1, 12), 5.0)
    async with AsyncExitStack() as stack:
        network = None if database.startswith("sqlite") else stack.enter_context(Network(make_url(database)))
        through = network.url if network else database
        many_sets = await stack.enter_async_context(a_town(tmp_path, database, seed, through=through))
        await many_sets.lives(length, Outages(seconds, network).come)
        well(many_sets)
