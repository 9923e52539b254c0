"""Puts the bot together: the only file that knows every part."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from random import Random

import aiohttp
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot import server
from bot.clock import Clock, MovableClock
from bot.config import Config
from bot.domain.errors import Misconfigured
from bot.domain.formats import Format
from bot.domain.outgoing import Later
from bot.logs import redacted
from bot.services.actions import Actions
from bot.services.cards import Cards
from bot.services.channels import Channels
from bot.services.deletions import Deletions
from bot.services.issues import Issues
from bot.services.meeting_clock import MeetingClock
from bot.services.meetings import Meetings
from bot.services.members import Members
from bot.services.outbox import Outbox
from bot.services.people import People
from bot.services.plans import Plans
from bot.services.presence import Presence
from bot.services.reports import Reports
from bot.services.reviews import Reviews
from bot.services.sets import Sets
from bot.services.slots import Slots
from bot.services.talk import Talk
from bot.services.timers import Timers
from bot.services.turn_clock import TurnClock
from bot.services.turns import Turns
from bot.services.unsaid import Unsaid
from bot.services.work import Ground
from handlers import Services, guard, register
from handlers.access import Door
from handlers.asking import Asking
from handlers.clockwork import Clockwork, Fire
from handlers.delivery import Delivery
from handlers.errands import Errands
from handlers.inside import Inside
from handlers.recording import Told
from handlers.rendering import Readers, Rendering
from handlers.whispers import Whispers
from prompts.bank import load_bank, load_formats
from storage import schema
from storage.database import Database
from storage.lockfile import LockFile

POSTING_PATIENCE = 3
log = logging.getLogger(__name__)


class Bot:
    """A bot that runs, as tests and rehearsals see it. `url` is where Slack's deliveries go; empty in Socket Mode."""

    def __init__(self, clock: Clock, clockwork: Clockwork, delivery: Delivery, whispers: Whispers, door: Door) -> None:
        self.url = ""
        self.door = door
        self._clock = clock
        self._clockwork = clockwork
        self._delivery = delivery
        self._whispers = whispers

    async def idle(self) -> None:
        """Return when all that is due by the clock is done, said and whispered."""
        await self._whispers.idle()
        await self._clockwork.idle()

    def unsaid(self) -> bool:
        """Whether something is still to be said that waits only for Slack's pace."""
        return self._delivery.is_held_up

    async def next_due(self) -> datetime | None:
        """When a clock that is moved by hand has to stop next: for a timer, a post, or the pace of a conversation."""
        await self.idle()
        await asyncio.sleep(0)  # who has just begun to wait is with the clock one turn of the loop later
        return self._clock.next_wake if isinstance(self._clock, MovableClock) else None


class _Bell:
    """Rung after a commit that left something to say or to do; wired to the clockwork as soon as there is one."""

    def __init__(self) -> None:
        self.rung: Callable[[], None] = lambda: None

    def ring(self) -> None:
        self.rung()


@contextmanager
def opened(config: Config) -> Iterator[Database]:
    """The database, brought up to date where it is an SQLite file, which one process holds at a time.

    Raises Misconfigured where another process holds it, or a PostgreSQL database cannot be used as it is.
    """
    with _held(config):
        database = Database(config.database_url)
        try:
            if database.sqlite:
                schema.upgrade(database.engine)
            else:
                _must_be_migrated(config, database)
            yield database
        finally:
            database.close()


def _must_be_migrated(config: Config, database: Database) -> None:
    """Several processes may run on PostgreSQL, so none of them changes its schema unasked."""
    try:
        current, newest = schema.revisions(database.engine)
    except OperationalError as error:
        reason = redacted(str(error.orig), config.secrets).strip().partition("\n")[0]
        raise Misconfigured(
            f"DATABASE_URL: {config.database_shown} cannot be used ({reason}). See that it is right and that the "
            "database runs, then start again."
        ) from None
    if current != newest:
        found = f"is at revision {current}" if current else "has no tables yet"
        raise Misconfigured(
            f"{config.database_shown} {found}, and this version of the bot needs {newest}: "
            "run `python -m bot migrate`, then start again."
        )


@contextmanager
def _held(config: Config) -> Iterator[None]:
    path = config.database_url.removeprefix("sqlite:///")
    if path == config.database_url or path in ("", ":memory:"):
        yield
        return
    with LockFile(Path(path)):
        Path(path).touch(mode=0o600)  # what people gave in confidence is nobody else's to read
        yield


@asynccontextmanager
async def running(
    config: Config, *, clock: Clock, chance: Random | None = None, formats: Mapping[str, Format] | None = None
) -> AsyncIterator[Bot]:
    """A bot that listens, delivers and keeps time as long as the block runs; what is opened is closed in reverse.

    `formats` are what a meeting can start as, by name; without them those of our own folder.
    """
    async with AsyncExitStack() as stack:
        database = stack.enter_context(opened(config))
        session = await stack.enter_async_context(
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=POSTING_PATIENCE))
        )
        inside = Inside(database.threads)
        stack.callback(inside.close)
        bell = _Bell()
        ground = Ground(database, clock, chance or Random(), load_bank(), formats or load_formats(), bell.ring)
        clockwork, delivery = _clockwork(ground, inside, _client(config, session))
        bell.rung = clockwork.wake
        whispers = Whispers(_client(config, session))
        stack.push_async_callback(whispers.close)
        app, door = _door(config, ground, inside, whispers, _client(config, session))
        await _begin(clockwork, stack)
        bot = Bot(clock, clockwork, delivery, whispers, door)
        if config.app_token is not None:
            await stack.enter_async_context(server.connected(app, config.app_token))
        else:
            bot.url = await _listening(app, config, inside, database, stack)
        yield bot


