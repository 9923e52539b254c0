"""The real bot against the stand-in workspace, on a clock that the test moves: what scenario tests play in."""

import asyncio
import pickle
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine, select, update

from bot.app import Bot, running
from bot.clock import MovableClock
from bot.config import Config
from bot.domain.formats import Format
from rehearsal.deliveries import Answer
from rehearsal.messages import Message
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from storage import schema
from storage.database import Database
from storage.delivery_models import Heartbeat
from tests.leaps import Leaps

TUESDAY = datetime(2026, 11, 3, 14, 0, tzinfo=UTC)
PACING = timedelta(seconds=8)
MORE = "More"
DATABASE: Final = "sets.db"
PEOPLE_AND_ROOM: Final = ("ana", "ben", "chloe", "dan", "eva", "otto", "people", "room")


Formats = Mapping[str, Format]
Before = Callable[["Scene"], Awaitable[None]]
"""What happened in a scene before a test begins."""
Runs = Callable[[Formats | None], AbstractAsyncContextManager[Bot]]


def founding(
    *,
    first_on: str = "2026-11-10",
    at: str = "14:00",
    zone: str = "Europe/London",
    every_weeks: str = "4",
    meetings: str = "4",
    **values: object,
) -> dict[str, object]:
    """What is entered into the wizard: the first meeting as wall time in the zone of whoever founds, and how often, how many."""
    first = datetime.fromisoformat(f"{first_on} {at}").replace(tzinfo=ZoneInfo(zone))
    rhythm = "4x1" if meetings == "1" else f"{every_weeks}x{meetings}"
    return {"first": int(first.timestamp()), "rhythm": rhythm, **values}


