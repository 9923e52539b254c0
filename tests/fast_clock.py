"""A bot whose clock is not the world's, as a program: `python tests/fast_clock.py`, with `FAST_CLOCK` set, or `SKEW`, or both.

With `FAST_CLOCK` its minutes pass in seconds, so that whatever waits for time happens while a test looks on. Leases, heartbeats,
time-outs and signatures stay in real time. With `SKEW` the clock of its machine is wrong by so many seconds.
"""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime

from bot import logs, server
from bot.app import running
from bot.clock import Clock, SystemClock
from bot.config import load


class FastClock(Clock):
    """From a moment of real time on, `speed` seconds pass in one. Two with the same setting show the same time."""

    def __init__(self, began: float, speed: float, real: Clock | None = None) -> None:
        self._began, self._speed, self._real = began, speed, real or SystemClock()

    @classmethod
    def set_to(cls, setting: str, real: Clock) -> "FastClock":
        began, speed = setting.split("x")
        return cls(float(began), float(speed), real)

    @property
    def setting(self) -> str:
        return f"{self._began}x{self._speed}"

    def now(self) -> datetime:
        began = datetime.fromtimestamp(self._began, UTC)
        return began + (self._real.now() - began) * self._speed

    async def wait_until(self, moment: datetime) -> None:
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 -- nobody else moves this clock
            await asyncio.sleep(left / self._speed)


async def main() -> None:
    config = load(os.environ)
    logs.configure(config.log_level, config.log_format, secrets=config.secrets)
    real = SystemClock(lambda: time.time() + float(os.environ.get("SKEW", "0")))
    setting = os.environ.get("FAST_CLOCK")
    clock = FastClock.set_to(setting, real) if setting else real
    async with running(config, clock=clock, real=real) as bot:
        sys.stderr.write(f"listening on {bot.url}\n")
        await server.told_to_stop().wait()


if __name__ == "__main__":
    asyncio.run(main())
