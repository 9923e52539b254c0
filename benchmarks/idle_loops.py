"""What the two loops cost where nothing is due."""

from typing import Final

from benchmarks.timing import spent_on
from bot.clock import MovableClock
from bot.services.outbox import Outbox
from bot.services.timers import Timers
from storage.database import Database
from tests.scene import TUESDAY

TIMES: Final = 20


def tick(url: str) -> float:
    """One turn of each loop, in seconds of processor time: the best of twenty."""
    database, clock = Database(url), MovableClock(TUESDAY)
    timers, outbox = Timers(database), Outbox(database, clock, "quiet")
    now = clock.now()

    def turns() -> None:
        """As Scheduler and Delivery take them."""
        timers.due(now, hurried=100, low_priority=20, lookups=100)
        outbox.claim(frozenset())

    try:
        return min(spent_on(turns) for _ in range(TIMES))
    finally:
        database.close()
