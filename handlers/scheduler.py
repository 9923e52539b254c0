"""What the clock makes the bot do: timers, lookups, deliveries and heartbeats."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from itertools import chain
from math import ceil
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock, SystemClock
from bot.domain.errors import DatabaseUnavailable
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.services.heartbeats import EVERY, Heartbeats
from bot.services.installations import Installations
from bot.services.timers import Timers
from handlers.delivery import Delivery
from handlers.executor import Executor
from handlers.loop import ChangeSignal, Loop, SchedulerAlarm, log_failure
from handlers.retries import Failures
from handlers.slack_lookups import SlackLookups

Fire = Callable[[DueTimer], None]
INTERVAL: Final = 5
INTERVAL_AMONG_SEVERAL: Final = 1
AT_ONCE: Final = 100
LOW_PRIORITY_AT_ONCE: Final = 20
LOW_PRIORITY_EVERY: Final = timedelta(seconds=1)
"""Of the timers that can wait so many fire, then all others have their turn again: clicks are not held up by ten thousand."""
SHARES: Final = 4
"""Among several processes each fires a quarter of what is due before it looks again."""
_FIRES: Final = ContextVar("fires", default=False)
"""Whether a timer is what is being carried out here."""
NEVER_MISSED: Final = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}


class Scheduler:
    """Two loops, of timers and of deliveries, from `start` to `stop`. One failing timer never stops the others.

    Each is woken by a commit (`said`, `wrote`), by an interval that picks up what a crash or another process left, and as the
    next due time comes. APScheduler keeps no state: what is due is asked of the database. A timer that fails is logged
    and tried again, after ever longer waits; that is remembered in memory, so that its due time stays true. A set whose
    meeting runs has the time back in which nobody was there (`give_back`), one set after the other, before timers are fired.
    `turned` and `beaten` (time.monotonic()) are when the timers were last seen to, and the last heartbeat was written.
    """

    def __init__(
        self,
        timers: Timers,
        fire: Mapping[Later, Fire],
        lookups: SlackLookups,
        delivery: Delivery,
        heartbeats: Heartbeats,
        clock: Clock,
        executor: Executor,
        *,
        give_back: Callable[[str, int], None] = lambda _workspace, _set_id: None,
        real: Clock | None = None,
        installations: Installations | None = None,
    ) -> None:
        self._timers, self._fire, self._lookups, self._delivery = timers, fire, lookups, delivery
        self._heartbeats, self._clock, self._executor, self._give_back = heartbeats, clock, executor, give_back
        self._installations = installations
        self._failures = Failures(real or SystemClock())
        self._fired: set[DueTimer] = set()
        self._written_since = False
        self._low_priority_at: datetime | None = None
        self._changes = ChangeSignal()
        self._loop = Loop("the timers", self._turn, clock, self._changes)
        self._scheduler = AsyncIOScheduler(job_defaults=NEVER_MISSED, timezone=UTC)
        self._running: list[asyncio.Task[None]] = []
        self._repeated: list[asyncio.Task[None]] = []
        self.turned = self.beaten = time.monotonic()
        if isinstance(clock, SystemClock):
            self._loop.alarm = SchedulerAlarm(self._scheduler, "next timer", clock)
            delivery.set_alarm(SchedulerAlarm(self._scheduler, "next post", clock))
        self._more_lookups = False
        delivery.on_lookup(self._loop.wake)
        lookups.on_end(self._lookup_ended)

    @property
    def given_up(self) -> int:
        """How many messages, and edits, this process has given up since it started."""
        return self._delivery.given_up

    def wake(self) -> None:
        """Look at everything anew. May be called from any thread, as `said` and `wrote` may."""
        self._loop.wake()
        self._delivery.wake()

    def said(self) -> None:
        """A commit left something to say."""
        self._delivery.wake()

    def wrote(self, due_at: datetime) -> None:
        """A commit wrote timers, of which the first is due at that moment."""
        self._written_since |= not _FIRES.get()
        self._loop.wake_by(due_at)

    async def start(self) -> timedelta:
        """Find the time in which nobody was there, and say how long that was; then begin."""
        gap = await self._executor.run(self._heartbeats.arrived)
        if self._installations is not None:
            await self._executor.run(self._installations.arrived)
        often = INTERVAL_AMONG_SEVERAL if self._delivery.shared else INTERVAL
        self._scheduler.start()
        self._running = [asyncio.create_task(self._loop.run()), asyncio.create_task(self._delivery.run())]
        self._repeated = [
            asyncio.create_task(_every(INTERVAL, _soon(self._loop.wake))),
            asyncio.create_task(_every(often, _soon(self._delivery.wake))),
            asyncio.create_task(_every(EVERY.total_seconds(), self.beat)),
        ]
        return gap

    async def stop(self) -> None:
        """Finish what is being done, give every conversation back, and leave a last heartbeat."""
        self._scheduler.shutdown(wait=False)
        for task in self._repeated:
            task.cancel()
        await asyncio.gather(*self._repeated, return_exceptions=True)
        self._loop.stop()
        await self._running[0]
        await self._lookups.stop()
        await self._delivery.stop()
        await self._running[1]
        await self.beat()

    async def idle(self) -> None:
        """Return when all that is due by the clock has been done and said."""
        while not self.is_idle:
            await self._changes.until(lambda: self._loop.is_idle)
            await self._lookups.changes.until(lambda: self._lookups.is_idle)
            await self._delivery.idle()

    @property
    def is_idle(self) -> bool:
        return self._loop.is_idle and self._lookups.is_idle and self._delivery.is_idle

    async def _turn(self) -> datetime | None:
        for workspace, set_id in await self._executor.run(self._heartbeats.owed) if self._heartbeats.may_owe else ():
            await self._try(
                f"giving time back to set {set_id}", (workspace, set_id), self._give_back, workspace, set_id
            )
        now = self._clock.now()
        most, most_lookups = AT_ONCE + len(self._failures), AT_ONCE + self._lookups.delayed
        few = LOW_PRIORITY_AT_ONCE + len(self._failures) if self._looks_at_low_priority(now) else 0
        due = await self._executor.run(self._timers.due, now, most, few, most_lookups)
        if few:
            self._low_priority_at = now + LOW_PRIORITY_EVERY if len(due.low_priority) == few else None
        self._leave(self._fired.intersection(due.hurried + due.low_priority))
        await self._fire_some(due.hurried, shared=self._delivery.shared)
        # They are few, and while there are more they are not looked for again before a second has passed.
        await self._fire_some(due.low_priority, shared=False)
        if len(due.hurried) == most:
            self._loop.wake()  # there may be more
        self._begin_lookups(due.lookups, most_lookups)
        self.turned = time.monotonic()
        return min((moment for moment in (due.next_at, self._low_priority_at) if moment is not None), default=None)

    def _looks_at_low_priority(self, now: datetime) -> bool:
        """A few of those that can wait; while there are more, again a second later on the clock."""
        return self._low_priority_at is None or not now < self._low_priority_at <= now + LOW_PRIORITY_EVERY

    def _begin_lookups(self, due: Sequence[DueTimer], most: int) -> None:
        self._more_lookups = len(due) >= most
        for timer in due:
            self._lookups.start(timer)

    def _lookup_ended(self) -> None:
        if self._more_lookups:
            self._loop.wake()

    async def _fire_some(self, due: Sequence[DueTimer], *, shared: bool) -> None:
        """All of them; where they are shared among several processes a part, and then look what the others have left."""
        sets = _beginning_at(self._heartbeats.place, [timer for timer in due if not self._failures.rests(timer)])
        share = ceil(len(sets) / SHARES) if shared else len(sets)
        for timer in chain.from_iterable(sets[:share]):
            await self._fire_one(timer)
        if share < len(sets):
            self._loop.wake()

    async def _fire_one(self, timer: DueTimer) -> None:
        fire, here = self._fire.get(timer.kind, _nobody_fires), _FIRES.set(True)
        if await self._try(f"timer {timer.kind} of {timer.subject}", timer, fire, timer):
            self._fired.add(timer)
        _FIRES.reset(here)

    async def _try(self, what: str, which: Hashable, do: Callable[..., None], *given: object) -> bool:
        """Do it, unless it failed just now; False where it fails or rests."""
        if self._failures.rests(which):
            return False
        try:
            await self._executor.run(do, *given)
        except DatabaseUnavailable:
            raise  # so are all the others; none of them has failed
        except Exception:  # noqa: BLE001 - one failing set must not stop the others; it is tried again
            log_failure(what)
            self._failures.add(which)
            return False
        self._failures.clear(which)
        self.turned = time.monotonic()
        return True

    def _leave(self, still_there: set[DueTimer]) -> None:
        """A timer that was fired and is there unmoved is as good as a failing one: it must not keep the loop busy.

        Not where somebody has written timers since, it may be this one: while a clock stands it is due when it was.
        """
        for timer in still_there if not self._written_since else ():
            self._failures.add(timer)
        self._fired.clear()
        self._written_since = False

    async def beat(self) -> None:
        try:
            lost = await self._executor.run(self._heartbeats.beat)
            self.beaten = time.monotonic()
            if self._installations is not None:
                await self._executor.run(self._installations.read)
            if lost:
                self.wake()  # time was lost: meetings have it back, and what was due by a wrong clock is due now
        except Exception:  # noqa: BLE001 - a heartbeat that is missed costs a little time given back, nothing more
            log_failure("the heartbeat")


async def _every(seconds: float, do: Callable[[], Awaitable[None]]) -> None:
    """By the event loop's own clock, which nobody sets: APScheduler's intervals go by the wall, and are mute once it is set back."""
    while True:
        await asyncio.sleep(seconds)
        await do()


def _soon(wake: Callable[[], None]) -> Callable[[], Awaitable[None]]:
    async def woken() -> None:
        wake()

    return woken


def _beginning_at(place: float, due: Sequence[DueTimer]) -> list[list[DueTimer]]:
    """What is due by set, each process beginning at another one, so that they seldom try the same; a set's own stay in order."""
    sets: dict[Hashable, list[DueTimer]] = {}
    for timer in due:
        sets.setdefault(timer.set_id or timer, []).append(timer)
    begins = int(place * len(sets))
    found = list(sets.values())
    return found[begins:] + found[:begins]


def _nobody_fires(timer: DueTimer) -> None:
    raise LookupError(f"nobody fires {timer.kind}")
