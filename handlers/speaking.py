"""One conversation, served in order until nothing is left to say in it."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from bot.clock import Clock, SystemClock
from bot.domain.errors import DatabaseAway
from bot.domain.outgoing import Wanted
from bot.domain.sending import FENCED_FOR, Attempt, Drop, Rest, Seek, Send, Wait
from bot.services.outbox import Outbox
from handlers.answers import Answer, Verdict
from handlers.inside import Inside
from handlers.limits import Limits
from handlers.lookup import method_for
from handlers.woken import Changes, log_failure

log = logging.getLogger(__name__)

Rendered = Mapping[str, Any]
Render = Callable[[Wanted], Rendered | None]
NO_ACCESS_FOR: Final = 60.0


class Mouth(Protocol):
    """The calls that a speaker makes."""

    async def say(self, attempt: Attempt, message: Rendered) -> Answer:
        """Post the message, or edit it where it is there already."""

    async def look(self, attempt: Attempt) -> tuple[Answer, str | None]:
        """Look for the message; its `ts` if it is there."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all speakers of a process share. `gone` is told of a lost channel, `woken` has delivery look again."""

    outbox: Outbox
    inside: Inside
    mouth: Mouth
    render: Render
    clock: Clock
    real: Clock
    limits: Limits
    changes: Changes
    gone: Callable[[str, str, str], None]
    woken: Callable[[], None]


