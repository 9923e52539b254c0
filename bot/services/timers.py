"""Which timers are due. What firing one means is known to the service of its noun."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.message_and_timer_kinds import CLEANING, LONG_AGO, LOOKUPS, REMINDERS, DueTimer
from storage import timers
from storage.database import Database

WHAT_CAN_WAIT: Final = REMINDERS | CLEANING


@dataclass(frozen=True, slots=True)
class DueTimers:
    """What one look has found. `hurried` are those that fire in a unit of work, oldest first; `low_priority` do so as well, but
    let all others go first: reminders, then what is cleaned. `lookups` ask Slack first. `next_at` is when the next is due (UTC);
    None where some fire, which may write others.
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
        with self._database.look() as db:
            coming = timers.coming(db, LONG_AGO)
            if coming.first is None or coming.first > now:
                return DueTimers([], [], [], coming.first)
            is_pressing = coming.pressing is not None and coming.pressing <= now
            found = timers.due(db, now, hurried) if is_pressing else []
            looks = low_priority and coming.has(WHAT_CAN_WAIT, now)
            patient = timers.low_priority(db, now, low_priority) if looks else []
            asked = timers.lookups(db, now, lookups) if coming.has(LOOKUPS, now) else []
            return DueTimers(found, patient, asked, None if found or patient else timers.next_due(db, now))

    def next_due(self, after: datetime) -> datetime | None:
        """When the next one is due after that moment, in UTC."""
        with self._database.look() as db:
            return timers.next_due(db, after)