def _clockwork(ground: Ground, inside: Inside, client: AsyncWebClient) -> tuple[Clockwork, Delivery]:
    """What works from the rows: delivery, timers, errands and heartbeats."""
    database, clock, process, services = ground.database, ground.clock, secrets.token_hex(8), _services(ground)
    readers = Readers(
        services.sets,
        Cards(ground),
        services.turns,
        services.actions,
        services.reports,
        services.reviews,
        Unsaid(ground),
    )
    delivery = Delivery(
        client,
        Outbox(database, clock, process),
        inside,
        Rendering(readers),
        clock,
        told=Told(gone=services.channels.gone, deleted=services.deletions.deleted, given_up=services.channels.given_up),
        placed=services.talk.placed,
    )
    presence = Presence(database, process, MeetingClock(ground).give_back)
    errands = Errands(client, People(ground), inside)
    return Clockwork(Timers(database), _fire(ground), errands, delivery, presence, clock, inside), delivery


def _door(
    config: Config, ground: Ground, inside: Inside, whispers: Whispers, client: AsyncWebClient
) -> tuple[AsyncApp, Door]:
    """What Slack wakes: Bolt with every listener. No answer leaves before its work is committed."""
    # Without a name Bolt reads the source of the whole call stack to find one. That somebody has deleted a message of
    # ours it takes for an event of our own; what the bot says itself `parse.said` leaves alone.
    app = AsyncApp(
        name="set-adviser",
        client=client,
        signing_secret=config.signing_secret,
        process_before_response=True,
        ignoring_self_events_enabled=False,
    )
    titles = {name: one.title for name, one in ground.formats.items()}
    asking, prefix = Asking(client), config.command_prefix
    return app, register(app, inside, _services(ground), whispers, asking, formats=titles, prefix=prefix)


async def _begin(clockwork: Clockwork, stack: AsyncExitStack) -> None:
    gap = await clockwork.start()
    stack.push_async_callback(clockwork.stop)
    if gap.total_seconds() > 1:
        log.info("nobody was running for %d seconds", gap.total_seconds())


def _client(config: Config, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that never sends again by itself: delivery alone decides that, after looking."""
    return AsyncWebClient(
        token=config.bot_token,
        base_url=config.api_url,
        timeout=POSTING_PATIENCE,
        session=session,
        retry_handlers=[],
    )


def _services(ground: Ground) -> Services:
    return Services(
        sets=Sets(ground),
        channels=Channels(ground),
        deletions=Deletions(ground),
        meetings=Meetings(ground),
        turns=Turns(ground),
        talk=Talk(ground),
        issues=Issues(ground),
        slots=Slots(ground),
        actions=Actions(ground),
        reports=Reports(ground),
        reviews=Reviews(ground),
        plans=Plans(ground),
        members=Members(ground),
    )


def _fire(ground: Ground) -> dict[Later, Fire]:
    """What each timer does when it fires; the errands ask Slack first and have a place of their own."""
    meetings, turns, reports = MeetingClock(ground), TurnClock(ground), Reports(ground)
    return {
        Later.MEETING_DUE: meetings.due,
        Later.MEETING_UNSTARTED: meetings.unstarted,
        Later.STEP_WARN: meetings.warn,
        Later.STEP_END: meetings.step_end,
        Later.STEP_GRACE: meetings.grace,
        Later.STEP_QUIET: meetings.step_quiet,
        Later.MEETING_LEFT_OPEN: meetings.left_open,
        Later.TURN_SILENT: turns.silent,
        Later.TURN_QUIET: turns.quiet,
        Later.PRESENTER_SILENT: turns.presenter_silent,
        Later.REPORT_ASK: reports.ask,
        Later.DUE_NUDGE: reports.nudge,
        Later.REPORT_FORM: reports.form_waited_long,
        Later.NOT_SAID: Unsaid(ground).ask,
        Later.SWEEP: Sets(ground).fire_sweep,
        Later.CHANNEL_AGAIN: Channels(ground).again,
    }


async def _listening(app: AsyncApp, config: Config, inside: Inside, database: Database, stack: AsyncExitStack) -> str:
    async def health() -> tuple[bool, dict[str, object]]:
        try:
            return await inside(database.answers), {"database": "answers"}
        except SQLAlchemyError as error:
            return False, {"database": type(error).__name__}

    site: web.Application = guard.web_app(app.async_dispatch, health, config.signing_secret or "")
    port = await stack.enter_async_context(server.listening(site, config.host, config.port))
    return f"http://{config.host}:{port}/slack/events"
