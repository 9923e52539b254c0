"""How many SQL statements each use case executes, counted while a meeting is played."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

from sqlalchemy import Engine, event

import bot.services

SERVICES: Final = str(Path(bot.services.__file__).parent)


class Counted:
    """The statements of every use case between `counting`'s beginning and end; `most` of any one run of it, by its name.

    A use case is the outermost service method that a statement comes from. Of two that run in threads side by side the
    counts would mix, so the bot that is watched runs on SQLite, where one thread does all.
    """

    def __init__(self) -> None:
        self.most: dict[str, int] = {}
        self._running: FrameType | None = None
        self._so_far = 0

    def add(self, *executed: Any) -> None:
        """Told by SQLAlchemy of a statement; what only begins a transaction asks the database nothing."""
        use_case = _use_case(sys._getframe())
        if use_case is None or str(executed[2]).startswith("BEGIN"):
            return
        self._so_far = self._so_far + 1 if use_case is self._running else 1
        self._running = use_case
        name = use_case.f_code.co_qualname
        self.most[name] = max(self.most.get(name, 0), self._so_far)

    def forget(self) -> None:
        self._running = None


@contextmanager
def counting() -> Iterator[Counted]:
    """Count in every engine of this process as long as the block runs."""
    counted = Counted()
    event.listen(Engine, "before_cursor_execute", counted.add)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", counted.add)
        counted.forget()


def _use_case(frame: FrameType | None) -> FrameType | None:
    outermost = None
    while frame is not None:
        if frame.f_code.co_filename.startswith(SERVICES):
            outermost = frame
        frame = frame.f_back
    return outermost
