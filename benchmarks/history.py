"""What a long history adds: what people look at most, in a set that has met once, and in six that have met two hundred times."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import select, update

from benchmarks.database_size import DatabaseSize
from benchmarks.organisation import Organisation, organised
from benchmarks.timing import Timed, timing
from bot.app import running
from bot.clock import MovableClock
from bot.config import Config
from rehearsal.workspace import Workspace
from storage.database import Database
from storage.models import Meeting, Parked, Slot
from tests.scene import TUESDAY

SHORT: Final = DatabaseSize(1, meetings=1, actions=40, open_every=8, elsewhere=False)
LONG: Final = DatabaseSize(6, meetings=200, actions=25, open_every=125, owners=1, together=6, elsewhere=False)
"""The same people in six sets, in each of which one of them has forty open actions."""
TIMES: Final = 5
AGENDA: Final = "the agenda of a meeting that begins"

LIMITS: Final = {"`/set`": 0.01, "home tab": 0.02, AGENDA: 0.01}
"""Seconds that they may take in the long one."""

Looked = Callable[[Workspace, Organisation], Awaitable[object]]


def _typed(command: str, text: str) -> Looked:
    return lambda ws, there: ws.command(there.people[0], there.rooms[0], command, text)


async def _home(ws: Workspace, there: Organisation) -> None:
    await ws.event({"type": "app_home_opened", "user": there.people[0].id, "channel": there.dms[0].id, "tab": "home"})


LOOKS: Final[Mapping[str, Looked]] = {
    "`/set`": _typed("/set", ""),
    "`/set plan`": _typed("/set", "plan"),
    "`/set members`": _typed("/set", "members"),
    "`/action list`": _typed("/action", "list"),
    "`/action report`": _typed("/action", "report"),
    "home tab": _home,
}


def looked_at(folder: Path, size: DatabaseSize) -> Mapping[str, float]:
    """Seconds of processor time of all of the process, stand-in workspace included: the best of five each."""
    return asyncio.run(_looked_at(f"sqlite:///{folder}/sets.db", size))


async def _looked_at(url: str, size: DatabaseSize) -> Mapping[str, float]:
    clock = MovableClock(TUESDAY)
    with timing() as timed:
        async with Workspace(clock) as ws:
            timed.made = ws.deliveries.made
            timed.enters("looking")
            there = organised(ws, url, size, TUESDAY)
            await _say_what_is_parked(ws, there, url)
            config = Config(
                bot_token=ws.bot_token, signing_secret=ws.signing_secret, api_url=ws.api_url, database_url=url, port=0
            )
            async with running(config, clock=clock, chance=Random(1)) as bot:
                ws.deliver_over_http(bot.url)
                found = {name: await _best(partial(look, ws, there), bot.idle) for name, look in LOOKS.items()}
                await ws.command(there.people[0], there.rooms[0], "/set", "start")
                await bot.idle()
        return {**found, AGENDA: _drawn(timed)}


async def _say_what_is_parked(ws: Workspace, there: Organisation, url: str) -> None:
    """A parked question is a link to a message: it stands in its set's channel here too, one for all of them."""
    database = Database(url)
    for number, room in enumerate(there.rooms, start=1):
        await ws.say(there.people[0], room, "What would they say themselves?")
        (said,) = ws.messages(room)
        of_set = select(Slot.id).join(Meeting, Meeting.id == Slot.meeting_id).where(Meeting.set_id == number)
        with database.engine.begin() as connection:
            connection.execute(update(Parked).where(Parked.slot_id.in_(of_set)).values(ts=said.ts))
    database.close()


async def _best(look: Callable[[], Awaitable[object]], idle: Callable[[], Awaitable[None]]) -> float:
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        await look()
        await idle()
        spent.append(time.process_time() - began)
    return min(spent)


def _drawn(timed: Timed) -> float:
    drawn: Sequence[float] = timed.times["message agenda"]
    return max(drawn)
