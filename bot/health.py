"""How the process is, from memory: whoever asks gets what is known, however many ask and whatever hangs."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

from bot.domain.errors import OutOfTime

Answer = tuple[bool, dict[str, object]]

SECONDS_BETWEEN_LOOKS: Final = 1.0
SECONDS_WITHOUT_WRITING: Final = 20.0
"""Two heartbeats: until then a database that only lets us wait is busy, and after that it cannot be written."""
SECONDS_WITHOUT_TIMERS: Final = 60.0
SECONDS_WITHOUT_SLACK: Final = 60.0


class Health:
    """What `/healthz` and `/readyz` answer. Nothing is waited for: a question that finds the last look old begins another one.

    `write` tries the database, and raises where it cannot be written; `beaten` and `turned` say when a heartbeat was written
    and the timers were last seen to; `connected` whether Slack reaches us. Moments are seconds of `now`, which nobody sets.
    What nights make of it, hours without an event, and messages that were given up, is shown and not judged.
    """

    def __init__(
        self,
        write: Callable[[], Awaitable[object]],
        *,
        beaten: Callable[[], float],
        turned: Callable[[], float],
        connected: Callable[[], bool] = lambda: True,
        given_up: Callable[[], int] = lambda: 0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._write, self._beaten, self._turned = write, beaten, turned
        self.connected, self._given_up, self._now = connected, given_up, now
        self._heard: float | None = None
        self._looked = self._written = self._seen_connected = now()
        self._failed, self._failed_at = "", now()
        self._looking: asyncio.Task[None] | None = None

    def heard(self) -> None:
        """Slack has sent something."""
        self._heard = self._now()

    def healthy(self) -> Answer:
        """Whether the database is written, timers are fired, and Slack has been there within a minute."""
        slack = self._away_for() < SECONDS_WITHOUT_SLACK
        return self._writes() and self._fires() and slack, self._facts()

    def ready(self) -> Answer:
        """Whether a delivery can be taken now. The schema is the newest one, or the bot would not have started."""
        return self._writes() and self.connected(), self._facts()

    async def watch(self) -> None:
        """See every second whether Slack is connected, until cancelled."""
        while True:
            self._away_for()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def close(self) -> None:
        """Wait for a look that is under way."""
        if self._looking is not None:
            await asyncio.wait([self._looking])

    def _writes(self) -> bool:
        now = self._now()
        if now - self._looked >= SECONDS_BETWEEN_LOOKS and (self._looking is None or self._looking.done()):
            self._looked = now
            self._looking = asyncio.create_task(self._look())
        written = max(self._written, self._beaten())
        return not self._fails() and now - written < SECONDS_WITHOUT_WRITING

    def _fails(self) -> str:
        """What was wrong when we looked last, unless a heartbeat has been written since."""
        return self._failed if self._failed_at >= self._beaten() else ""

    async def _look(self) -> None:
        try:
            await self._write()
        except OutOfTime:
            return  # busy, or away: it shows when it goes on
        except Exception as error:  # noqa: BLE001 - whatever a database raises is what is wrong with it
            self._failed, self._failed_at = type(error).__name__, self._now()
        else:
            self._failed, self._written = "", self._now()

    def _fires(self) -> bool:
        return self._now() - self._turned() < SECONDS_WITHOUT_TIMERS

    def _away_for(self) -> float:
        if self.connected():
            self._seen_connected = self._now()
        return self._now() - self._seen_connected

    def _facts(self) -> dict[str, object]:
        now = self._now()
        return {
            "database": self._fails() or "written",
            "seconds_since_written": round(now - max(self._written, self._beaten())),
            "seconds_since_timers": round(now - self._turned()),
            "seconds_without_slack": round(now - self._seen_connected),
            "seconds_since_event": None if self._heard is None else round(now - self._heard),
            "messages_given_up": self._given_up(),
        }
