"""The bot as the process that an operator runs: its start, its end, and what it says when it cannot run."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Engine

from bot.clock import SystemClock
from rehearsal.faults import slow
from rehearsal.workspace import Workspace
from tests.judging import Judge, Tally
from tests.killing import SmallSet, made
from tests.processes import Process, database_without_tables, migrated, said_by, settings, until


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with Workspace(SystemClock()) as workspace:
        yield workspace


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/sets.db"


@pytest.fixture
def unmigrated(postgres: Engine) -> Iterator[str]:
    with database_without_tables(postgres) as url:
        yield url


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("socket_mode", [pytest.param(False, id="HTTP"), pytest.param(True, id="Socket Mode")])
async def test_it_answers_until_it_is_told_to_stop(
    ws: Workspace, tmp_path: Path, file: str, socket_mode: bool, sent: signal.Signals
) -> None:
    ana = ws.person("Ana")
    room = ws.channel("set-heads", members=[ana])
    async with Process(ws, tmp_path, file, socket_mode=socket_mode) as process:
        answer = await ws.command(ana, room, "/set", "help")
        assert "What you can type" in answer.text, process.log
        assert await process.stop(sent) == 0
    assert "Traceback" not in process.log


async def test_it_says_over_http_that_it_is_well(ws: Workspace, tmp_path: Path, file: str) -> None:
    async with (
        Process(ws, tmp_path, file) as process,
        aiohttp.ClientSession() as session,
        session.get(f"{process.url}/healthz") as response,
    ):
        assert (response.status, response.content_type) == (200, "application/json")


@pytest.mark.parametrize("socket_mode", [pytest.param(False, id="HTTP"), pytest.param(True, id="Socket Mode")])
async def test_what_is_under_way_when_it_is_told_to_stop_is_finished(
    ws: Workspace, tmp_path: Path, file: str, socket_mode: bool
) -> None:
    one, other = SmallSet(ws), SmallSet(ws)
    async with Process(ws, tmp_path, file, socket_mode=socket_mode) as process:
        await made([one.found])
        ws.faults.add("chat.update", slow(1))
        ws.faults.add("views.open", slow(1))
        await made([one.pressing(one.ben, "I agree")])
        founding = asyncio.create_task(ws.command(other.ana, other.room, "/set", "new"))
        await until(lambda: {"chat.update", "views.open"} <= {call.method for call in ws.calls}, 60)
        assert await process.stop() == 0
        assert (await founding).ok
    assert ws.view(other.ana) is not None
    with Judge(ws, file) as judge:
        assert judge.unsaid() == []


async def test_it_can_be_stopped_while_slack_cannot_be_reached(tmp_path: Path, ws: Workspace, file: str) -> None:
    process = Process(ws, tmp_path, file, socket_mode=True)
    await ws.stop()
    starting = asyncio.create_task(process.start())
    await until(lambda: "Failed to connect" in process.log, 60)
    assert await process.stop() == 0
    with pytest.raises(AssertionError):
        await starting


async def test_what_is_missing_is_named_all_at_once(tmp_path: Path) -> None:
    ended = await said_by("run", {"PORT": "http", "LOG_LEVEL": "loud"}, tmp_path)
    assert ended.status == 2
    assert re.findall(r"^- (\w+) ", ended.err, re.MULTILINE) == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "PORT",
        "LOG_LEVEL",
    ]
    assert "Traceback" not in ended.err


async def test_settings_are_read_from_a_file(tmp_path: Path, ws: Workspace, file: str) -> None:
    lines = [f"{name}={value}\n" for name, value in settings(ws, file).items()]
    (tmp_path / ".env").write_text("".join(lines), encoding="utf-8")
    ended = await said_by("migrate", {}, tmp_path)
    assert (ended.status, ended.out) == (0, f"The schema of {file} is up to date.\n")


async def test_a_file_is_for_one_process(ws: Workspace, tmp_path: Path, file: str) -> None:
    async with Process(ws, tmp_path, file) as process:
        ended = await said_by("run", settings(ws, file) | {"PORT": "1"}, tmp_path)
        assert ended.status == 2
        assert ended.err.startswith(f"Another process is using {tmp_path}/sets.db.")
        await process.stop()


async def test_postgresql_is_migrated_by_hand_and_run_says_so(ws: Workspace, tmp_path: Path, unmigrated: str) -> None:
    ended = await said_by("run", settings(ws, unmigrated), tmp_path)
    assert ended.status == 2
    assert "has no tables yet" in ended.err
    assert "run `python -m bot migrate`" in ended.err
    for _ in range(2):
        assert (await said_by("migrate", settings(ws, unmigrated), tmp_path)).status == 0
    async with Process(ws, tmp_path, unmigrated) as process:
        assert await process.stop() == 0


async def test_a_database_that_does_not_run_is_named_in_a_sentence(ws: Workspace, tmp_path: Path) -> None:
    ended = await said_by("run", settings(ws, "postgresql://bot:secret@127.0.0.1:1/sets"), tmp_path)
    assert ended.status == 2
    assert "cannot be used" in ended.err
    assert "Traceback" not in ended.err
    assert "secret" not in ended.err


async def test_the_doctor_finds_nothing_where_all_is_well(ws: Workspace, tmp_path: Path, file: str) -> None:
    await migrated(ws, tmp_path, file)
    named = {"DATA_CONTACT": "Jo Field", "SAFETY_CONTACT": "Sam Hill"}
    ended = await said_by("doctor", settings(ws, file) | named, tmp_path)
    assert (ended.status, [line[:5] for line in ended.out.splitlines()]) == (
        0,
        [*["ok   "] * 6, *["?    "] * 2, *["ok   "] * 4],
    ), ended.out


async def test_the_doctor_names_a_missing_scope_and_missing_tables(
    ws: Workspace, tmp_path: Path, unmigrated: str
) -> None:
    ws.scopes.discard("chat:write")
    ended = await said_by("doctor", settings(ws, unmigrated), tmp_path)
    assert ended.status == 1
    wrong = [line for line in ended.out.splitlines() if line.startswith("wrong")]
    assert [line.split(":")[0] for line in wrong] == ["wrong  scopes", "wrong  schema"]
    assert "not granted: chat:write" in wrong[0]
    assert "python -m bot migrate" in wrong[1]


async def test_the_doctor_names_a_wrong_token_and_does_not_show_it(ws: Workspace, tmp_path: Path, file: str) -> None:
    ended = await said_by("doctor", settings(ws, file) | {"SLACK_BOT_TOKEN": "xoxb-of-another"}, tmp_path)
    assert ended.status == 1
    assert "Slack refuses it (invalid_auth)" in ended.out
    assert "xoxb-of-another" not in ended.out + ended.err


async def test_two_processes_share_the_work_and_nothing_is_done_twice(
    ws: Workspace, tmp_path: Path, unmigrated: str
) -> None:
    database = await migrated(ws, tmp_path, unmigrated)
    tally, sets = Tally(), [SmallSet(ws) for _ in range(4)]
    one, other = (Process(ws, tmp_path, database, socket_mode=True) for _ in range(2))
    with Judge(ws, database) as judge:
        async with one, other:
            for gestures in zip(*(each.first_meeting() for each in sets), strict=True):
                await made(gestures)
            await judge.settled()
            assert [await one.stop(), await other.stop()] == [0, 0]
        judge.judge(tally)
    assert tally.wrong == []
    assert "Traceback" not in one.log + other.log