class Speaker:
    """Serves one leased conversation; `run` ends when nothing is left, or the conversation is no longer ours.

    `nudged` tells that something was found due there since the speaker last looked.
    """

    def __init__(self, conversation_id: int, around: Surroundings) -> None:
        self.nudged = False
        self._id, self._around = conversation_id, around
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
            await self._around.inside(self._around.outbox.release, self._id)
        except Exception:  # noqa: BLE001 - one failing conversation must not stop the others; a later turn takes it up
            log_failure(f"conversation {self._id}")

    async def _serve(self) -> bool:
        """Do what comes next; False when nothing does."""
        self._rouse.clear()
        self.nudged = self._fresh = False
        match await self._around.inside(self._around.outbox.next, self._id):
            case Rest():
                return False
            case Wait() as wait:
                await self._wait(wait)
            case Drop(attempt):
                await self._around.inside(self._around.outbox.dropped, attempt)
            case Seek(attempt):
                await self._unless_limited(attempt, method_for(attempt), self._seek)
            case Send(attempt):
                await self._unless_limited(attempt, _method(attempt), self._send)
        return True

    async def _wait(self, wait: Wait) -> None:
        if self._stopping or (self._fresh and wait.yields):
            return
        self._waits = wait
        self._around.changes.tell()
        passing = asyncio.ensure_future(self._clock(wait).wait_until(wait.until))
        roused = asyncio.ensure_future(self._rouse.wait())
        try:
            await asyncio.wait([passing, roused], return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._waits = None
            passing.cancel()
            roused.cancel()

    def _clock(self, wait: Wait) -> Clock:
        return self._around.clock if wait.paced else self._around.real

    async def _unless_limited(self, attempt: Attempt, method: str, do: Callable[[Attempt], Awaitable[None]]) -> None:
        until = self._around.limits.until(attempt.wanted.workspace, method)
        if until is not None:
            await self._wait(Wait(until, paced=False, yields=attempt.ts is not None))
        else:
            await do(attempt)

    async def _send(self, attempt: Attempt) -> None:
        ready = await self._around.inside(self._prepare, attempt)
        if ready is None:
            return
        message, fenced = ready
        if time.monotonic() - fenced > FENCED_FOR.total_seconds():
            return  # frozen since: as unclear as a lost answer, so it is looked for
        await self._record(attempt, await self._around.mouth.say(attempt, message))

    def _prepare(self, attempt: Attempt) -> tuple[Rendered, float] | None:
        """Render, then fence; in the executor, so that nothing comes between them."""
        outbox = self._around.outbox
        try:
            message = self._around.render(attempt.wanted)
        except DatabaseAway:
            raise
        except Exception:  # noqa: BLE001 - one message that cannot be rendered must not hold up the others
            log_failure(f"rendering {attempt.wanted.kind} of post {attempt.wanted.id}")
            outbox.unrenderable(attempt)
            return None
        if message is None:
            outbox.silent(attempt)
            return None
        fenced = time.monotonic()
        return (message, fenced) if outbox.attempt(attempt) else None

    async def _record(self, attempt: Attempt, answer: Answer) -> None:
        """Write down what came of a call. Of an unclear outcome nothing is known, so nothing is written."""
        around, outbox = self._around, self._around.outbox
        if answer.verdict not in {Verdict.DONE, Verdict.LIMITED}:
            _log(attempt, answer)
        match answer.verdict:
            case Verdict.DONE:
                await self._recorded(attempt, answer)
            case Verdict.NOT_DONE | Verdict.ACCESS:
                await around.inside(outbox.not_done, attempt)
            case Verdict.LIMITED:
                around.limits.put(attempt.wanted.workspace, _method(attempt), answer.retry_after)
                await around.inside(outbox.limited, attempt)
            case Verdict.BLOCKS:
                await around.inside(outbox.dropped if attempt.plain else outbox.plain, attempt)
            case Verdict.HOPELESS:
                await around.inside(outbox.dropped, attempt)
            case Verdict.UNKNOWN:
                await around.inside(outbox.refused, attempt)
            case Verdict.GONE:
                await around.inside(self._gone, attempt, answer.error, False)

    async def _recorded(self, attempt: Attempt, answer: Answer) -> None:
        if attempt.ts is not None:
            await self._around.inside(self._around.outbox.edited, attempt)
        elif await self._around.inside(self._around.outbox.sent, attempt, str(answer.content["ts"])):
            self._around.woken()

    async def _seek(self, attempt: Attempt) -> None:
        around, outbox, looked_at = self._around, self._around.outbox, self._around.real.now()
        answer, ts = await around.mouth.look(attempt)
        if answer.verdict is not Verdict.DONE:
            await self._not_looked(attempt, answer)
        elif ts is None:
            await around.inside(outbox.not_found, attempt, looked_at)
        elif await around.inside(outbox.found, attempt, ts):
            around.woken()

    async def _not_looked(self, attempt: Attempt, answer: Answer) -> None:
        _log(attempt, answer)
        seconds = {Verdict.LIMITED: answer.retry_after, Verdict.ACCESS: NO_ACCESS_FOR}.get(answer.verdict)
        if seconds is not None:
            self._around.limits.put(attempt.wanted.workspace, method_for(attempt), seconds)
        elif answer.verdict is Verdict.GONE:
            await self._around.inside(self._gone, attempt, answer.error, True)
        else:
            await self._around.inside(self._around.outbox.not_looked, attempt)

    def _gone(self, attempt: Attempt, reason: str, unclear: bool) -> None:
        """First tell, then write it down: told twice is less than never told, and a set pauses only once."""
        if attempt.person_id is not None:
            self._around.outbox.unreachable(attempt)
            return
        self._around.gone(attempt.wanted.workspace, attempt.channel, reason)
        self._around.outbox.gone(attempt, reason, unclear=unclear)


def _method(attempt: Attempt) -> str:
    return "chat.postMessage" if attempt.ts is None else "chat.update"


def _log(attempt: Attempt, answer: Answer) -> None:
    level = logging.ERROR if answer.verdict in {Verdict.ACCESS, Verdict.HOPELESS, Verdict.UNKNOWN} else logging.WARNING
    wanted = attempt.wanted
    log.log(level, "%s of post %d (%s): %s, %s", _method(attempt), wanted.id, wanted.kind, answer.verdict, answer.error)
