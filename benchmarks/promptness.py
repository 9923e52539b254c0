"""A thousand sets in one process: its start, its memory, and what it spends from a gesture to the first call that shows it."""

import asyncio
import statistics
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace

TRIED: Final = 40
SETTLES: Final = 0.3
"""Seconds, until whatever else the last gesture has brought is done."""
START: Final = "`/set start`"
HERE: Final = "*I'm here*"
LIMIT: Final = 0.015
"""Seconds that a click may take to its first visible change."""


@dataclass(frozen=True, slots=True)
class Started:
    """A process over a filled database: its start to the first ack in seconds, its memory after a second of commands, and the
    processor time of one of these in seconds.
    """

    seconds: float
    megabytes: float | None
    an_ack: float


@dataclass(frozen=True, slots=True)
class Seen:
    """Our own processor time from a gesture to the first call that shows it, in seconds, and which call that was."""

    spent: float
    first: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What came of each gesture in each of the sets in which it was tried."""

    sets: int
    row: Started
    ours: Started
    seen: Mapping[str, Sequence[Seen]]

    def median(self, gesture: str) -> float:
        return statistics.median(one.spent for one in self.seen[gesture])

    def first(self, gesture: str) -> str:
        """The calls that came first."""
        return ", ".join(sorted({one.first for one in self.seen[gesture]}))


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
        seen: dict[str, list[Seen]] = {START: [], HERE: []}
        async with serving(BOT, settings_of(ws, url), sender) as server:
            ours = await _started(server, sender)
            ws.deliver_over_http(f"http://127.0.0.1:{server.port}/slack/events")
            tried = [list(_opening(ws, there, number)) for number in range(1, min(sets, TRIED + 1))]
            for gestures in zip(
                *tried, strict=True
            ):  # set after set: an edit that waits for its pace would count what else goes on
                for number, (gesture, do) in enumerate(gestures, start=1):
                    seen[gesture].append(await _seen(ws, there.rooms[number], do, server))
    return Prompt(sets, row, ours, seen)


async def _started(server: Server, sender: Sender) -> Started:
    so_far = server.processor_seconds
    measured = await closed_loop(server.port, sender, 16, 1)
    return Started(server.started, server.megabytes, (server.processor_seconds - so_far) / len(measured.milliseconds))


def _opening(ws: Workspace, there: Organisation, number: int) -> Iterator[tuple[str, Callable[[], Awaitable[object]]]]:
    """Somebody starts the meeting of that set, and three others say that they are here."""
    room, people = there.rooms[number], there.people[number * PEOPLE : (number + 1) * PEOPLE]
    yield START, lambda: ws.command(people[0], room, "/set", "start")
    for one in people[1:4]:
        yield HERE, partial(_is_here, ws, room, one)


async def _is_here(ws: Workspace, room: Channel, who: Person) -> None:
    await ws.press(
        who, next(one for one in reversed(ws.everything(room)) if "meeting_here" in str(one.blocks)), "I'm here"
    )


async def _seen(ws: Workspace, room: Channel, do: Callable[[], Awaitable[object]], server: Server) -> Seen:
    """Somebody does that: our processor time until something is posted or edited in their channel, and which it is.

    What an earlier gesture still brings another set, such as a look at its channel, is none of this one's.
    """
    await asyncio.sleep(SETTLES)
    before, so_far = len(ws.calls), server.processor_seconds
    done = asyncio.ensure_future(do())
    await ws.until(lambda: bool(_called(ws, room, before)))
    spent = server.processor_seconds - so_far
    await done
    return Seen(spent, _called(ws, room, before)[0].method)


def _called(ws: Workspace, room: Channel, since: int) -> Sequence[Call]:
    """What has been posted or edited in that channel, after so many calls in all."""
    here = (one for one in ws.calls[since:] if one.args.get("channel") == room.id)
    return [one for one in here if one.method.startswith("chat.")]
