"""A thousand sets in one process: its start, its memory, and what it spends from a gesture to the first message that shows it."""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.acks import APPS
from benchmarks.commands import Sender
from benchmarks.database_size import PEOPLE
from benchmarks.environment import BOT, settings_of
from benchmarks.load import closed_loop
from benchmarks.organisation import Organisation, organised, with_actions
from benchmarks.servers import Server, serving
from bot.clock import SystemClock
from rehearsal.faults import Call
from rehearsal.people import Channel
from rehearsal.workspace import Workspace

TRIED: Final = 40
SETTLES: Final = 0.3
"""Seconds, until whatever else the last gesture has brought is done."""


@dataclass(frozen=True, slots=True)
class Started:
    """A process over a filled database: its start to the first ack in seconds, and its memory after a second of commands."""

    seconds: float
    megabytes: float | None


@dataclass(frozen=True, slots=True)
class Prompt:
    """Our own processor time from each gesture to its first message, in milliseconds; `first` is the call that brought it."""

    sets: int
    row: Started
    ours: Started
    milliseconds: Sequence[float]
    first: Sequence[str]

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)


def shown(folder: Path, sets: int) -> Prompt:
    """Start a meeting in some of so many sets, one after the other, on SQLite files in that folder."""
    return asyncio.run(_shown(folder, sets))


async def _shown(folder: Path, sets: int) -> Prompt:
    url = f"sqlite:///{folder}/sets.db"
    async with Workspace(SystemClock()) as ws:
        there = organised(ws, url, with_actions(sets), SystemClock().now())
        ana = there.people[0]
        sender = Sender(ana.team_id, there.rooms[0].id, ana.id, ws.signing_secret, b"Noted")
        async with serving(APPS["row"], settings_of(ws, f"sqlite:///{folder}/row.db"), sender) as server:
            row = await _started(server, sender)
        async with serving(BOT, settings_of(ws, url), sender) as server:
            ours = await _started(server, sender)
            ws.deliver_over_http(f"http://127.0.0.1:{server.port}/slack/events")
            spent = [await _seen(ws, there, number, server) for number in range(1, min(sets, TRIED + 1))]
    return Prompt(sets, row, ours, [one for one, _ in spent], [first for _, first in spent])


async def _started(server: Server, sender: Sender) -> Started:
    await closed_loop(server.port, sender, 16, 1)
    return Started(server.started, server.megabytes)


async def _seen(ws: Workspace, there: Organisation, number: int, server: Server) -> tuple[float, str]:
    """Somebody starts the meeting of that set: our processor time until something is called for it, and what that is.

    What an earlier start still brings its own set, such as a look at its channel, is none of this one's.
    """
    await asyncio.sleep(SETTLES)
    room, before, so_far = there.rooms[number], len(ws.calls), server.processor_seconds
    typed = asyncio.create_task(ws.command(there.people[number * PEOPLE], room, "/set", "start"))
    await ws.until(lambda: bool(_called(ws, room, before)))
    spent = server.processor_seconds - so_far
    await typed
    return spent * 1000, _called(ws, room, before)[0].method


def _called(ws: Workspace, room: Channel, since: int) -> Sequence[Call]:
    """What has been called for that channel, after so many calls in all."""
    return [one for one in ws.calls[since:] if one.args.get("channel") == room.id]
