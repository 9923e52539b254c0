"""Ten thousand people's requests for reports that fall due at one minute: how fast they leave, and what a click feels of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.commands import Sender
from benchmarks.environment import BOT, settings_of
from benchmarks.load import Measured, open_loop
from benchmarks.organisation import Organisation, all_due, organised, with_actions
from benchmarks.servers import serving
from bot.app import running
from bot.clock import MovableClock, SystemClock
from bot.config import Config
from bot.domain.pacing import A_MINUTE
from rehearsal.workspace import Workspace
from tests.scene import TUESDAY

CLICKS_A_SECOND: Final = 10.0
TOLERANCE: Final = 0.05
DUE: Final = TUESDAY + timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Left:
    """When each request was said, in seconds on the clock since they were due."""

    at: Sequence[float]

    @property
    def minutes(self) -> float:
        return (self.at[-1] - self.at[0]) / 60

    @property
    def off_pace(self) -> float:
        """By which part the time that they took differs from that of the pace."""
        return abs(self.minutes * A_MINUTE / len(self.at) - 1)

    @property
    def most_in_a_minute(self) -> int:
        first, most = 0, 0
        for last, at in enumerate(self.at):
            while self.at[first] <= at - 60:
                first += 1
            most = max(most, last - first + 1)
        return most


def leave(folder: Path, sets: int) -> Left:
    """Let everybody be asked, with the clock moved through whatever is due next; on an SQLite file in that folder."""
    return asyncio.run(_leave(f"sqlite:///{folder}/sets.db", sets))


async def _leave(url: str, sets: int) -> Left:
    clock = MovableClock(TUESDAY)
    async with Workspace(clock) as ws:
        there = organised(ws, url, with_actions(sets), TUESDAY)
        all_due(url, DUE)
        config = Config(
            bot_token=ws.bot_token, signing_secret=ws.signing_secret, api_url=ws.api_url, database_url=url, port=0
        )
        async with running(config, clock=clock, chance=Random(1)) as bot:
            while (due := await bot.next_due()) is not None and due < DUE + timedelta(hours=6):
                clock.move_to(due)
            return Left(_said(ws, there, DUE))


def _said(ws: Workspace, there: Organisation, since: datetime) -> Sequence[float]:
    return sorted(float(said.ts) - since.timestamp() for dm in there.asked for said in ws.messages(dm))


@dataclass(frozen=True, slots=True)
class Clicked:
    """The ack of `/action` without reminders and while they fire and leave, and how many had left by then."""

    quiet: Measured
    busy: Measured
    left: int


def click(folder: Path, sets: int, seconds: float, url: str | None = None) -> Clicked:
    """Type `/action` ten times a second into a bot of its own, on the machine's own clock, for so long without and with."""
    return asyncio.run(_click(folder, sets, seconds, url or f"sqlite:///{folder}/sets.db"))


async def _click(folder: Path, sets: int, seconds: float, url: str) -> Clicked:
    async with Workspace(SystemClock()) as ws:
        now = SystemClock().now()
        there = organised(ws, url, with_actions(sets), now)
        ana = there.people[0]
        sender = Sender(ana.team_id, there.rooms[0].id, ana.id, ws.signing_secret, b"Noted")
        async with serving(BOT, settings_of(ws, url), sender) as server:
            await open_loop(server.port, sender, CLICKS_A_SECOND, seconds / 5)
            quiet = await open_loop(server.port, sender, CLICKS_A_SECOND, seconds)
            await asyncio.to_thread(all_due, url, now)
            busy = await open_loop(server.port, sender, CLICKS_A_SECOND, seconds)
            return Clicked(quiet, busy, len(_said(ws, there, now)))
