"""Sets up a workspace, people and the real bot in this process, and lets a script play."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from bot.app import running
from bot.clock import MovableClock
from bot.config import Config
from bot.domain.errors import Misconfigured
from bot.domain.materials import ENGLISH
from prompts.language_files import load_languages
from rehearsal import scripts
from rehearsal.button_numbers import ButtonNumbers
from rehearsal.format_plays import format_named, play_of
from rehearsal.log_errors import log_errors_shown
from rehearsal.narrator import Narrator, Print
from rehearsal.output_files import CannotWrite, OutputFile
from rehearsal.participants import Participants, participants_of
from rehearsal.player import Player
from rehearsal.printing import Printer, colourful, complain, is_terminal, piped, something_waits
from rehearsal.prompt import Prompt
from rehearsal.recording import Recording
from rehearsal.script_failures import Failed
from rehearsal.script_items import Script
from rehearsal.time_passing import Nobody, TimePassing
from rehearsal.transcript import Transcript
from rehearsal.workspace import Workspace

READING_TIME: Final = 45.0
"""Real seconds that a script takes at reading speed, however long it is, unless it says another: slower than this it drags."""
LONGEST_PAUSE: Final = 2.0
INTERRUPTED: Final = 130
"""What a shell expects of a program that Ctrl-C has ended."""
ENDING: Final = (signal.SIGTERM, signal.SIGHUP)
DATABASE: Final = "rehearsal.db"
SEEDS: Final = 1_000_000
"""How many there are to draw from where nobody names one."""


@dataclass(frozen=True)
class Session:
    """Everything that a rehearsal needs. It runs inside `bot_running`; what has happened in it stays, and it can go on later."""

    participants: Participants
    player: Player
    numbers: ButtonNumbers
    chance: Random


@dataclass(frozen=True)
class Options:
    """How somebody wants to see it, and the files that are to be written meanwhile, if any."""

    put: Printer
    fast: bool = False
    terminal: bool = False
    record: OutputFile | None = None
    export: OutputFile | None = None
    words: Path | None = None


@dataclass(frozen=True)
class FormatPlay:
    """A format to be played by its name, typed or on a call."""

    name: str
    spoken: bool = False


@asynccontextmanager
async def started_session(
    script: Script,
    put: Print | None,
    *,
    colour: bool = False,
    kept_in: Path | None = None,
    words: Path | None = None,
) -> AsyncIterator[Session]:
    """The people of a script in their channel, and the real bot, as long as the block runs.

    Chance is another each time unless the script has a seed. Nothing is printed without `put`. The database is `kept_in`
    a folder, or else in one that goes away. `words` is the folder of an organisation's own words, which it is said in.
    """
    session = new_session(script, put, colour=colour)
    with nullcontext(kept_in) if kept_in else TemporaryDirectory(prefix="rehearsal-") as folder:
        async with bot_running(session, Path(folder), words=words):
            yield session


def new_session(script: Script, put: Print | None, *, colour: bool = False) -> Session:
    """The people of a script in their channel, before anything has happened. Chance and `put` as in `started_session`."""
    clock = MovableClock(script.start)
    ws = Workspace(clock, organisation=script.organisation or None, keeps_connections=True)
    ws.rate_limits.on = True
    participants = participants_of(script, ws, clock)
    player = Player(participants, Narrator(participants, put, colour=colour), TimePassing(clock))
    return Session(participants, player, ButtonNumbers(), Random(script.seed))


@asynccontextmanager
async def bot_running(session: Session, folder: Path, *, words: Path | None = None) -> AsyncIterator[None]:
    """The workspace and the real bot in it, whose rows are in the folder, as long as the block runs."""
    ws, clock, passing = session.participants.ws, session.participants.clock, session.player.passing
    async with ws:
        with log_errors_shown(session.player.narrator):
            settings = replace(_settings(ws, folder), words_dir=words)
            async with running(settings, clock=clock, chance=session.chance) as bot:
                ws.deliver_over_http(bot.url)
                passing.bot = bot
                try:
                    yield
                finally:
                    passing.bot = Nobody()


def main(
    play: Path | FormatPlay | None,
    fast: bool,
    record: Path | None,
    export: Path | None,
    seed: int | None = None,
    words: Path | None = None,
) -> int:
    """Play a script or a format, the shipped script unless another is given, then on a terminal leave somebody at the prompt.

    Chance begins with the seed, or that of the script, or one that is drawn and told.

    Returns 0; 130 after Ctrl-C, and the like after other signals; 1 for a script or words that cannot be read, for a script
    that did not see what it expects, and where nothing can be printed or kept.
    """
    put = Printer()
    try:
        return _begun(_loaded(play, seed, words), fast, record, export, words, put) or put.finish()
    except (Misconfigured, CannotWrite) as wrong:
        complain(str(wrong))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _loaded(play: Path | FormatPlay | None, seed: int | None, words: Path | None) -> Script:
    """The script to play; a format is one of ours, or of an organisation's own `words`."""
    if isinstance(play, FormatPlay):
        formats = load_languages(words).materials[ENGLISH].formats
        script = play_of(format_named(formats, play.name), spoken=play.spoken)
    else:
        script = scripts.load(play or scripts.MAIN_SCRIPT)
    wished = script.seed if seed is None else seed
    return replace(script, seed=Random().randrange(SEEDS) if wished is None else wished)


