"""A pseudo-terminal of 80 columns in which the rehearsal runs, driven as a person would."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.programs import Program

ROOT = Path(__file__).parents[2]
STEERING = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[=>]|[()][A-Z0-9])")


class Terminal:
    """One process on a terminal; `screen` is all that it has written, without what steers the cursor."""

    def __init__(self, process: Program | subprocess.Popen[bytes], master: int) -> None:
        self.process = process
        self.raw = ""
        self._master = master
        self._from = 0

    @property
    def screen(self) -> str:
        return STEERING.sub("", self.raw).replace("\r", "")

    def sees(self, *words: str, seconds: float = 120) -> str:
        """Wait until one of these comes after what was seen last, and return what came up to its end."""
        end = time.monotonic() + seconds
        while not (found := self._first(words)):
            if time.monotonic() > end or not self._read(0.2):
                raise AssertionError(f"{words} never came:\n{self.screen[self._from :]}")
        start, self._from = self._from, found
        return self.screen[start:found]

    def _first(self, words: tuple[str, ...]) -> int | None:
        """Where the first of these ends that has come."""
        screen = self.screen
        ends = [screen.index(one, self._from) + len(one) for one in words if one in screen[self._from :]]
        return min(ends, default=None)

    def types(self, line: str, key: str = "\r") -> None:
        os.write(self._master, (line + key).encode())

    def ends(self, seconds: float = 120) -> int:
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self._read(0.1)
        return self.process.wait(0.1)

    def _read(self, seconds: float) -> bool:
        """Read what there is; False once the process is gone."""
        if not select.select([self._master], [], [], seconds)[0]:
            return self.process.poll() is None
        with suppress(OSError):
            self.raw += os.read(self._master, 65536).decode(errors="replace")
            return True
        return False


@contextmanager
def rehearsing(play: Path, *, fast: bool = True, record: Path | None = None, export: Path | None = None,
               environ: Mapping[str, str] | None = None, afresh: bool = False) -> Iterator[Terminal]:  # fmt: skip
    """The rehearsal on a terminal of its own; ended when the block ends. It has everything loaded, unless it begins `afresh`."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    wishes = {"--play": play, "--record": record, "--export": export}
    given = [str(word) for option, path in wishes.items() if path for word in (option, path)]
    command = ["-m", "bot", "rehearse", *given, *(["--fast"] if fast else [])]
    env = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **(environ or {})}
    process = (_interpreted if afresh else _forked)(command, slave, env)
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)


def _forked(command: list[str], slave: int, env: Mapping[str, str]) -> Program:
    return Program(command, (slave, slave, slave), environ=env, folder=ROOT, terminal=True, patient=True)


def _interpreted(command: list[str], slave: int, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        preexec_fn=_take_terminal,  # Ctrl-C reaches only those whose own terminal it is
    )  # fmt: skip


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
