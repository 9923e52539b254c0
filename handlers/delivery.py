"""The only file that posts, edits and deletes messages."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from bot.clock import Clock, SystemClock
from bot.domain.delivery import RENEWED_EVERY, Attempt, Claim
from bot.domain.errors import DatabaseUnavailable, OutOfTime
from bot.services.outbox import Outbox
from handlers.conversation_worker import ConversationWorker
from handlers.delivery_results import DeliveryCallbacks, DeliveryContext, Render, Rendered, ResultHandler
from handlers.executor import Executor
from handlers.loop import Alarm, ChangeSignal, Loop, log_failure
from handlers.message_search import look_for
from handlers.retries import FailingMessages, RateLimits
from handlers.slack_answers import Answer, answer_to
from handlers.slack_clients import ClientOf

EVENT_TYPE: Final = "set_adviser_post"
CALLS_AT_ONCE: Final = 50


class SlackPoster:
    """Posts, edits, deletes and looks, so many calls at a time."""

    def __init__(self, client_of: ClientOf) -> None:
        self._client_of = client_of
        self._room = asyncio.Semaphore(CALLS_AT_ONCE)

    async def say(self, attempt: Attempt, message: Rendered) -> Answer:
        """Post the message, or edit it where it is there already; without its blocks if they were refused."""
        blocks = None if attempt.plain else message.get("blocks")
        content: dict[str, Any] = {
            "channel": attempt.channel,
            "text": message["text"],
            "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": attempt.key}},
        }
        client = self._client_of(attempt.wanted.workspace)
        async with self._room:
            if attempt.ts is not None:
                # Slack keeps the old blocks unless there are new ones, and would read names and links into the text.
                edit = client.chat_update(ts=attempt.ts, blocks=blocks or [], parse="none", **content)
                return await answer_to(edit)
            post = client.chat_postMessage(
                thread_ts=attempt.thread_ts, blocks=blocks, unfurl_links=False, unfurl_media=False, **content
            )
            return await answer_to(post)

    async def look(self, attempt: Attempt) -> tuple[Answer, str | None]:
        """Look for the message; its `ts` if it is there."""
        async with self._room:
            return await look_for(self._client_of(attempt.wanted.workspace), attempt)

    async def link(self, attempt: Attempt, ts: str) -> Answer:
        """Ask for a link to a message of the conversation."""
        client = self._client_of(attempt.wanted.workspace)
        async with self._room:
            return await answer_to(client.chat_getPermalink(channel=attempt.channel, message_ts=ts))

    async def delete(self, attempt: Attempt) -> Answer:
        """Delete the message, or the file that it stands for."""
        client = self._client_of(attempt.wanted.workspace)
        async with self._room:
            if attempt.file:
                return await answer_to(client.files_delete(file=attempt.file))
            return await answer_to(client.chat_delete(channel=attempt.channel, ts=attempt.ts or ""))


class Delivery:
    """Makes Slack agree with the rows of `posts`, a task a conversation. Works from `run` until `stop`.

    `callbacks` hear what it meets, `placed(workspace, channel, thread_ts, user, ts)` when a reply has found the head of its
    thread, maybe twice. All run in the executor.
    """

    def __init__(
        self,
        client_of: ClientOf,
        outbox: Outbox,
        executor: Executor,
        render: Render,
        clock: Clock,
        *,
        callbacks: DeliveryCallbacks | None = None,
        placed: Callable[[str, str, str, str, str], None] = lambda _workspace, _channel, _thread, _user, _ts: None,
        real: Clock | None = None,
    ) -> None:
        self._outbox, self._executor, self._clock, self._placed = outbox, executor, clock, placed
        self._real = real or SystemClock()
        self._changes = ChangeSignal()
        self._loop = Loop("delivery", self._turn, clock, self._changes)
        self._context = DeliveryContext(
            outbox,
            executor,
            SlackPoster(client_of),
            render,
            clock,
            self._real,
            RateLimits(self._real),
            FailingMessages(self._real),
            self._changes,
            callbacks or DeliveryCallbacks(),
            self.wake,
        )
        self._results = ResultHandler(self._context)
        self._workers: dict[int, ConversationWorker] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._lookups_due: Callable[[], None] = lambda: None
        self._finished: asyncio.Event | None = None

    def wake(self) -> None:
        """Something may be due. May be called from any thread."""
        self._loop.wake()

    def set_alarm(self, alarm: Alarm) -> None:
        """Let this wake it as the next post becomes due."""
        self._loop.alarm = alarm

    def on_lookup(self, lookups_due: Callable[[], None]) -> None:
        """Call this when a DM has to be opened first."""
        self._lookups_due = lookups_due

    @property
    def shared(self) -> bool:
        """Whether other processes may serve the same database."""
        return self._outbox.shared

    @property
    def given_up(self) -> int:
        """How many messages, and edits, this process has given up since it started."""
        return self._results.given_up

    @property
    def is_held_up(self) -> bool:
        """Whether a conversation still has something to say; once idle, only for the sake of its pace."""
        return bool(self._workers)

    @property
    def is_idle(self) -> bool:
        """Nothing is in flight, and nothing can be sent before a clock is moved."""
        return self._loop.is_idle and all(worker.is_idle for worker in self._workers.values())

    async def idle(self) -> None:
        """Return when nothing due is left to send, but for what waits until a clock is moved by hand."""
        await self._changes.until(lambda: self.is_idle)

    async def run(self) -> None:
        """Deliver until `stop`; when cancelled instead, what was in flight is looked for by whoever comes next."""
        self._finished = asyncio.Event()
        renewing = asyncio.create_task(self._renew())
        try:
            await self._loop.run()
            await self._drain()
        finally:
            for task in (renewing, *self._tasks):
                task.cancel()
            self._finished.set()

    async def stop(self) -> None:
        """Finish the calls that are being made, give every conversation back, and let `run` return."""
        self._loop.stop()
        if self._finished is not None:
            await self._finished.wait()

    async def _drain(self) -> None:
        for worker in self._workers.values():
            worker.stop()
        await asyncio.gather(*self._tasks)
        try:
            await self._executor.run(self._outbox.release)
        except (DatabaseUnavailable, OutOfTime):
            log_failure("giving the conversations back")  # their leases lapse

    async def _turn(self) -> datetime | None:
        held = frozenset(self._workers)
        claim = await self._executor.run(self._outbox.claim, held)
        self._serve(claim, held)
        if claim.opening:
            self._lookups_due()
        for reply in claim.replies:
            await self._executor.run(
                self._placed, reply.workspace, reply.channel, reply.thread_ts, reply.user, reply.ts
            )
            await self._executor.run(self._outbox.forget, reply)
        return claim.next_at

    def _serve(self, claim: Claim, held: frozenset[int]) -> None:
        for conversation_id in claim.taken:
            if (worker := self._workers.get(conversation_id)) is not None:
                worker.nudge(fresh=conversation_id in claim.fresh)
            elif conversation_id in held:
                self.wake()  # its worker ended while we were looking
            else:
                self._begin(conversation_id)

    def _begin(self, conversation_id: int) -> None:
        worker = self._workers[conversation_id] = ConversationWorker(conversation_id, self._context, self._results)
        task = asyncio.create_task(worker.run())
        self._tasks.add(task)
        task.add_done_callback(lambda ended: self._ended(conversation_id, worker, ended))

    def _ended(self, conversation_id: int, worker: ConversationWorker, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._workers.pop(conversation_id, None)
        if worker.nudged:
            self.wake()
        self._changes.notify()

    async def _renew(self) -> None:
        """Every so often, however long it takes; what was late is not made up for, and no later than that if the clock is set back."""
        due = self._real.now()
        while True:
            now = self._real.now()
            due = min(max(due + RENEWED_EVERY, now), now + RENEWED_EVERY)
            await self._real.wait_until(due)
            try:
                if self._workers and self.shared:
                    await self._executor.run(self._outbox.renew, tuple(self._workers))
            except Exception:  # noqa: BLE001 - a lease that is not renewed lapses, which the fence sees
                log_failure("renewing leases")
