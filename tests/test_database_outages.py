"""The database goes away under a bot that runs: people are told in time, the log says so once, and all goes on by itself."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, make_url

from bot.clock import SystemClock
from rehearsal.deliveries import Answer
from rehearsal.workspace import Workspace
from tests.killing import SmallSet, made
from tests.networks import Network
from tests.outages import held
from tests.processes import Process, database_without_tables, migrated, until
from tests.scene import Scene, a_scene
from tests.stopwatch import Stopwatch

pytestmark = pytest.mark.usefixtures("in_real_time")

SLACK_WAITS: Final = 3.0
Breaks = Callable[[Network], None]


async def all_at_once(scene: Scene, many: int) -> list[Answer]:
    """So many commands at one moment, each answered before Slack stops waiting."""
    watch = Stopwatch()
    answers = await asyncio.gather(
        *(scene.ws.command(scene.ben, scene.room, "/action", f"Ask the governors {n} by Friday") for n in range(many))
    )
    assert watch.seconds < SLACK_WAITS
    assert all(answer.ok for answer in answers)
    return answers


async def actions_of_ben(scene: Scene) -> int:
    answer = await scene.ws.command(scene.ben, scene.room, "/action", "list")
    assert answer.ok
    return answer.text.count("Ask the governors")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the log says of the database."""
    return [
        record.message.partition(",")[0].partition(":")[0]
        for record in caplog.records
        if record.name == "storage.database_outage" or record.exc_info
    ]


THERE_AND_BACK: Final = ["the database cannot be used", "the database can be used again"]


@pytest.mark.parametrize("breaks", [Network.swallow, Network.vanish, Network.refuse])
async def test_a_network_that_breaks_holds_nobody_up_and_heals_by_itself(
    postgres: Engine, postgres_url: str, caplog: pytest.LogCaptureFixture, breaks: Breaks
) -> None:
    with Network(postgres.url) as network:
        async with a_scene(network.url) as scene:
            await scene.found()
            breaks(network)
            for _ in range(2):
                for answer in await all_at_once(scene, 6):
                    assert "nothing was saved" in answer.text
            said = await scene.ws.say(scene.ben, scene.room, "Is anybody there?")
            assert said.text
            assert [one.status for one in scene.ws.deliveries.made[-2:]] == [500, 500]
            network.heal()
            assert await actions_of_ben(scene) == 0
            for answer in await all_at_once(scene, 1):
                assert answer.text.startswith("Noted")
            await scene.settle()
            assert await actions_of_ben(scene) == 1
    assert lines(caplog) == THERE_AND_BACK


@pytest.mark.parametrize("arrives", [True, False])
async def test_where_nobody_knows_whether_it_was_committed_nobody_says_that_it_was_not(
    postgres: Engine, postgres_url: str, arrives: bool
) -> None:
    with Network(postgres.url) as network:
        async with a_scene(network.url) as scene:
            await scene.found()
            network.lost_at, network.arrives = b"COMMIT\0", arrives  # READ COMMITTED is none
            (answer,) = await all_at_once(scene, 1)
            assert "not sure it was saved" in answer.text
            network.heal()
            assert await actions_of_ben(scene) == int(arrives)


async def test_a_file_that_another_process_holds_is_waited_for_no_longer_than_the_deadline(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        with held(tmp_path / "sets.db"):
            for _ in range(2):
                for answer in await all_at_once(scene, 4):
                    assert "nothing was saved" in answer.text
        for answer in await all_at_once(scene, 4):
            assert answer.text.startswith("Noted")
        assert await actions_of_ben(scene) == 4
    assert lines(caplog) == THERE_AND_BACK


async def test_what_people_were_told_is_unsaved_is_not_saved_afterwards(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        with held(tmp_path / "sets.db"):
            trying = asyncio.create_task(all_at_once(scene, 4))
            await asyncio.sleep(SLACK_WAITS - 0.55)  # let go just as the first of them gives up
        unsaved = sum("nothing was saved" in answer.text for answer in await trying)
        assert await actions_of_ben(scene) == 4 - unsaved


async def test_twenty_seconds_without_a_database_are_two_lines_in_the_log(postgres: Engine, tmp_path: Path) -> None:
    async with Workspace(SystemClock()) as ws:
        one = SmallSet(ws)
        with database_without_tables(postgres) as url, Network(make_url(await migrated(ws, tmp_path, url))) as network:
            async with Process(ws, tmp_path, network.url) as process:
                await made(list(one.founding()))
                before = len(process.log)
                network.refuse()
                for _ in range(10):
                    answer = await ws.command(one.ana, one.room, "/set", "start")
                    assert "nothing was saved" in answer.text
                    await asyncio.sleep(2)
                network.heal()
                await until(lambda: "can be used again" in process.log, 15)
                logged = [line.split(" ", 1)[1].lstrip() for line in process.log[before:].splitlines()]
                assert [line.split(": ")[1].partition(",")[0] for line in logged] == THERE_AND_BACK, process.log
                await ws.command(one.ana, one.room, "/set", "start")
                await until(lambda: any("Opening" in told.text for told in ws.everything(one.room)), 60)
                assert await process.stop() == 0
