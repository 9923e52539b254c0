"""Loops that sleep until they are woken, and waiting until they are all asleep."""

import asyncio
import logging
import secrets
import sys
import threading
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from bot.clock import Clock, SystemClock
from bot.domain.errors import DatabaseUnavailable, OutOfTime

log = logging.getLogger(__name__)


def log_failure(what: str) -> None:
    """Log the exception at hand under a reference.

    That the database is away was logged where it was noticed, once; that it was busy is a line.
    """
    error = sys.exception()
    if isinstance(error, DatabaseUnavailable):
        return
    if isinstance(error, OutOfTime):
        log.warning("%s took too long and was left: %s", what, error)
        return
    reference = secrets.token_hex(4)
    log.exception("%s failed (reference %s)", what, reference, extra={"reference": reference})


class ChangeSignal:
    """Lets others wait until something holds: `notify` after whatever may have made it so. For one event loop."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def notify(self) -> None:
        """Let those who wait look again."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Return once the condition holds."""
        while not condition():
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            await future


class Alarm(Protocol):
    """Wakes a loop as its next due time comes."""

    def at(self, moment: datetime | None, wake: Callable[[], None]) -> None:
        """Go off at that moment instead of the one before; with None not at all."""


class ClockAlarm:
    """Goes off by the clock itself, which may be one that is moved."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: asyncio.Task[None] | None = None

    def at(self, moment: datetime | None, wake: Callable[[], None]) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = asyncio.create_task(self._wait(moment, wake)) if moment is not None else None

    async def _wait(self, moment: datetime, wake: Callable[[], None]) -> None:
        await self._clock.wait_until(moment)
        wake()


class SchedulerAlarm:
    """Goes off by a date job of APScheduler, which runs on the machine's own clock, be that right or wrong.

    Where it is set back meanwhile this goes off late; the interval comes before, and has the next due time set anew.
    """

    def __init__(self, scheduler: AsyncIOScheduler, name: str, clock: SystemClock) -> None:
        self._scheduler, self._name, self._clock = scheduler, name, clock

    def at(self, moment: datetime | None, wake: Callable[[], None]) -> None:
        if moment is None:
            self._silence()
            return

        async def alarm() -> None:
            wake()

        by_the_wall = self._clock.on_the_wall() + (moment - self._clock.now())
        self._scheduler.add_job(alarm, DateTrigger(by_the_wall, timezone=UTC), id=self._name, replace_existing=True)

    def _silence(self) -> None:
        try:
            self._scheduler.remove_job(self._name)
        except JobLookupError:
            return


class Loop:
    """A loop that takes a turn when it is woken: by a commit, by an interval, or as the next due time comes.

    A turn returns that due time. One that fails is logged, and the next wake tries again. From `run` until `stop`.
    """

    def __init__(
        self, name: str, turn: Callable[[], Awaitable[datetime | None]], clock: Clock, changes: ChangeSignal
    ) -> None:
        self.alarm: Alarm = ClockAlarm(clock)
        self._name, self._turn, self._clock, self._changes = name, turn, clock, changes
        self._event = asyncio.Event()
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False
        self._falling_asleep = threading.Lock()
        self._asleep = False
        self._due: datetime | None = None
        self._written: datetime | None = None

    def wake(self) -> None:
        """Have a turn taken soon. May be called from any thread, and before the loop runs."""
        event_loop = self._event_loop
        if event_loop is None or event_loop is _running_loop():
            self._event.set()
        elif not event_loop.is_closed():
            event_loop.call_soon_threadsafe(self._event.set)

    def wake_by(self, moment: datetime) -> None:
        """Something is due at that moment, and was committed: wake it, unless it looks by then anyway. From any thread.

        The turn that is being taken may have looked before: as it ends, the loop looks by that moment at the latest. Another
        turn would not do: where one commit follows the other, turns would as well.
        """
        with self._falling_asleep:
            if not self._asleep:
                self._written = min(moment, self._written or moment)
                return
            looks_by_then = self._due is not None and self._due <= moment
        if not looks_by_then:
            self.wake()

    def stop(self) -> None:
        """Let `run` return after the turn that is being taken."""
        self._stopping = True
        self._event.set()

    @property
    def is_idle(self) -> bool:
        """Asleep, with nothing due that it has not seen."""
        return self._asleep and not self._event.is_set() and (self._due is None or self._due > self._clock.now())

    async def run(self) -> None:
        self._event_loop = asyncio.get_running_loop()
        try:
            while not self._stopping:
                self._event.clear()
                self._fall_asleep(await self._take_turn())
                self.alarm.at(self._due, self.wake)
                await self._sleep()
        finally:
            self.alarm.at(None, self.wake)
            self._event_loop, self._asleep = None, True

    async def _take_turn(self) -> datetime | None:
        try:
            return await self._turn()
        except Exception:  # noqa: BLE001 - one failing turn must not end the loop; the next wake tries again
            log_failure(f"a turn of {self._name}")
            return None

    def _fall_asleep(self, due: datetime | None) -> None:
        with self._falling_asleep:
            self._due = min((one for one in (due, self._written) if one is not None), default=None)
            self._asleep, self._written = True, None

    async def _sleep(self) -> None:
        self._changes.notify()
        await self._event.wait()
        self._asleep = False


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
