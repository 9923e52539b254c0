"""Sets up a workspace, people and the real bot in this process, and lets a script play."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from bot.app import running
from bot.clock import MovableClock
from bot.config import Config
from rehearsal import scripts
from rehearsal.company import Company, gathered
from rehearsal.narrator import Narrator, Print
from rehearsal.numbers import Numbers
from rehearsal.overheard import overheard
from rehearsal.player import Failed, Player
from rehearsal.prompt import Prompt
from rehearsal.recording import written
from rehearsal.script_items import Script
from rehearsal.time_passing import Passing
from rehearsal.transcript import Transcript
from rehearsal.workspace import Workspace
from rehearsal.yaml_nodes import ScriptError

MAIN_SCRIPT: Final = Path(__file__).parent / "scripts" / "report-backs.yaml"
READING_TIME: Final = 45.0
"""Real seconds that a script takes at reading speed, however long it is; slower than this it drags."""
LONGEST_PAUSE: Final = 2.0
INTERRUPTED: Final = 130
"""What a shell expects of a program that Ctrl-C has ended."""
CHANCE: Final = 20
"""What the choice of questions starts from, so that a script meets the same ones each time."""


@dataclass(frozen=True)
class Stage:
    """Everything that a rehearsal needs, as long as it runs."""

    company: Company
    player: Player
    numbers: Numbers


@dataclass(frozen=True)
class Wishes:
    """How somebody wants to see it: `record` and `export` are files to write at the end, if any."""

    fast: bool = False
    terminal: bool = False
    record: Path | None = None
    export: Path | None = None


@asynccontextmanager
async def staged(script: Script, put: Print, *, colour: bool = False) -> AsyncIterator[Stage]:
    """The people of a script in their channel, and the real bot, as long as the block runs."""
    clock = MovableClock(script.start)
    async with Workspace(clock) as ws:
        with TemporaryDirectory(prefix="rehearsal-") as folder:
            company = gathered(script, ws, clock)
            narrator = Narrator(company, put, colour=colour)
            with overheard(narrator):
                async with running(_settings(ws, Path(folder)), clock=clock, chance=Random(CHANCE)) as bot:
                    ws.deliver_over_http(bot.url)
                    yield Stage(company, Player(company, narrator, Passing(bot, clock)), Numbers())


def main(play: Path | None, fast: bool, record: Path | None, export: Path | None) -> int:
    """Play a script, the shipped one unless another is given, then on a terminal leave somebody at the prompt.

    Returns 0; 130 after Ctrl-C; 1 for a script that cannot be read, did not see what it expects, or files that cannot be written.
    """
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        script = scripts.load(play or MAIN_SCRIPT)
        for path in (record, export):
            _writable(path)
    except (ScriptError, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    try:
        return asyncio.run(_performed(script, Wishes(fast, terminal, record, export)))
    except KeyboardInterrupt:
        return INTERRUPTED


async def _performed(script: Script, wishes: Wishes) -> int:
    async with staged(script, print, colour=_colourful()) as stage:
        transcript = Transcript(script, stage.company) if wishes.export else None
        try:
            return await _played(script, stage, wishes)
        finally:
            if wishes.record:
                wishes.record.write_text(written(script, stage.player.done), encoding="utf-8")
            if wishes.export and transcript:
                wishes.export.write_text(transcript.text, encoding="utf-8")


async def _played(script: Script, stage: Stage, wishes: Wishes) -> int:
    narrator = stage.player.narrator
    narrator.introduce(script.title, script.about)
    if wishes.terminal:
        narrator.teller.number = stage.numbers.give
    try:
        with _interruptible(wishes.terminal and bool(script.items), narrator) as stopped:
            await stage.player.play(
                script, _straight_on(stopped) if wishes.fast else _reading(len(script.items), stopped)
            )
    except Failed as failed:
        print(f"\n{script.source}, line {failed.line}: {failed.what}", file=sys.stderr)
        return 1
    if wishes.terminal:
        await Prompt(stage.company, stage.player, stage.numbers, print).run()
    return 0


@contextmanager
def _interruptible(wanted: bool, narrator: Narrator) -> Iterator[asyncio.Event]:
    """While it lasts, Ctrl-C leaves the script after what it is doing now, and leads to the prompt."""
    stopped = asyncio.Event()
    if not wanted:
        yield stopped
        return
    narrator.note("Ctrl-C leaves the script here and gives you the prompt.")
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, stopped.set)
    try:
        yield stopped
    finally:
        loop.remove_signal_handler(signal.SIGINT)


def _straight_on(stopped: asyncio.Event) -> Callable[[int], Awaitable[bool]]:
    """No pauses: nobody reads along."""

    async def go_on(number: int) -> bool:
        return not stopped.is_set()

    return go_on


def _reading(items: int, stopped: asyncio.Event) -> Callable[[int], Awaitable[bool]]:
    """Pauses that spread a script over the reading time, less what playing it took."""
    loop = asyncio.get_running_loop()
    began, each = loop.time(), min(LONGEST_PAUSE, READING_TIME / max(items, 1))

    async def go_on(number: int) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(stopped.wait(), max(0.0, began + number * each - loop.time()))
        return not stopped.is_set()

    return go_on


def _settings(ws: Workspace, folder: Path) -> Config:
    return Config(
        bot_token=ws.bot_token,
        signing_secret=ws.signing_secret,
        api_url=ws.api_url,
        database_url=f"sqlite:///{folder / 'rehearsal.db'}",
        port=0,
    )


def _writable(path: Path | None) -> None:
    """Find out before the play, not after it. Raises OSError."""
    if path is not None:
        path.open("a", encoding="utf-8").close()


def _colourful() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
