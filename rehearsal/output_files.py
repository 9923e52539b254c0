"""Files that are written while somebody plays, so that whatever ends the play loses nothing."""

from pathlib import Path
from types import TracebackType
from typing import Self


class CannotWrite(Exception):
    """A file that cannot be written; the sentence names it and says why."""


class OutputFile:
    """A new file that grows until the block ends; `problem` says why it no longer does.

    Raises CannotKeep where it cannot be begun, and where it would take the place of another.
    """

    def __init__(self, path: Path) -> None:
        self.problem = ""
        self._path = path
        if _holds_something(path):
            raise CannotWrite(f"{path} is there already. Name another file, or remove that one first.")
        try:
            self._file = path.open("w", encoding="utf-8", errors="replace", buffering=1)
        except (OSError, ValueError) as error:
            raise CannotWrite(_sentence(path, error)) from None

    def add(self, text: str) -> None:
        """Write this at the end, so that it is there whatever comes next."""
        if self.problem:
            return
        try:
            self._file.write(text)
            self._file.flush()
        except OSError as error:
            self.problem = _sentence(self._path, error)

    def must_go_on(self) -> None:
        """Raises CannotKeep where it does not: better before a play than after it."""
        if self.problem:
            raise CannotWrite(self.problem)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        try:
            self._file.close()
        except OSError as problem:
            self.problem = self.problem or _sentence(self._path, problem)


def _holds_something(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size > 0
    except (OSError, ValueError):
        return False


def _sentence(path: Path, error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else "its name cannot be"
    return f"{path} cannot be written: {reason}."