def _begun(
    script: Script, fast: bool, record: Path | None, export: Path | None, words: Path | None, put: Printer
) -> int:
    if record is not None and export is not None and record.resolve() == export.resolve():
        raise CannotWrite(f"{record} cannot be the script and the transcript as well: name two files.")
    terminal = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    with ExitStack() as files:
        script_kept, seen_kept = kept = [
            files.enter_context(OutputFile(path)) if path else None for path in (record, export)
        ]
        code = asyncio.run(_performed(script, Options(put, fast, terminal, script_kept, seen_kept, words)))
    problems = [file.problem for file in kept if file is not None and file.problem]
    for problem in problems:
        complain(problem)
    return code or bool(problems)


async def _performed(script: Script, options: Options) -> int:
    with _ended_by_signals() as ended:
        try:
            async with started_session(script, options.put, colour=colourful(), words=options.words) as session:
                with _kept(script, session, options):
                    code = await _played(script, session, options)
                session.player.narrator.note(
                    f"That was SEED={script.seed}: with it and the same lines, everything happens again."
                )
                return code
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
def _kept(script: Script, session: Session, options: Options) -> Iterator[None]:
    """While it lasts, what is done and what is seen goes into the files."""
    if options.export:
        Transcript(script, session.participants, options.export.add)
        options.export.must_go_on()
    if not options.record:
        yield
        return
    recording = Recording(script, options.record.add)
    options.record.must_go_on()
    session.player.listeners.append(recording.add)
    try:
        yield
    finally:
        recording.finish()


async def _played(script: Script, session: Session, options: Options) -> int:
    narrator = session.player.narrator
    narrator.introduce(script.title, script.about)
    narrator.note(f"This rehearsal plays with SEED={script.seed}; without one, each is different.")
    if options.terminal:
        narrator.formatter.number = session.numbers.give
    try:
        with _interruptible(options.terminal and bool(script.whole), narrator) as stopped:
            options.put.when_gone = stopped.set
            await session.player.play(script, _straight_on(stopped) if options.fast else _reading(script, stopped))
    except Failed as failed:
        complain(f"\n{failed.source}, line {failed.line}: {failed.what}")
        return 1
    if options.terminal:
        await Prompt(session.participants, session.player, session.numbers, options.put).run()
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


def _reading(script: Script, stopped: asyncio.Event) -> Callable[[int], Awaitable[bool]]:
    """Pauses that spread a script over the reading time, less what playing it took."""
    loop = asyncio.get_running_loop()
    each = min(LONGEST_PAUSE, (script.lasts or READING_TIME) / max(len(script.whole), 1))
    began = loop.time()

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
