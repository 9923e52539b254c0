"""The deadline of the work at hand: how long it may still take, and whether it may still be committed."""

import time
from contextvars import ContextVar
from threading import Lock
from typing import Final

from bot.domain.errors import OutOfTime

PATIENCE: Final = 10.0
"""Seconds that work without a deadline may wait for the database: timers, deliveries, heartbeats."""


class Deadline:
    """Until when (time.monotonic()) a piece of work must be committed.

    Whoever waits for the work may withdraw it, and then it is never committed; once it is being committed they cannot.
    So nothing is saved after somebody was told that nothing was.
    """

    def __init__(self, moment: float) -> None:
        self.moment = moment
        self._lock = Lock()
        self._withdrawn = self._commits = False

    def left(self) -> float:
        """Seconds. Raises OutOfTime when there are none."""
        if self._withdrawn or (left := self.moment - time.monotonic()) <= 0:
            raise OutOfTime("the deadline has passed")
        return left

    def withdraw(self) -> bool:
        """Forbid the commit; False where it has begun."""
        with self._lock:
            self._withdrawn = not self._commits
            return self._withdrawn

    def commits(self) -> None:
        """The commit begins, unless it may not any more: then OutOfTime is raised."""
        with self._lock:
            self.left()
            self._commits = True


DEADLINE: Final[ContextVar[Deadline | None]] = ContextVar("deadline", default=None)
"""That of the work at hand; None outside of deliveries."""


def seconds_left() -> float:
    """How long the work at hand may still take. Raises OutOfTime when that is nothing."""
    deadline = DEADLINE.get()
    return PATIENCE if deadline is None else min(deadline.left(), PATIENCE)


def may_commit() -> None:
    """From here on the work at hand is being committed. Raises OutOfTime where it is too late for that."""
    if (deadline := DEADLINE.get()) is not None:
        deadline.commits()
