"""Whether anybody was there: heartbeats, and the gap that a start finds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.clock import Clock, SystemClock
from storage import presence
from storage.database import Database

EVERY: Final = timedelta(seconds=10)
MISSED: Final = timedelta(seconds=15)
"""Where several processes may run, a heartbeat younger than this can be that of one that is alive."""


class Presence:
    """The heartbeats of one process, in real time: from `arrived`, every ten seconds, to `beat` at its clean end."""

    def __init__(
        self,
        database: Database,
        process: str,
        give_back: Callable[[Session, timedelta], None] = lambda _db, _gap: None,
        real: Clock | None = None,
    ) -> None:
        self._database = database
        self._process = process
        self._give_back = give_back
        self._real = real or SystemClock()
        self._alone = database.sqlite

    def arrived(self) -> timedelta:
        """How long nobody was there before this process. `give_back` was called with it in the same unit of work.

        Of several processes that start at once only the first finds the gap.
        """
        real = self._real.now()
        with self._database.work() as db:
            newest = presence.newest(db)
            gap = max(real - newest, timedelta(0)) if newest is not None else timedelta(0)
            if not self._alone and gap < MISSED:
                gap = timedelta(0)
            presence.beat(db, self._process, real)
            if gap:
                self._give_back(db, gap)
        return gap

    def beat(self) -> None:
        """Write down that this process is alive."""
        with self._database.work() as db:
            presence.beat(db, self._process, self._real.now())
