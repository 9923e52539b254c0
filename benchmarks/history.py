"""What a long history adds: what people look at most, in a set that has met once, and in six that have met two hundred times."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import select, update

from benchmarks.commands import Sender
from benchmarks.database_size import DatabaseSize
from benchmarks.environment import BOT, settings_of
from benchmarks.organisation import Organisation, organised
from benchmarks.promptness import SETTLES
from benchmarks.servers import Server, serving
from benchmarks.timing import Timed, timing
from bot.app import running
from bot.clock import MovableClock, SystemClock
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
    """Seconds of processor time: of all of the bot's process, the best of five each; of the agenda, that it is drawn with.

    That is drawn once for nothing before, as what a process pays once is no cost of an agenda.
    """
    *_, agenda = (asyncio.run(_agenda(f"sqlite:///{folder}/{nth}.db", size)) for nth in ("first", "second"))
    return {**asyncio.run(_looked_at(folder, size)), AGENDA: agenda}


async def _looked_at(folder: Path, size: DatabaseSize) -> Mapping[str, float]:
    url = f"sqlite:///{folder}/sets.db"
    async with Workspace(SystemClock()) as ws:
        there = organised(ws, url, size, SystemClock().now())
        await _say_what_is_parked(ws, there, url)
        ana = there.people[0]
        sender = Sender(ana.team_id, there.rooms[0].id, ana.id, ws.signing_secret, b"Noted")
        async with serving(BOT, settings_of(ws, url), sender) as server:
            ws.deliver_over_http(f"http://127.0.0.1:{server.port}/slack/events")
            return {name: await _best(partial(look, ws, there), server) for name, look in LOOKS.items()}


async def _agenda(url: str, size: DatabaseSize) -> float:
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
                await ws.command(there.people[0], there.rooms[0], "/set", "start")
                await bot.idle()
        return _drawn(timed)


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


async def _best(look: Callable[[], Awaitable[object]], server: Server) -> float:
    spent = []
    for _ in range(TIMES):
        so_far = server.processor_seconds
        await look()
        await asyncio.sleep(SETTLES)
        spent.append(server.processor_seconds - so_far)
    return min(spent)


def _drawn(timed: Timed) -> float:
    drawn: Sequence[float] = timed.times["message agenda"]
    return max(drawn)
