"""The one place where time comes from."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

LOOKED_AGAIN_AFTER: Final = 5.0
"""Seconds after which who waits for a moment sees that the clock was put forward."""


class Clock(Protocol):
    """Domain time. Always aware, always UTC. Leases, time-outs and heartbeats run on real time instead."""

    def now(self) -> datetime:
        """The present moment in UTC."""

    async def wait_until(self, moment: datetime) -> None:
        """Return once `now()` is at or past `moment`."""


def _wall() -> float:
    """Seconds since 1970, as the machine has them."""
    return time.time()


def _passed() -> float:
    """Seconds on a clock that nobody sets; where the system has one, it counts the sleep of the machine as well."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class SystemClock:
    """Real time: a moment that was told, and what has passed since on a clock that nobody sets.

    So it jumps only where it is told the moment anew: by the machine's own clock, or by the database, whose time is that of
    all processes which share it. Both are functions of seconds, for tests to replace.
    """

    def __init__(self, wall: Callable[[], float] = _wall, passed: Callable[[], float] = _passed) -> None:
        self._wall, self._passed = wall, passed
        self.read_the_wall()

    def now(self) -> datetime:
        moment, at = self._told
        return moment + timedelta(seconds=self._passed() - at)

    def read_the_wall(self) -> None:
        """Go by the machine's own clock from now on."""
        self._told = self.on_the_wall(), self._passed()

    def on_the_wall(self) -> datetime:
        """What the machine's own clock says, be it right or wrong."""
        return datetime.fromtimestamp(self._wall(), UTC)

    def ask(self, answer: Callable[[], datetime]) -> None:
        """Go by the moment that somebody else tells, unless ours is as good, given how long the answer took."""
        asked = self._passed()
        told = answer()
        took = timedelta(seconds=self._passed() - asked)
        if not told <= self.now() <= told + took:
            self._told = told + took / 2, asked + took.total_seconds()

    async def wait_until(self, moment: datetime) -> None:
        """Return once `now()` is at or past `moment`, or as much time has passed as it was away: the clock may be set back."""
        end = self._passed() + (moment - self.now()).total_seconds()
        while (left := min(end - self._passed(), (moment - self.now()).total_seconds())) > 0:  # noqa: ASYNC110 -- as it says
            await asyncio.sleep(min(left, LOOKED_AGAIN_AFTER))


class MovableClock:
    """A clock that stands until it is moved, for rehearsals and scenarios. Whoever waits on it wakes as it passes."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._waiting: list[tuple[datetime, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        return self._now

    @property
    def next_wake(self) -> datetime | None:
        """The earliest moment that somebody waits for."""
        return min((moment for moment, future in self._waiting if not future.done()), default=None)

    async def wait_until(self, moment: datetime) -> None:
        if moment <= self._now:
            return
        entry = (moment, asyncio.get_running_loop().create_future())
        self._waiting.append(entry)
        try:
            await entry[1]
        finally:
            self._waiting.remove(entry)

    def move_to(self, moment: datetime) -> None:
        """Set the clock; it never goes back."""
        self._now = max(self._now, moment)
        for due, future in self._waiting:
            if due <= self._now and not future.done():
                future.set_result(None)
