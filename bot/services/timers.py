"""Which timers are due. What firing one means is known to the service of its noun."""

from datetime import datetime

from bot.domain.message_and_timer_kinds import DueTimer
from storage import timers
from storage.database import Database


class Timers:
    """Read by the scheduler of every process; nothing is locked or leased, since firing one checks again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int) -> list[DueTimer]:
        """Those that fire in a unit of work, oldest first."""
        with self._database.look() as db:
            return timers.due(db, now, limit)

    def low_priority_due(self, now: datetime, limit: int) -> list[DueTimer]:
        """Those that fire in a unit of work as well, but let all others go first: reminders, then what is cleaned."""
        with self._database.look() as db:
            return timers.low_priority(db, now, limit)

    def lookups_due(self, now: datetime, limit: int) -> list[DueTimer]:
        """Those that ask Slack first, so many of each kind."""
        with self._database.look() as db:
            return timers.lookups(db, now, limit)

    def next_due(self, after: datetime) -> datetime | None:
        """When the next one is due after that moment, in UTC."""
        with self._database.look() as db:
            return timers.next_due(db, after)
