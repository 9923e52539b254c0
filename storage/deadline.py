"""The deadline of the work at hand: how long it may still take, and whether it may still be committed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Final

from bot.domain.errors import OutOfTime

PATIENCE: Final = 10.0
"""Seconds that work without a deadline may wait for the database: timers, deliveries, heartbeats."""
TO_FINISH: Final = 1.0
"""Seconds that work may always take that has committed a part of itself: half of it is worse than late."""


class Deadline:
    """Until when (time.monotonic()) a piece of work must be committed.

    Whoever waits for the work may withdraw it, and then it is never committed; once it is being committed they cannot.
    So nothing is saved after somebody was told that nothing was. `saved` once anything has been committed.
    """

    def __init__(self, moment: float) -> None:
        self.moment = moment
        self._lock = Lock()
        self.saved = False
        self._withdrawn = self._commits = False

    def left(self) -> float:
        """Seconds. Raises OutOfTime when there are none."""
        left = self.moment - time.monotonic()
        if self.saved:
            return max(left, TO_FINISH)
        if self._withdrawn or left <= 0:
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
_PATIENCE: Final[ContextVar[float]] = ContextVar("patience", default=PATIENCE)
_A_DAY: Final = 86_400.0


def seconds_left() -> float:
    """How long the work at hand may still take. Raises OutOfTime when that is nothing."""
    deadline = DEADLINE.get()
    return _PATIENCE.get() if deadline is None else min(deadline.left(), PATIENCE)


@contextmanager
def without_deadline() -> Iterator[None]:
    """For what takes as long as it takes, such as a migration of a large table: nobody waits for it."""
    token = _PATIENCE.set(_A_DAY)
    try:
        yield
    finally:
        _PATIENCE.reset(token)


@contextmanager
def committing() -> Iterator[None]:
    """Around the commit of the work at hand. Raises OutOfTime where it is too late for that."""
    deadline = DEADLINE.get() or Deadline(time.monotonic() + PATIENCE)
    deadline.commits()
    yield
    deadline.saved = True
