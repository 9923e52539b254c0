"""Sets up a workspace, people and the real bot in this process, and lets a script play."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, nullcontext, suppress
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
from rehearsal.failing import Failed
from rehearsal.keeping import CannotKeep, Kept
from rehearsal.narrator import Narrator, Print
from rehearsal.numbers import Numbers
from rehearsal.overheard import overheard
from rehearsal.player import Player
from rehearsal.printing import Printer, colourful, complain, is_terminal, piped, something_waits
from rehearsal.prompt import Prompt
from rehearsal.recording import Recording
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
ENDING: Final = (signal.SIGTERM, signal.SIGHUP)
DATABASE: Final = "rehearsal.db"
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
    """How somebody wants to see it, and the files that are to be written meanwhile, if any."""

    put: Printer
    fast: bool = False
    terminal: bool = False
    record: Kept | None = None
    export: Kept | None = None


@asynccontextmanager
async def staged(
    script: Script, put: Print | None, *, colour: bool = False, kept_in: Path | None = None
) -> AsyncIterator[Stage]:
    """The people of a script in their channel, and the real bot, as long as the block runs.

    Nothing is printed without `put`. The database is `kept_in` a folder, or else in one that goes away.
    """
    clock = MovableClock(script.start)
    async with Workspace(clock, organisation=script.organisation or None) as ws:
        ws.rate_limits.on = True
        with nullcontext(kept_in) if kept_in else TemporaryDirectory(prefix="rehearsal-") as folder:
            company = gathered(script, ws, clock)
            narrator = Narrator(company, put, colour=colour)
            with overheard(narrator):
                async with running(_settings(ws, Path(folder)), clock=clock, chance=Random(CHANCE)) as bot:
                    ws.deliver_over_http(bot.url)
                    yield Stage(company, Player(company, narrator, Passing(bot, clock)), Numbers())


def main(play: Path | None, fast: bool, record: Path | None, export: Path | None) -> int:
    """Play a script, the shipped one unless another is given, then on a terminal leave somebody at the prompt.

    Returns 0; 130 after Ctrl-C, and the like after other signals; 1 for a script that cannot be read or did not see what
    it expects, and where nothing can be printed or kept.
    """
    put = Printer()
    try:
        return _begun(play, fast, record, export, put) or put.finish()
    except (ScriptError, CannotKeep) as wrong:
        complain(str(wrong))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _begun(play: Path | None, fast: bool, record: Path | None, export: Path | None, put: Printer) -> int:
    script = scripts.load(play or MAIN_SCRIPT)
    if record is not None and export is not None and record.resolve() == export.resolve():
        raise CannotKeep(f"{record} cannot be the script and the transcript as well: name two files.")
    terminal = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    with ExitStack() as files:
        kept = [files.enter_context(Kept(path)) if path else None for path in (record, export)]
        code = asyncio.run(_performed(script, Wishes(put, fast, terminal, *kept)))
    problems = [file.problem for file in kept if file is not None and file.problem]
    for problem in problems:
        complain(problem)
    return code or bool(problems)


async def _performed(script: Script, wishes: Wishes) -> int:
    with _ended_by_signals() as ended:
        try:
            async with staged(script, wishes.put, colour=colourful()) as stage:
                with _kept(script, stage, wishes):
                    return await _played(script, stage, wishes)
        except asyncio.CancelledError:
            if ended:
                return 128 + ended[0]
            raise


@contextmanager
def _ended_by_signals() -> Iterator[list[int]]:
    """While it lasts, closing the window or `kill` ends the task in good order; the list holds the signal that came."""
    loop, task, ended = asyncio.get_running_loop(), asyncio.current_task(), list[int]()

    def end(number: int) -> None:
        ended.append(number)
        if task is not None:
            task.cancel()

    for number in ENDING:
        loop.add_signal_handler(number, end, number)
    try:
        yield ended
    finally:
        for number in ENDING:
            loop.remove_signal_handler(number)


@contextmanager
def _kept(script: Script, stage: Stage, wishes: Wishes) -> Iterator[None]:
    """While it lasts, what is done and what is seen goes into the files."""
    if wishes.export:
        Transcript(script, stage.company, wishes.export.add)
        wishes.export.must_go_on()
    if not wishes.record:
        yield
        return
    recording = Recording(script, wishes.record.add)
    wishes.record.must_go_on()
    stage.player.listeners.append(recording.add)
    try:
        yield
    finally:
        recording.finish()


async def _played(script: Script, stage: Stage, wishes: Wishes) -> int:
    narrator = stage.player.narrator
    narrator.introduce(script.title, script.about)
    if wishes.terminal:
        narrator.teller.number = stage.numbers.give
    try:
        with _interruptible(wishes.terminal and bool(script.whole), narrator) as stopped:
            wishes.put.when_gone = stopped.set
            await stage.player.play(
                script, _straight_on(stopped) if wishes.fast else _reading(len(script.whole), stopped)
            )
    except Failed as failed:
        complain(f"\n{failed.source}, line {failed.line}: {failed.what}")
        return 1
    if wishes.terminal:
        await Prompt(stage.company, stage.player, stage.numbers, wishes.put).run()
    elif piped():
        complain("What comes through a pipe is not played: write it into a script, and play that with --play FILE.")
    return 0


@contextmanager
def _interruptible(wanted: bool, narrator: Narrator) -> Iterator[asyncio.Event]:
    """While it lasts, Ctrl-C or Ctrl-D leaves the script after what it is doing now, and leads to the prompt."""
    stopped = asyncio.Event()
    if not wanted:
        yield stopped
        return
    narrator.note("Ctrl-C or Ctrl-D leaves the script here and gives you the prompt.")
    loop, keys = asyncio.get_running_loop(), sys.stdin.fileno()

    def heard() -> None:
        """Ctrl-D ends the input, once; whole lines are left for the prompt."""
        loop.remove_reader(keys)
        if not something_waits(sys.stdin):
            os.read(keys, 1)
            stopped.set()

    loop.add_signal_handler(signal.SIGINT, stopped.set)
    loop.add_reader(keys, heard)
    try:
        yield stopped
    finally:
        loop.remove_reader(keys)
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
        database_url=f"sqlite:///{folder / DATABASE}",
        port=0,
    )
