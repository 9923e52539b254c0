"""The one place where time comes from."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Domain time. Always aware, always UTC. Leases, time-outs and heartbeats run on real time instead."""

    def now(self) -> datetime:
        """The present moment in UTC."""

    async def wait_until(self, moment: datetime) -> None:
        """Return once `now()` is at or past `moment`."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def wait_until(self, moment: datetime) -> None:
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 -- the machine's clock may be set
            await asyncio.sleep(left)


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