class Scene:
    """A workspace with a set's channel and people, and the bot. What is waiting only for Slack's pace counts as said.

    `bot` runs between `arrives` and `goes`, any number of times, each time on the same rows; `url` is its database's, and
    `config` has its settings, which may be other ones when it starts again.
    """

    bot: Bot
    config: Config

    def __init__(
        self, ws: Workspace, clock: MovableClock, runs: Runs, url: str, chance: Random, people: Mapping[str, Any]
    ) -> None:
        self.ws = ws
        self.clock = clock
        self.url = url
        self._chance = chance
        self._runs = runs
        self._life = AsyncExitStack()
        vars(self).update(people)
        if people:
            return
        self.ana, self.ben, self.chloe, self.dan, self.eva = (
            ws.person(name, zone=zone)
            for name, zone in (
                ("Ana", "Europe/London"),
                ("Ben", "Europe/London"),
                ("Chloé", "Europe/Sofia"),
                ("Dan", "Europe/London"),
                ("Eva", "America/New_York"),
            )
        )
        self.otto = ws.person("Otto")
        self.people: tuple[Person, ...] = (self.ana, self.ben, self.chloe, self.dan, self.eva)
        self.room: Channel = ws.channel("set-heads", members=(*self.people, self.otto))

    def belongings(self) -> object:
        """All of it that is not of the bot: another scene goes on from copies of them."""
        return self.ws, self.clock, self._chance, {name: vars(self)[name] for name in PEOPLE_AND_ROOM}

    async def arrives(self, formats: Formats | None = None) -> None:
        """The bot starts; a meeting may begin in these formats, or in our own."""
        self.bot = await self._life.enter_async_context(self._runs(formats))

    async def goes(self) -> None:
        """The bot stops, as a process that is told to."""
        await self._life.aclose()

    async def is_away_for(self, gap: timedelta) -> None:
        """Between `goes` and `arrives`: time passes in which nobody runs the bot."""
        self.clock.move_to(self.clock.now() + gap)
        await asyncio.to_thread(_nobody_was_there_for, self.url, gap)

    async def restarted(self, gap: timedelta = timedelta(0), formats: Formats | None = None) -> None:
        """The bot stops, is away for a while, and starts again with the same rows."""
        await self.goes()
        await self.is_away_for(gap)
        await self.arrives(formats)
        await self.settle()

    async def is_asleep_for(self, **how_long: float) -> None:
        """Time passes at once, as where the machine of the bot sleeps: all that was due meanwhile is late, and done together."""
        self.clock.move_to(self.clock.now() + timedelta(**how_long))
        await self.settle()

    async def settle(self) -> None:
        """Let everything be said that is due, moving the clock over what waits only for Slack's pace."""
        until = self.clock.now() + PACING
        while (due := await self.bot.next_due()) is not None and due <= until and self._is_pacing():
            self.clock.move_to(due)
        await self.bot.idle()

    def _is_pacing(self) -> bool:
        return self.bot.unsaid()

    async def pass_time(self, *, every_look: bool = False, **how_long: float) -> None:
        """Move the clock, step by step through whatever is due next.

        What only looks, as Slack is asked every day about everybody, is done once shortly before the end, unless `every_look` counts.
        """
        target = self.clock.now() + timedelta(**how_long)
        with Leaps(self.url) as leaps:
            while (due := await self.bot.next_due()) is not None and due <= target:
                self.clock.move_to(due if every_look else leaps.until(due, target))
        self.clock.move_to(target)
        await self.bot.idle()

    async def to(self, moment: datetime, *, every_look: bool = False) -> None:
        await self.pass_time(seconds=(moment - self.clock.now()).total_seconds(), every_look=every_look)

    async def command(self, who: Person, command: str, text: str = "") -> Answer:
        answer = await self.ws.command(who, self.room, command, text)
        await self.settle()
        return answer

    async def say(self, who: Person, text: str, *, in_thread: bool = True) -> Message:
        thread = self.thread() if in_thread else None
        said = await self.ws.say(who, self.room, text, thread=thread)
        await self.settle()
        return said

    async def press(self, who: Person, label: str, message: Message | None = None) -> Answer:
        """Press the newest button of that label that the person can see in the channel, or the one of a message.

        What stands on none of them is under More.
        """
        seen = [message] if message is not None else self.ws.everything(self.room)
        if MORE in {words for one in seen for words in labels(one)} and not any(label in labels(one) for one in seen):
            return await self.press_behind_more(who, label, message)
        answer = await self.ws.press(who, message or self.with_button(label), label)
        await self.settle()
        return answer

    async def press_in_form(self, who: Person, label: str) -> Answer:
        """Press a button in the form that is open in front of them."""
        view = self.ws.view(who)
        assert view is not None
        answer = await self.ws.press(who, view, label)
        await self.settle()
        return answer

    async def press_behind_more(self, who: Person, label: str, message: Message | None = None) -> Answer:
        """Open the form behind *More*, press a button of it, and put it away, unless it has become one to fill in."""
        await self.ws.press(who, message or self.with_button(MORE), MORE)
        form = self.ws.view(who)
        assert form is not None, f"{who.name} is shown no form behind More"
        answer = await self.ws.press(who, form, label)
        await self.settle()
        form = self.ws.view(who)
        if form is not None and not any(block["type"] == "input" for block in form["blocks"]):
            await self.ws.close_view(who)
        return answer

    async def submit(self, who: Person, **values: object) -> Answer:
        answer = await self.ws.submit(who, values)
        await self.settle()
        return answer

    def with_button(self, label: str, among: Sequence[Message] | None = None) -> Message:
        shown = [one for one in (among or self.ws.everything(self.room)) if label in labels(one)]
        assert shown, f"no button {label!r}; there are {[labels(one) for one in self.ws.everything(self.room)]}"
        return shown[-1]

    def thread(self) -> Message:
        """The head of the newest thread that the bot opened."""
        heads = [one.thread_ts for one in self.ws.everything(self.room) if one.thread_ts and one.bot_id]
        return next(one for one in self.ws.messages(self.room) if one.ts == heads[-1])

    def told(self, who: Person) -> str:
        """The newest thing that only this person sees."""
        return self.ws.ephemerals(who)[-1].text

    async def found(self, **values: object) -> None:
        """A set of five, founded by Ana and agreed to by all; `founding` says what else may be given."""
        await self.command(self.ana, "/set", "new")
        usual = {"name": "Heads of department", "learn": "To ask before we answer", "every_weeks": "2"}
        given: dict[str, Any] = {**usual, "members": [one.id for one in self.people], **values}
        await self.press_in_form(self.ana, "More")
        await self.submit(self.ana, **founding(**given))
        for one in self.people[1:]:
            await self.press(one, "I agree")

    async def start(self, *here: Person) -> None:
        """Ana starts the meeting, and these people are here."""
        await self.command(self.ana, "/set", "start")
        for one in here:
            await self.press(one, "I'm here")


def labels(message: Message) -> list[str]:
    """The words on every button and menu entry of a message."""
    found = []
    for block in message.blocks or []:
        for element in [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]:
            if isinstance(element.get("text"), dict):
                found.append(element["text"]["text"])
            found += [option["text"]["text"] for option in element.get("options", [])]
    return found


def plain(text: str) -> str:
    """Without Slack's markup for dates and mentions."""
    return re.sub(r"<!date\^[^|]*\|([^>]*)>", r"\1", text)


