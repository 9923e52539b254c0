"""Which timers are due. What firing one means is known to the service of its noun."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.message_and_timer_kinds import DueTimer
from storage import timers
from storage.database import Database


@dataclass(frozen=True, slots=True)
class DueTimers:
    """What one look has found. `hurried` are those that fire in a unit of work, oldest first; `low_priority` do so as well, but
    let all others go first: reminders, then what is cleaned. `lookups` ask Slack first. `next_at` is when the next is due (UTC);
    of what those write that fire the scheduler is told.
    """

    hurried: list[DueTimer]
    low_priority: list[DueTimer]
    lookups: list[DueTimer]
    next_at: datetime | None


class Timers:
    """Read by the scheduler of every process; nothing is locked or leased, since firing one checks again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, hurried: int, low_priority: int, lookups: int) -> DueTimers:
        """So many of each at most; of lookups so many of each kind."""
        with self._database.glance() as db:
            coming = timers.coming(db, now)
            return DueTimers(
                timers.due(db, now, hurried) if coming.pressing else [],
                timers.low_priority(db, now, low_priority) if coming.low_priority and low_priority else [],
                timers.lookups(db, now, lookups) if coming.lookups else [],
                coming.next_at,
            )
