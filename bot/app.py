"""Puts the bot together: the only file that knows every part."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import get_type_hints

import aiohttp
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import server
from bot.clock import Clock, MovableClock, SystemClock
from bot.config import Config
from bot.database_opening import opened, usable
from bot.domain.completeness import must_have_all
from bot.domain.formats import Format
from bot.domain.meeting.step_rule_types import must_have_rules
from bot.domain.message_and_timer_kinds import LOOKUPS, Later
from bot.health import Health
from bot.message_readers import readers_of
from bot.services.bot_absences import give_back
from bot.services.channels import Channels
from bot.services.erasures import Erasures
from bot.services.heartbeats import Heartbeats
from bot.services.hosting import Hosting
from bot.services.leave_requests import LeaveRequests
from bot.services.letter_readers import must_have_readers
from bot.services.letters import Letters
from bot.services.locked_set import Resources
from bot.services.meeting_clock import WAKES, MeetingClock
from bot.services.outbox import Outbox
from bot.services.people import People
from bot.services.retention import Retention
from bot.services.sleeping_sets import SleepingSets
from bot.services.timers import Timers
from handlers import guard, request_body
from handlers.access import Access
from handlers.delivery import Delivery
from handlers.delivery_results import DeliveryCallbacks
from handlers.executor import Executor
from handlers.file_sending import FileSending
from handlers.home_tab import HomeTab
from handlers.private_answers import PrivateAnswers
from handlers.reader_languages import ReaderLanguages
from handlers.registration import Services, register
from handlers.rendering import Rendering
from handlers.scheduler import Fire, Scheduler
from handlers.slack_clients import ClientOf
from handlers.slack_lookups import SlackLookups
from handlers.slack_queries import SlackQueries
from handlers.talk import Talk
from handlers.workspace_members import WorkspaceMembers
from prompts import letters as letter_words
from prompts.language_files import Languages, Titles
from prompts.language_files import load_languages as load_languages
from prompts.step_word_types import must_have_words
from storage.database import Database

POSTING_PATIENCE = 3
HEALTH_PATIENCE = 2


class Bot:
    """A bot that runs, as tests and rehearsals see it. `url` is where Slack's deliveries go; empty in Socket Mode."""

    def __init__(
        self, clock: Clock, scheduler: Scheduler, delivery: Delivery, private_answers: PrivateAnswers, access: Access
    ) -> None:
        self.url = ""
        self.access = access
        self._clock = clock
        self._scheduler = scheduler
        self._delivery = delivery
        self._private_answers = private_answers

    async def idle(self) -> None:
        """Return when all that is due by the clock is done, said and answered."""
        await self._private_answers.idle()
        await self._scheduler.idle()

    async def beat(self) -> None:
        """Find now what the next heartbeat would: the time, and whether any was lost."""
        await self._scheduler.beat()

    def unsaid(self) -> bool:
        """Whether something is still to be said that waits only for Slack's pace."""
        return self._delivery.is_held_up

    async def next_due(self) -> datetime | None:
        """When a clock that is moved by hand has to stop next: for a timer, a post, or the pace of a conversation."""
        await self.idle()
        await asyncio.sleep(0)  # who has just begun to wait is with the clock one turn of the loop later
        return self._clock.next_wake if isinstance(self._clock, MovableClock) else None


class _AfterCommit:
    """Called after a commit that left something to say or wrote timers; wired to the scheduler as soon as there is one."""

    scheduler: Scheduler | None = None

    def said(self) -> None:
        if self.scheduler is not None:
            self.scheduler.said()

    def wrote(self, due_at: datetime) -> None:
        if self.scheduler is not None:
            self.scheduler.wrote(due_at)


