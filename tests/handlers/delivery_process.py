"""One process of delivery, with a stand-in workspace to talk to and rows to talk about."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select, update

from bot.clock import Clock, MovableClock
from bot.domain.delivery import LEASE
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.domain.states import SetState
from bot.services.outbox import Outbox
from handlers.delivery import Delivery
from handlers.delivery_results import DeliveryCallbacks
from handlers.executor import Executor
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from storage import posts
from storage.database import Database
from storage.delivery_models import Conversation, Post
from storage.models import Person as PersonRow
from storage.models import Set
from tests.handlers.times import START

TEAM = "T0001"
PATIENCE = 0.3


class Rows:
    """What services would have written. `words` is what posts say, by their subject; None for nothing any more."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock = database, clock
        self.words: dict[str, str | None] = {}

    def want(
        self,
        subject: str,
        where: Channel | int,
        *,
        under: int | None = None,
        kind: Says = Says.NOTICE,
        due_at: datetime | None = None,
    ) -> int:
        """Want a post in a channel or, by their id, with a person; its id."""
        with self.database.work() as db:
            due_at = due_at or self.clock.now()
            post = posts.put(
                db, _where(db, where), kind, subject, due_at=due_at, set_id=None, parent_id=under, facts={}
            )
            return post.id

    def redraw(self, subject: str, words: str | None) -> None:
        """What a post says has changed."""
        self.words[subject] = words
        with self.database.work() as db:
            posts.bump(db, TEAM, {Says.NOTICE: [subject]})

    def person(self, who: Person, *, dm: str | None = None) -> int:
        """A row for a person, with their DM opened if its id is given; the row's id."""
        with self.database.work() as db:
            row = PersonRow(workspace=TEAM, user=who.id)
            db.add(row)
            db.flush()
            posts.person_conversations(db, TEAM, [row.id])[row.id].channel = dm
            return row.id

    def opened(self, person: int, dm: str) -> None:
        """Slack has been asked for the DM with a person."""
        with self.database.work() as db:
            posts.person_conversations(db, TEAM, [person])[person].channel = dm

    def set(self, room: Channel) -> int:
        """A set in that channel with nobody in it; its id."""
        with self.database.work() as db:
            row = Set(
                workspace=TEAM,
                public_id=room.id,
                channel=room.id,
                private=True,
                name="Heads",
                rules=[],
                zone="Etc/UTC",
                meetings_planned=1,
                minutes=90,
                first_on=START.date(),
                at=START.time(),
                every_weeks=2,
                spoken=False,
                format="classic",
                state=SetState.ACTIVE,
                founded_at=START,
            )
            db.add(row)
            db.flush()
            return row.id

    def post(self, post_id: int) -> Post:
        with self.database.look() as db:
            return db.get_one(Post, post_id)

    def change(self, post_id: int, **values: object) -> None:
        with self.database.work() as db:
            db.execute(update(Post).where(Post.id == post_id).values(**values))

    def conversation(self, where: Channel | int) -> Conversation:
        with self.database.work() as db:
            return _where(db, where)

    def render(self, wanted: WantedMessage) -> Mapping[str, Any] | None:
        words = self.words.get(wanted.subject, wanted.subject)
        if words is None:
            return None
        if words == "cannot be rendered":
            raise ValueError(words)
        return {"text": words, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": words}}]}


def _where(db: Any, where: Channel | int) -> Conversation:
    if isinstance(where, int):
        return posts.person_conversations(db, TEAM, [where])[where]
    return posts.channel_conversation(db, TEAM, where.id)


class DeliveryProcess:
    """One process, running between `__aenter__` and `__aexit__`. `real` moves by hand too, so no test ever waits.

    With `runs=False` somebody else runs its delivery.
    """

    def __init__(
        self, rows: Rows, slack: Workspace, clock: Clock, real: Clock, process: str = "one", *, runs: bool = True
    ) -> None:
        self.rows, self.slack, self.clock, self.real = rows, slack, clock, real
        self.process, self.runs = process, runs
        self.gone: list[tuple[str, str, str]] = []
        self.marks_gone: Callable[[str, str, str], bool] = lambda *_: False
        self.given_up: list[tuple[str, int, str]] = []
        self.deleted: list[tuple[str, str, str, bool | None]] = []
        self.placed: list[tuple[str, str, str, str, str]] = []
        self.executor = Executor(rows.database.threads)

    async def __aenter__(self) -> Self:
        self.session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE))
        self.client = AsyncWebClient(
            token=self.slack.bot_token, base_url=self.slack.api_url, session=self.session, retry_handlers=[]
        )
        self.outbox = Outbox(self.rows.database, self.clock, self.process, self.real)
        self.delivery = Delivery(
            lambda _workspace: self.client,
            self.outbox,
            self.executor,
            self.rows.render,
            self.clock,
            callbacks=DeliveryCallbacks(
                gone=self._gone,
                deleted=lambda *told: self.deleted.append(told),
                given_up=lambda *told: self.given_up.append(told),
            ),
            placed=lambda *told: self.placed.append(told),
            real=self.real,
        )
        if self.runs:
            self.running = asyncio.create_task(self.delivery.run())
            await self.settled()
        return self

    def _gone(self, *told: str) -> bool:
        workspace, channel, reason = told
        self.gone.append((workspace, channel, reason))
        return self.marks_gone(workspace, channel, reason)

    async def settled(self) -> None:
        """Wake delivery, and wait until it has nothing left to do."""
        self.delivery.wake()
        async with asyncio.timeout(60):
            await self.delivery.idle()

    async def later(self, seconds: float) -> None:
        """Let time pass on both clocks, and wait until delivery has nothing left to do."""
        for clock in (self.real, self.clock):
            assert isinstance(clock, MovableClock)
            clock.move_to(clock.now() + timedelta(seconds=seconds))
        await self.settled()

    async def lease_renewed(self) -> None:
        """Wait until the leases that are held last ten seconds from now again."""
        async with asyncio.timeout(60):
            while not self._leases_are_new():
                await self.executor.run(self._leases_are_new)

    def _leases_are_new(self) -> bool:
        with self.rows.database.look() as db:
            held = db.scalars(select(Conversation.leased_until).where(Conversation.leased_by == self.process)).all()
        return all(until == self.real.now() + LEASE for until in held)

    async def killed(self) -> None:
        """End as kill -9 would: nothing is given back or written down."""
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        await self.session.close()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self.runs:
            await self.delivery.stop()
            await asyncio.gather(self.running, return_exceptions=True)
        await self.session.close()
        self.executor.close()
