"""The bot as processes of their own: started, stopped and killed, against the stand-in workspace."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import sample
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

from sqlalchemy import Engine, text

from rehearsal.workspace import Workspace
from tests.programs import Program

SECONDS_TO_START: Final = 60
SECONDS_TO_STOP: Final = 60
LOOKED_EVERY: Final = 0.02
RUN: Final = ("-m", "bot", "run")
PORTS: Final = range(20_000, 32_000)


@dataclass(frozen=True)
class Ended:
    """A command that has ended, with all that it wrote."""

    status: int
    out: str
    err: str


class Process:
    """One `python -m bot run`, from `start` until `stop`, `kill` or its own end; then it may be started again.

    It keeps its port and its settings. `log` is what it wrote in all its lives. `runs` is another program that runs a bot.
    It begins with everything loaded, unless it begins `afresh`.
    """

    def __init__(
        self,
        ws: Workspace,
        folder: Path,
        database: str,
        *,
        socket_mode: bool = False,
        runs: Sequence[str] = RUN,
        afresh: bool = False,
    ) -> None:
        self.port = free_port()
        self.settings = settings(ws, database) | {"PORT": str(self.port)}
        if socket_mode:
            self.settings["SLACK_APP_TOKEN"] = ws.app_token
        self.log = ""
        self._runs = runs
        self._ws, self._folder, self._socket_mode, self._afresh = ws, folder, socket_mode, afresh
        self._running: Running | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Return once it listens; AssertionError, with what it wrote, where it ends instead."""
        before = len(self.log)
        self._running = await _began(*self._runs, settings=self.settings, folder=self._folder, afresh=self._afresh)
        self._reading = asyncio.create_task(self._read())
        await until(lambda: "listening on" in self.log[before:] or self._ended, SECONDS_TO_START)
        assert "listening on" in self.log[before:], self.log
        if not self._socket_mode:
            self._ws.deliver_over_http(f"{self.url}/slack/events")

    async def stop(self, sent: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop; its exit status. TimeoutError where it does not end in time."""
        self.send(sent)
        return await self.ended()

    def send(self, sent: signal.Signals) -> None:
        self._process.send_signal(sent)

    async def kill(self) -> None:
        self._process.kill()
        await self.ended()

    async def ended(self) -> int:
        """Its exit status, once it has ended and all that it wrote is in `log`."""
        async with asyncio.timeout(SECONDS_TO_STOP):
            status = await self._process.ended()
            if self._reading is not None:
                await self._reading
        return status

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if not self._ended:
            await self.kill()

    @property
    def _process(self) -> "Running":
        assert self._running is not None, "not started"
        return self._running

    @property
    def _ended(self) -> bool:
        return self._running is None or self._running.returncode is not None

    async def _read(self) -> None:
        async for line in self._process.err:
            self.log += line.decode()


class Running:
    """A program that was begun, with what it writes."""

    def __init__(
        self, process: Program | asyncio.subprocess.Process, out: asyncio.StreamReader, err: asyncio.StreamReader
    ) -> None:
        self._process, self.out, self.err = process, out, err

    @property
    def returncode(self) -> int | None:
        return self._process.returncode

    def send_signal(self, sent: signal.Signals) -> None:
        self._process.send_signal(sent)

    def kill(self) -> None:
        self._process.kill()

    async def ended(self) -> int:
        """Its exit status, as soon as it has one."""
        while self.returncode is None:  # noqa: ASYNC110 -- a process that was forked tells nobody of its end
            await asyncio.sleep(LOOKED_EVERY)
        return self.returncode


async def said_by(command: str, settings: Mapping[str, str], folder: Path, *given: str, afresh: bool = False) -> Ended:
    """Run one command of the bot to its end, in a folder, with what is given to it."""
    running = await _began("-m", "bot", command, *given, settings=settings, folder=folder, afresh=afresh)
    async with asyncio.timeout(SECONDS_TO_START):
        out, err, status = await asyncio.gather(running.out.read(), running.err.read(), running.ended())
    return Ended(status, out.decode(), err.decode())


def settings(ws: Workspace, database: str) -> dict[str, str]:
    """What the bot needs to talk to a workspace over HTTP."""
    return {
        "SLACK_BOT_TOKEN": ws.bot_token,
        "SLACK_SIGNING_SECRET": ws.signing_secret,
        "SLACK_API_URL": ws.api_url,
        "DATABASE_URL": database,
        "HOST": "127.0.0.1",
    }


async def migrated(ws: Workspace, folder: Path, database: str) -> str:
    """The database, with our tables in it. What ends without a word has not begun: the fork itself failed, and is made again."""
    ended = await said_by("migrate", settings(ws, database), folder)
    if ended == Ended(1, "", ""):
        ended = await said_by("migrate", settings(ws, database), folder)
    assert ended.status == 0, ended
    return database


@contextmanager
def database_without_tables(server: Engine) -> Iterator[str]:
    """The address of a new PostgreSQL database, which is gone at the end."""
    name = f"bot_{uuid4().hex}"
    _administer(server, f"CREATE DATABASE {name}")
    try:
        yield server.url.set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def free_port() -> int:
    """Below those that the system gives to connections, so that none has it taken before the process listens."""
    for port in sample(PORTS, len(PORTS)):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


async def until(condition: Callable[[], bool], seconds: float, every: float = LOOKED_EVERY) -> None:
    """Return once a condition holds that another process brings about; TimeoutError after so many seconds.

    It is looked at `every` so many seconds: whoever asks a database asks seldom, and leaves the processor to the bot.
    """
    async with asyncio.timeout(seconds):
        while True:
            if condition():
                return
            await asyncio.sleep(every)


async def _began(*program: str, settings: Mapping[str, str], folder: Path, afresh: bool) -> Running:
    # What the machine that tests has set for a bot of its own must not reach this one.
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return await (_interpreted if afresh else _forked)(program, {**inherited, **settings}, folder)


async def _interpreted(program: Sequence[str], environ: Mapping[str, str], folder: Path) -> Running:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *program),
        env=environ,
        cwd=folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    return Running(process, process.stdout, process.stderr)


async def _forked(program: Sequence[str], environ: Mapping[str, str], folder: Path) -> Running:
    (read_out, out), (read_err, err), nothing = os.pipe(), os.pipe(), os.open(os.devnull, os.O_RDONLY)
    try:
        # In a thread, since the stand-in Slack of other bots must not stand still meanwhile.
        process = await asyncio.to_thread(Program, program, (nothing, out, err), environ=environ, folder=folder)
    finally:
        for one in (nothing, out, err):
            os.close(one)
    return Running(process, await _reading(read_out), await _reading(read_err))


async def _reading(pipe: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    file = os.fdopen(pipe, "rb", buffering=0)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), file)
    return reader


def _administer(server: Engine, statement: str) -> None:
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