@asynccontextmanager
async def running(
    config: Config,
    *,
    clock: Clock,
    real: SystemClock | None = None,
    chance: Random | None = None,
    formats: Mapping[str, Format] | None = None,
) -> AsyncIterator[Bot]:
    """A bot that listens, delivers and keeps time as long as the block runs; what is opened is closed in reverse.

    `real` is the clock of leases and heartbeats, which on PostgreSQL is set by the database's; without it `clock` itself, if
    that is the system's. `formats` are what a meeting can start as, by name; without them those of our own folder.
    Raises Misconfigured also where a kind of step, of message, of timer or of a letter's parts lacks its entry.
    """
    must_have_rules()
    must_have_words()
    must_have_readers()
    letter_words.must_have_words()
    async with AsyncExitStack() as stack:
        database = stack.enter_context(opened(config))
        session = await stack.enter_async_context(
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=POSTING_PATIENCE))
        )
        executor = Executor(database.threads)
        stack.callback(executor.close)
        after_commit = _AfterCommit()
        real = real or (clock if isinstance(clock, SystemClock) else SystemClock())
        heartbeats = _heartbeats(database, clock, real)
        languages = load_languages(config.words_dir)
        materials = {code: replace(one, formats=formats or one.formats) for code, one in languages.materials.items()}
        told, wrote = after_commit.said, after_commit.wrote
        resources = Resources(
            database, clock, chance or Random(), materials, told, heartbeats, give_back, wrote, config.legal_hold
        )
        client = _client(config, session)
        queries = SlackQueries(_one(client), languages=languages)
        readers = ReaderLanguages(languages, People(resources), executor, queries, config.command_prefix)
        private_answers = _private_answers(resources, executor, client, queries, readers)
        scheduler, delivery = _scheduler(
            config, resources, heartbeats, real, executor, client, private_answers, queries, languages, readers
        )
        after_commit.scheduler = scheduler
        app, access = _access(config, resources, executor, client, private_answers, queries, readers)
        stack.push_async_callback(private_answers.close)
        with usable(config):
            await _begin(scheduler, stack)
        bot = Bot(clock, scheduler, delivery, private_answers, access)
        bot.url = await _served(app, config, executor, heartbeats, scheduler, stack)
        yield bot


def _heartbeats(database: Database, clock: Clock, real: SystemClock) -> Heartbeats:
    """Where somebody moves the clock by hand, no time is lost while the bot runs."""
    return Heartbeats(database, secrets.token_hex(8), real, clock, watches=not isinstance(clock, MovableClock))


def _scheduler(
    config: Config,
    resources: Resources,
    heartbeats: Heartbeats,
    real: SystemClock,
    executor: Executor,
    client: AsyncWebClient,
    private_answers: PrivateAnswers,
    queries: SlackQueries,
    languages: Languages,
    reader_languages: ReaderLanguages,
) -> tuple[Scheduler, Delivery]:
    """What works from the rows: delivery, timers, lookups and heartbeats."""
    database, clock, services, client_of = resources.database, resources.clock, _services(resources), _one(client)
    letters = Letters(resources)
    delivery = Delivery(
        client_of,
        Outbox(database, clock, heartbeats.process, real, a_minute=config.messages_a_minute),
        executor,
        Rendering(readers_of(resources, services, letters), reader_languages.to_readers_of, config.contacts),
        clock,
        callbacks=DeliveryCallbacks(
            services.channels.gone, services.deletions.deleted, services.channels.given_up, letters.undelivered
        ),
        placed=services.channel_messages.placed,
        real=real,
    )
    file_sending = FileSending(
        client_of, services.files, People(resources), executor, queries, private_answers, reader_languages
    )
    lookups = SlackLookups(
        client_of,
        People(resources),
        executor,
        channels=services.channels,
        said_words=services.said_words,
        turns=services.turns,
        installations=services.installations,
        file_sending=file_sending,
        private_answers=private_answers,
        languages=languages,
        reader_languages=reader_languages,
        clock=clock,
        real=real,
    )
    return _timers_of(resources, services, lookups, delivery, heartbeats, executor, real), delivery


def _timers_of(
    resources: Resources,
    services: Services,
    lookups: SlackLookups,
    delivery: Delivery,
    heartbeats: Heartbeats,
    executor: Executor,
    real: SystemClock,
) -> Scheduler:
    """What fires them, looks things up in Slack for some, and beats meanwhile."""
    return Scheduler(
        Timers(resources.database),
        _fire(resources),
        lookups,
        delivery,
        heartbeats,
        resources.clock,
        executor,
        give_back=MeetingClock(resources).give_back,
        real=real,
        installations=services.installations,
    )


def _one(client: AsyncWebClient) -> ClientOf:
    """The same client for whichever workspace."""
    return lambda _workspace: client


def _private_answers(
    resources: Resources,
    executor: Executor,
    client: AsyncWebClient,
    queries: SlackQueries,
    reader_languages: ReaderLanguages,
) -> PrivateAnswers:
    services, client_of = _services(resources), _one(client)
    home_tab = HomeTab(
        client_of, executor, services.sets, services.slots, services.own_reminders, queries, reader_languages
    )
    return PrivateAnswers(client_of, client.base_url, home_tab)


