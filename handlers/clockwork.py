"""What the clock makes the bot do: timers, errands, deliveries and heartbeats."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock, SystemClock
from bot.domain.outgoing import DueTimer, Later
from bot.services.presence import EVERY, Presence
from bot.services.timers import Timers
from handlers.delivery import Delivery
from handlers.errands import Errands
from handlers.inside import Inside
from handlers.limits import Failures
from handlers.woken import Changes, SchedulerRing, Woken, log_failure

Fire = Callable[[DueTimer], None]
INTERVAL: Final = 5
INTERVAL_AMONG_SEVERAL: Final = 1
AT_ONCE: Final = 100
UNHURRIED_AT_ONCE: Final = 20
UNHURRIED_EVERY: Final = timedelta(seconds=1)
"""Of the timers that can wait so many fire, then all others have their turn again: clicks are not held up by ten thousand."""
NEVER_MISSED: Final = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}


class Clockwork:
    """Two loops, of timers and of deliveries, from `start` to `stop`. One failing timer never stops the others.

    Each is woken by a commit (`wake`), by an interval that picks up what a crash or another process left, and as the
    next due time comes. APScheduler keeps no state: what is due is asked of the database. A timer that fails is logged
    and tried again, after ever longer waits; that is remembered in memory, so that its due time stays true.
    """

    def __init__(
        self,
        timers: Timers,
        fire: Mapping[Later, Fire],
        errands: Errands,
        delivery: Delivery,
        presence: Presence,
        clock: Clock,
        inside: Inside,
        *,
        real: Clock | None = None,
    ) -> None:
        self._timers, self._fire, self._errands, self._delivery = timers, fire, errands, delivery
        self._presence, self._clock, self._inside = presence, clock, inside
        self._failures = Failures(real or SystemClock())
        self._fired: set[DueTimer] = set()
        self._unhurried_at: datetime | None = None
        self._changes = Changes()
        self._loop = Woken("the timers", self._turn, clock, self._changes)
        self._scheduler = AsyncIOScheduler(job_defaults=NEVER_MISSED, timezone=UTC)
        self._running: list[asyncio.Task[None]] = []
        if isinstance(clock, SystemClock):
            self._loop.ring = SchedulerRing(self._scheduler, "next timer")
            delivery.ring_by(SchedulerRing(self._scheduler, "next post"))
        delivery.on_errand(self._loop.wake)

    def wake(self) -> None:
        """A commit left something to say or to do. May be called from any thread."""
        self._loop.wake()
        self._delivery.wake()

    async def start(self) -> timedelta:
        """Give back the time in which nobody was there, and say how long that was; then begin."""
        gap = await self._inside(self._presence.arrived)
        often = INTERVAL_AMONG_SEVERAL if self._delivery.shared else INTERVAL
        self._every(timedelta(seconds=INTERVAL), "timers", _soon(self._loop.wake))
        self._every(timedelta(seconds=often), "posts", _soon(self._delivery.wake))
        self._every(EVERY, "heartbeat", self._beat)
        self._scheduler.start()
        self._running = [asyncio.create_task(self._loop.run()), asyncio.create_task(self._delivery.run())]
        return gap

    async def stop(self) -> None:
        """Finish what is being done, give every conversation back, and leave a last heartbeat."""
        self._scheduler.shutdown(wait=False)
        self._loop.stop()
        await self._running[0]
        await self._errands.stop()
        await self._delivery.stop()
        await self._running[1]
        await self._beat()

    async def idle(self) -> None:
        """Return when all that is due by the clock has been done and said."""
        while not self.is_idle:
            await self._changes.until(lambda: self._loop.is_idle)
            await self._errands.changes.until(lambda: self._errands.is_idle)
            await self._delivery.idle()

    @property
    def is_idle(self) -> bool:
        return self._loop.is_idle and self._errands.is_idle and self._delivery.is_idle

    def _every(self, interval: timedelta, name: str, do: Callable[[], Awaitable[None]]) -> None:
        trigger = IntervalTrigger(seconds=int(interval.total_seconds()), timezone=UTC)
        self._scheduler.add_job(do, trigger, id=name, replace_existing=True)

    async def _turn(self) -> datetime | None:
        now = self._clock.now()
        due = await self._inside(self._timers.due, now, AT_ONCE + len(self._failures)) + await self._unhurried(now)
        self._leave(self._fired.intersection(due))
        for timer in due:
            if not self._failures.rests(timer):
                await self._fire_one(timer)
        for timer in await self._inside(self._timers.errands_due, now, AT_ONCE + self._errands.delayed):
            self._errands.start(timer)
        coming = await self._inside(self._timers.next_due, now), self._unhurried_at
        return min((moment for moment in coming if moment is not None), default=None)

    async def _unhurried(self, now: datetime) -> list[DueTimer]:
        """A few of those that can wait; while there are more, again a second later on the clock."""
        if self._unhurried_at is not None and now < self._unhurried_at <= now + UNHURRIED_EVERY:
            return []
        few = UNHURRIED_AT_ONCE + len(self._failures)
        due = await self._inside(self._timers.unhurried_due, now, few)
        self._unhurried_at = now + UNHURRIED_EVERY if len(due) == few else None
        return due

    async def _fire_one(self, timer: DueTimer) -> None:
        try:
            await self._inside(self._fire[timer.kind], timer)
        except Exception:  # noqa: BLE001 - one failing timer must not stop the others; it is tried again
            log_failure(f"timer {timer.kind} of {timer.subject}")
            self._failures.add(timer)
        else:
            self._failures.clear(timer)
            self._fired.add(timer)

    def _leave(self, still_there: set[DueTimer]) -> None:
        """A timer that was fired and is there unmoved is as good as a failing one: it must not keep the loop busy."""
        for timer in still_there:
            self._failures.add(timer)
        self._fired.clear()

    async def _beat(self) -> None:
        try:
            await self._inside(self._presence.beat)
        except asyncio.CancelledError:
            return  # APScheduler cancels its jobs as it shuts down, and `stop` beats once more
        except Exception:  # noqa: BLE001 - a heartbeat that is missed costs a little time given back, nothing more
            log_failure("the heartbeat")


def _soon(wake: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    """As a coroutine, so that APScheduler runs it in the event loop."""

    async def woken() -> None:
        wake()

    return woken
