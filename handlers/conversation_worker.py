"""One conversation, served in order until nothing is left to say in it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.clock import Clock, SystemClock
from bot.domain.delivery import FENCED_FOR, Attempt, Drop, Forget, Link, Remove, Rest, Seek, Send, StepAside, Wait
from bot.domain.errors import DatabaseUnavailable
from handlers.delivery_results import PERMALINK, DeliveryContext, Rendered, ResultHandler, method_of, removing
from handlers.loop import log_failure
from handlers.message_hash import hash_of
from handlers.message_search import method_for

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What is to be sent now, with its hash, None where it goes without its blocks; and when it was fenced (monotonic seconds)."""

    message: Rendered
    drawn: str | None
    fenced: float


class ConversationWorker:
    """Serves one leased conversation; `run` ends when nothing is left, or the conversation is no longer ours.

    `nudged` tells that something was found due there since the worker last looked.
    """

    def __init__(self, conversation_id: int, context: DeliveryContext, results: ResultHandler) -> None:
        self.nudged = False
        self._id, self._context, self._results = conversation_id, context, results
        self._fresh = False
        self._stopping = False
        self._rouse = asyncio.Event()
        self._waits: Wait | None = None

    @property
    def is_idle(self) -> bool:
        """Waiting for a clock that has to be moved by somebody."""
        if self._waits is None or self._rouse.is_set():
            return False
        clock = self._clock(self._waits)
        return not isinstance(clock, SystemClock) and clock.now() < self._waits.until

    def nudge(self, *, fresh: bool) -> None:
        """Something is due in the conversation; with `fresh` a message never sent, which need not wait for edits."""
        self.nudged = True
        self._fresh = self._fresh or fresh
        if fresh and self._waits is not None and self._waits.yields:
            self._rouse.set()

    def stop(self) -> None:
        """Finish the call that is being made, and end."""
        self._stopping = True
        self._rouse.set()

    async def run(self) -> None:
        try:
            while not self._stopping and await self._serve():
                pass
            if self._context.outbox.shared:
                await self._context.executor.run(self._context.outbox.release, self._id)
        except Exception:  # noqa: BLE001 - one failing conversation must not stop the others; a later turn takes it up
            log_failure(f"conversation {self._id}")

    async def _serve(self) -> bool:
        """Do what comes next; False when nothing does."""
        self._rouse.clear()
        self.nudged = self._fresh = False
        match await self._context.executor.run(self._context.outbox.next, self._id):
            case Rest():
                return False
            case Wait() as wait:
                await self._wait(wait)
            case Drop(attempt):
                await self._context.executor.run(self._context.outbox.dropped, attempt)
            case StepAside(attempt):
                log.warning("post %d (%s) steps aside", attempt.wanted.id, attempt.wanted.kind)
                await self._context.executor.run(self._context.outbox.stepped_aside, attempt)
            case Forget(attempt):
                await self._context.executor.run(self._context.outbox.removed, attempt)
            case Remove(attempt):
                await self._unless_limited(attempt, removing(attempt), self._remove)
            case Link(attempt, ts):
                await self._unless_limited(attempt, PERMALINK, lambda card: self._link(card, ts))
            case Seek(attempt):
                await self._unless_limited(attempt, method_for(attempt), self._seek)
            case Send(attempt):
                await self._unless_limited(attempt, method_of(attempt), self._send)
        return True

    async def _wait(self, wait: Wait) -> None:
        if self._stopping or (self._fresh and wait.yields):
            return
        self._waits = wait
        self._context.changes.notify()
        passing = asyncio.ensure_future(self._clock(wait).wait_until(wait.until))
        roused = asyncio.ensure_future(self._rouse.wait())
        try:
            await asyncio.wait([passing, roused], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._waits = None
            passing.cancel()
            roused.cancel()

    def _clock(self, wait: Wait) -> Clock:
        return self._context.clock if wait.paced else self._context.real

    async def _unless_limited(self, attempt: Attempt, method: str, do: Callable[[Attempt], Awaitable[None]]) -> None:
        until = self._context.limits.until(attempt.wanted.workspace, method)
        if until is not None:
            await self._wait(Wait(until, paced=False, yields=attempt.ts is not None))
        else:
            await do(attempt)

    async def _send(self, attempt: Attempt) -> None:
        """Try it; what has failed for too long goes as plain text, and if that has failed too not at all."""
        if self._context.failing_messages.is_hopeless(attempt):
            if attempt.plain:
                await self._context.executor.run(self._results.give_up, attempt)
                return
            attempt = replace(attempt, plain=True)
        ready = await self._context.executor.run(self._prepare, attempt)
        if ready is None:
            return
        if time.monotonic() - ready.fenced > FENCED_FOR.total_seconds():
            return  # frozen since: as unclear as a lost answer, so it is looked for
        await self._results.said(attempt, await self._context.poster.say(attempt, ready.message), ready.drawn)

    def _prepare(self, attempt: Attempt) -> _Ready | None:
        """Render, then fence; in the executor, so that nothing comes between them. An edit that draws the same needs no call."""
        outbox = self._context.outbox
        try:
            message = self._context.render(attempt.wanted)
        except DatabaseUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one message that cannot be rendered must not hold up the others
            log_failure(f"rendering {attempt.wanted.kind} of post {attempt.wanted.id}")
            self._not_drawn(attempt, type(error).__name__)
            return None
        if message is None:
            outbox.silent(attempt)
            return None
        drawn = hash_of(message, plain=attempt.plain)
        if drawn is not None and attempt.ts is not None and attempt.drawn == drawn:
            outbox.unchanged(attempt)
            return None
        fenced = time.monotonic()
        return _Ready(message, drawn, fenced) if outbox.attempt(attempt) else None

    def _not_drawn(self, attempt: Attempt, error: str) -> None:
        """That is no fault of Slack's, so it does not matter whether Slack answers."""
        if attempt.is_overdue(self._context.real.now()):
            self._results.give_up(attempt, error)
        else:
            self._context.outbox.unrenderable(attempt)

    async def _seek(self, attempt: Attempt) -> None:
        looked_at = self._context.real.now()
        await self._results.looked(attempt, *await self._context.poster.look(attempt), looked_at)

    async def _remove(self, attempt: Attempt) -> None:
        """Fenced as what is sent is; one whose outcome is unclear is deleted again, which does no harm."""
        fenced = time.monotonic()
        may = await self._context.executor.run(self._context.outbox.attempt, attempt)
        if may and time.monotonic() - fenced <= FENCED_FOR.total_seconds():
            await self._results.removed(attempt, await self._context.poster.delete(attempt))

    async def _link(self, attempt: Attempt, ts: str) -> None:
        await self._results.linked(attempt, await self._context.poster.link(attempt, ts))
