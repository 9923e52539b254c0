"""Printing, wherever the words go: to a terminal, into a file or a pipe, or nowhere at all."""

import codecs
import fcntl
import io
import os
import sys
import termios
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TextIO

_NEAREST: Final = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "·": "-", "–": "-", "○": "o", "●": "*", "✓": "x"}


class Printer:
    """Prints lines until that cannot be done; `problem` says why not, and what comes after that is lost.

    `when_gone` is then called.
    """

    def __init__(self) -> None:
        self.problem: OSError | None = None
        self.when_gone: Callable[[], None] = lambda: None
        codecs.register_error("nearest", _nearest)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="nearest")

    def __call__(self, line: str) -> None:
        if self.problem is None:
            try:
                print(line)
            except OSError as problem:
                self._gone(problem)

    def finish(self) -> int:
        """Print what is still held back, and complain where it cannot be; the exit status."""
        try:
            if self.problem is None and sys.stdout is not None:
                sys.stdout.flush()
        except OSError as problem:
            self._gone(problem)
        if self.problem is None:
            return 0
        if not isinstance(self.problem, BrokenPipeError):
            complain(f"Nothing can be printed: {self.problem.strerror}.")
        return 1

    def _gone(self, problem: OSError) -> None:
        """What is still held back goes nowhere, since Python would try to print it once more at its end."""
        self.problem = problem
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
        self.when_gone()


def complain(sentence: str) -> None:
    """Say what went wrong where errors go, if they go anywhere."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(sentence, file=sys.stderr)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is at the other end; a stream that is closed has none."""
    return stream is not None and not stream.closed and stream.isatty()


def piped() -> bool:
    """Whether lines wait on a standard input that is no terminal."""
    return sys.stdin is not None and not is_terminal(sys.stdin) and something_waits(sys.stdin)


def something_waits(stream: TextIO) -> bool:
    """Whether there is something to read; the end of input is nothing."""
    try:
        return any(fcntl.ioctl(stream.fileno(), termios.FIONREAD, bytes(4)))
    except (OSError, ValueError):
        return False


def colourful() -> bool:
    return is_terminal(sys.stdout) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _nearest(problem: UnicodeError) -> tuple[str, int]:
    """What an encoding does not have is shown by the nearest that ASCII has."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    lost = problem.object[problem.start : problem.end]
    return "".join(_NEAREST.get(one) or _without_marks(one) for one in lost), problem.end


def _without_marks(character: str) -> str:
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode() or "?"