def _nobody_was_there_for(url: str, gap: timedelta) -> None:
    """Heartbeats are in real time, so they are made older instead of waiting."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for process, beat_at in connection.execute(select(Heartbeat.process, Heartbeat.beat_at)).all():
            older = update(Heartbeat).where(Heartbeat.process == process).values(beat_at=beat_at - gap)
            connection.execute(older)
    engine.dispose()


_FOLLOWS: Final[dict[Before, Before]] = {}


def follows(first: Before) -> Callable[[Before], Before]:
    """What is decorated goes on from there, when something begins after it."""

    def noted(then: Before) -> Before:
        _FOLLOWS[then] = first
        return then

    return noted


@cache
def founded(**values: str) -> Before:
    """A set was founded and agreed to by all (`Scene.found`)."""

    async def before(scene: Scene) -> None:
        await scene.found(**values)

    return before


@dataclass(frozen=True)
class _Moment:
    """The rows, and the workspace with its clock and whatever else a scene has of its own."""

    rows: bytes
    rest: bytes


_MOMENTS: Final[dict[tuple[Before, datetime, int], _Moment]] = {}
"""What tests of this worker have begun with: each was played once."""


async def _moment(before: Before, start: datetime, seed: int) -> _Moment:
    """The scene after that, with the bot stopped. Its rows do not say when, so that however long they are kept, no time is lost."""
    if (before, start, seed) not in _MOMENTS:
        with TemporaryDirectory(prefix="before-") as folder:
            async with a_scene(Path(folder), start=start, seed=seed, after=_FOLLOWS.get(before)) as scene:
                await before(scene)
            _MOMENTS[before, start, seed] = _Moment(_rows(Path(folder, DATABASE)), pickle.dumps(scene.belongings()))
    return _MOMENTS[before, start, seed]


def _rows(file: Path) -> bytes:
    """Those of a bot that has stopped."""
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("DELETE FROM heartbeats")
    return file.read_bytes()


async def _play(scene: Scene, before: Before) -> None:
    """For real, with all that comes before it."""
    if before in _FOLLOWS:
        await _play(scene, _FOLLOWS[before])
    await before(scene)


def _made_in(folder: Path, rows: bytes | None = None) -> str:
    """The address of the SQLite file in a folder; with our tables in it, or these rows, if it was not there."""
    path = folder / DATABASE
    if not path.exists():
        path.write_bytes(rows or migrated_file())
    return f"sqlite:///{path}"


@cache
def migrated_file() -> bytes:
    """An SQLite database with our tables and no rows, as migrations make it; to be written into a file."""
    with TemporaryDirectory(prefix="migrated-") as folder:
        path = Path(folder, DATABASE)
        database = Database(f"sqlite:///{path}")
        schema.upgrade(database.engine)
        database.close()
        return path.read_bytes()


@asynccontextmanager
async def a_scene(
    where: Path | str,
    *,
    start: datetime = TUESDAY,
    seed: int = 1,
    socket_mode: bool = False,
    formats: Formats | None = None,
    team_id: str = "T0001",
    after: Before | None = None,
) -> AsyncIterator[Scene]:
    """A scene with a fresh workspace; `where` is a folder for an SQLite file, or the address of a database.

    What it begins `after` is played once for all SQLite files of a worker: each test goes on from a copy of its rows and of the
    workspace, in which the bot starts. On another database it is played each time.
    """
    moment = await _moment(after, start, seed) if after is not None and isinstance(where, Path) else None
    url = where if isinstance(where, str) else _made_in(where, moment.rows if moment is not None else None)
    clock, chance = MovableClock(start), Random(seed)
    ws, people = Workspace(clock, team_id=team_id, keeps_connections=True), dict[str, Any]()
    if moment is not None:
        ws, clock, chance, people = pickle.loads(moment.rest)  # noqa: S301 - nobody else wrote it
    async with ws:
        settings = Config(
            bot_token=ws.bot_token,
            signing_secret=ws.signing_secret,
            app_token=ws.app_token if socket_mode else None,
            api_url=ws.api_url,
            database_url=url,
            port=0,
        )

        @asynccontextmanager
        async def runs(formats: Formats | None) -> AsyncIterator[Bot]:
            async with running(scene.config, clock=clock, chance=chance, formats=formats) as bot:
                ws.deliver_over_http(None if socket_mode else bot.url)
                yield bot

        scene = Scene(ws, clock, runs, url, chance, people)
        scene.config = settings
        await scene.arrives(formats)
        try:
            if moment is not None:
                await scene.settle()
            elif after is not None:
                await _play(scene, after)
            yield scene
        finally:
            await scene.goes()