def _access(
    config: Config,
    resources: Resources,
    executor: Executor,
    client: AsyncWebClient,
    answers: PrivateAnswers,
    queries: SlackQueries,
    reader_languages: ReaderLanguages,
) -> tuple[AsyncApp, Access]:
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
    titles = Titles(resources.materials)
    services, prefix, client_of = _services(resources), config.command_prefix, _one(client)
    members, talk = WorkspaceMembers(client_of), Talk(client_of)
    access = register(
        app,
        executor,
        services,
        answers,
        queries,
        members,
        reader_languages,
        formats=titles,
        talk=talk,
        client_of=client_of,
        prefix=prefix,
    )
    return app, access


async def _begin(scheduler: Scheduler, stack: AsyncExitStack) -> None:
    await scheduler.start()
    stack.push_async_callback(scheduler.stop)


def _client(config: Config, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client that never sends again by itself: delivery alone decides that, after looking."""
    return AsyncWebClient(
        token=config.bot_token,
        base_url=config.api_url,
        timeout=POSTING_PATIENCE,
        session=session,
        retry_handlers=[],
    )


def _services(resources: Resources) -> Services:
    """Each use case of the list that the listeners name."""
    return Services(**{name: use_cases(resources) for name, use_cases in get_type_hints(Services).items()})


def _fire(resources: Resources) -> dict[Later, Fire]:
    """What each timer does when it fires; the lookups ask Slack first and have a place of their own."""
    meetings = MeetingClock(resources)
    retention = Retention(resources)
    fire: dict[Later, Fire] = {
        Later.MEETING_DUE: meetings.due,
        Later.MEETING_SOON: meetings.soon,
        Later.MEETING_UNSTARTED: meetings.unstarted,
        Later.MEETING_MISSED: meetings.missed,
        **dict.fromkeys(WAKES, meetings.fire),
        **Hosting(resources).fires,
        Later.LETTER: Letters(resources).fire,
        Later.LEAVE_REQUEST: LeaveRequests(resources).time_is_over,
        Later.CHANNEL_AGAIN: Channels(resources).again,
        Later.SET_SLEEPS: SleepingSets(resources).sleeps,
        Later.SET_WAKES: SleepingSets(resources).wakes,
        Later.SWEEP: retention.sweep,
        Later.ASK_ABOUT_EVERYBODY: retention.ask_about_the_rest,
        Later.MEETING_LONG_OVER: retention.long_over,
        Later.ERASE: Erasures(resources).fire,
    }
    must_have_all(set(Later) - LOOKUPS, fire, "timer", "does nothing when it fires: add its entry to bot/app.py")
    return fire


async def _served(
    app: AsyncApp,
    config: Config,
    executor: Executor,
    heartbeats: Heartbeats,
    scheduler: Scheduler,
    stack: AsyncExitStack,
) -> str:
    """Be reached by Slack, and by whoever watches: over HTTP, or over a socket with HTTP only where a PORT was asked for."""

    async def write() -> None:
        await executor.run(heartbeats.beat, deadline=time.monotonic() + HEALTH_PATIENCE)

    health = Health(
        write,
        beaten=lambda: scheduler.beaten,
        turned=lambda: scheduler.turned,
        given_up=lambda: scheduler.given_up,
    )
    stack.push_async_callback(health.close)
    if config.app_token is None:
        dispatch = _hearing(app, health)
        site = guard.web_app(dispatch, health.healthy, config.signing_secret or "", ready=health.ready)
        port = await stack.enter_async_context(server.listening(site, config.host, config.port))
        return f"http://{config.host}:{port}/slack/events"
    socket = server.Socket(app, config.app_token, request_body.check, health.heard)
    health.connected = lambda: socket.is_connected
    watching = asyncio.create_task(health.watch())
    stack.callback(watching.cancel)
    if config.port_is_set:
        await stack.enter_async_context(
            server.listening(guard.watched(health.healthy, health.ready), config.host, config.port)
        )
    await stack.enter_async_context(server.connected(socket))
    return ""


def _hearing(app: AsyncApp, health: Health) -> guard.Dispatch:
    async def dispatch(request: AsyncBoltRequest) -> BoltResponse:
        health.heard()
        return await app.async_dispatch(request)

    return dispatch
