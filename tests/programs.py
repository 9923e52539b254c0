"""Programs that begin with everything loaded: forked off a process that has, since loading takes each of them over a second.

What runs is the same code, in a process of its own that can be killed. How it is loaded is seen by those tests that begin one
afresh, with an interpreter of its own.
"""

import fcntl
import multiprocessing
import os
import runpy
import signal
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import reduction
from pathlib import Path
from typing import Any, Final

from tests.patience import let_nobody_hurry

LOADED: Final = ("tests.programs", "tests.patience", "bot.command_line", "rehearsal.prompt", "rehearsal.session")
MODULE: Final = "-m"
_forks: Final = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(list(LOADED))


class Program:
    """One that runs, as `python PROGRAM` would: `-m` and a module, or a file, and what it is told. It reads and writes `streams`,
    of which None is closed.

    One that is `patient` has longer deadlines.

    `returncode` is None while it runs, and negative where a signal has ended it, as subprocess has it.
    """

    def __init__(
        self,
        program: Sequence[str],
        streams: tuple[int | None, int | None, int | None],
        *,
        environ: Mapping[str, str],
        folder: Path,
        terminal: bool = False,
        patient: bool = False,
    ) -> None:
        passed_on = tuple(None if one is None else _Stream(one) for one in streams)
        begun = (tuple(program), passed_on, dict(environ), folder, terminal, patient)
        self._process = _forks.Process(target=_begin, args=begun, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def send_signal(self, sent: signal.Signals) -> None:
        if self.returncode is None:
            os.kill(self.pid, sent)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Its status, once it has ended; TimeoutError after so many seconds."""
        self._process.join(timeout)
        if self.returncode is None:
            raise TimeoutError
        return self.returncode


class _Stream:
    """An open file on its way to a process that is forked, where it is the number of the file there."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __reduce__(self) -> tuple[Callable[[Any], int], tuple[object]]:
        return _received, (reduction.DupFd(self._number),)


def _received(sent: Any) -> int:
    return int(sent.detach())


def _begin(
    program: Sequence[str],
    streams: Sequence[int | None],
    environ: Mapping[str, str],
    folder: Path,
    terminal: bool,
    patient: bool,
) -> None:
    """What an interpreter would have done before its program begins."""
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    for number, stream in enumerate(streams):
        if stream is None:
            os.close(number)
        else:
            os.dup2(stream, number)
            os.close(stream)
    if terminal:  # Ctrl-C reaches only those whose own terminal it is
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    said_in = environ.get("PYTHONIOENCODING")
    lines = 1 if streams[1] is not None and os.isatty(1) else -1
    closed = [stream is None for stream in streams]  # of those Python makes None
    # The others stay open as long as the program runs.
    sys.stdin = None if closed[0] else open(0, encoding=said_in, closefd=False)  # noqa: SIM115
    sys.stdout = None if closed[1] else open(1, "w", lines, said_in, closefd=False)  # noqa: SIM115
    sys.stderr = None if closed[2] else open(2, "w", 1, said_in, "backslashreplace", closefd=False)  # noqa: SIM115
    if patient:
        let_nobody_hurry()
    _run(*program)


def _run(first: str, *rest: str) -> None:
    if first == MODULE:
        sys.argv = list(rest)
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = [first, *rest]
        runpy.run_path(first, run_name="__main__")
