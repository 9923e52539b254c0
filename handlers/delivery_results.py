"""What an answer of Slack means for the message, and for the channel, that it is about."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from bot.clock import Clock
from bot.domain.delivery import Attempt
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.services.outbox import Outbox
from handlers.executor import Executor
from handlers.loop import ChangeSignal
from handlers.message_search import method_for
from handlers.retries import FailingMessages, RateLimits
from handlers.slack_answers import Answer
from handlers.slack_errors import Verdict

log = logging.getLogger(__name__)

Rendered = Mapping[str, Any]
Render = Callable[[WantedMessage], Rendered | None]
NO_ACCESS_FOR: Final = 60.0
PERMALINK: Final = "chat.getPermalink"
DELETE: Final = "chat.delete"
DELETE_FILE: Final = "files.delete"
NO_FILE: Final = frozenset({"file_not_found", "file_deleted", "file_is_deleted"})
SAYS_NOTHING: Final = frozenset({Verdict.UNCLEAR, Verdict.NOT_DONE, Verdict.LIMITED, Verdict.ACCESS})
"""Verdicts that do not show that Slack takes messages of this bot."""


class Poster(Protocol):
    """The calls that a conversation worker makes."""

    async def say(self, attempt: Attempt, message: Rendered) -> Answer:
        """Post the message, or edit it where it is there already."""

    async def look(self, attempt: Attempt) -> tuple[Answer, str | None]:
        """Look for the message; its `ts` if it is there."""

    async def link(self, attempt: Attempt, ts: str) -> Answer:
        """Ask for a link to a message of the conversation."""

    async def delete(self, attempt: Attempt) -> Answer:
        """Delete the message, or the file that it stands for."""


@dataclass(frozen=True, slots=True)
class DeliveryCallbacks:
    """Who is told, in the executor, of what delivery meets. Each may be told of the same thing again.

    `gone(workspace, channel, reason)`: nothing can be said there; says whether it has marked the channel.
    `deleted(workspace, channel, ts, thread_stays)`: a message of ours is not there any more; None where it is not known
    whether its thread still is.
    `given_up(workspace, set_id, reason)`: a message of a set's channel will never be there.
    `undelivered(workspace, person_id)`: a letter is not there, and its reader can be written to as far as anybody knows.
    """

    gone: Callable[[str, str, str], bool] = lambda _workspace, _channel, _reason: False
    deleted: Callable[[str, str, str, bool | None], None] = lambda _workspace, _channel, _ts, _stays: None
    given_up: Callable[[str, int, str], None] = lambda _workspace, _set, _reason: None
    undelivered: Callable[[str, int], None] = lambda _workspace, _person: None


@dataclass(frozen=True, slots=True)
class DeliveryContext:
    """What all conversation workers of a process share. `wake` has delivery look again."""

    outbox: Outbox
    executor: Executor
    poster: Poster
    render: Render
    clock: Clock
    real: Clock
    limits: RateLimits
    failing_messages: FailingMessages
    changes: ChangeSignal
    callbacks: DeliveryCallbacks
    wake: Callable[[], None]


OF_THE_PERSON: Final = frozenset(
    {"user_disabled", "user_not_found", "users_not_found", "user_not_visible", "cannot_dm_bot"}
)
"""Slack's words for somebody who cannot be written to; any other is a fault of the app's, or of the workspace's settings."""


class ResultHandler:
    """Writes down what came of calls; `given_up` is how many messages, and edits, this process has given up."""

    def __init__(self, context: DeliveryContext) -> None:
        self.given_up = 0
        self._context = context

    async def said(self, attempt: Attempt, answer: Answer, drawn: str | None) -> None:
        """What came of posting or editing a message; `drawn` is the hash of what was sent."""
        context, outbox = self._context, self._context.outbox
        answer = _with_its_ts(attempt, answer)
        self._listen(attempt, answer)
        match answer.verdict:
            case Verdict.DONE:
                await self._done(attempt, answer, drawn)
            case Verdict.LIMITED:
                context.limits.put(attempt.wanted.workspace, method_of(attempt), answer.retry_after)
                await context.executor.run(outbox.limited, attempt)
            case Verdict.NOT_DONE:
                await context.executor.run(outbox.not_done, attempt)
            case Verdict.ACCESS:
                await context.executor.run(outbox.no_access, attempt)
            case Verdict.UNCLEAR | Verdict.UNKNOWN:
                context.failing_messages.failed(attempt, answer.error)
                await context.executor.run(
                    outbox.unclear if answer.verdict is Verdict.UNCLEAR else outbox.refused, attempt
                )
            case _:
                await context.executor.run(self._never, attempt, answer)

    async def looked(self, attempt: Attempt, answer: Answer, ts: str | None, looked_at: datetime) -> None:
        """What came of looking for a message, beginning at `looked_at` (real time)."""
        context, outbox = self._context, self._context.outbox
        self._listen(attempt, answer)
        if answer.verdict is not Verdict.DONE:
            await self._not_looked(attempt, answer)
        elif ts is None:
            await context.executor.run(outbox.not_found, attempt, looked_at)
        elif await context.executor.run(outbox.found, attempt, ts):
            context.wake()

    async def linked(self, attempt: Attempt, answer: Answer) -> None:
        """The link to its old thread; without one the card comes all the same."""
        if answer.verdict is Verdict.LIMITED:
            self._context.limits.put(attempt.wanted.workspace, PERMALINK, answer.retry_after)
        else:
            await self._context.executor.run(
                self._context.outbox.linked, attempt, str(answer.content.get("permalink", ""))
            )

    async def removed(self, attempt: Attempt, answer: Answer) -> None:
        """What came of deleting a message: one that is not there any more, or cannot be deleted, is done with."""
        context, outbox, method = self._context, self._context.outbox, removing(attempt)
        if answer.error in NO_FILE:
            answer = Answer(Verdict.DELETED, answer.error)
        self._listen(attempt, answer, method)
        match answer.verdict:
            case Verdict.LIMITED:
                context.limits.put(attempt.wanted.workspace, method, answer.retry_after)
                await context.executor.run(outbox.limited, attempt)
            case Verdict.NOT_DONE:
                await context.executor.run(outbox.not_done, attempt)
            case Verdict.ACCESS:
                await context.executor.run(outbox.no_access, attempt)
            case Verdict.UNCLEAR:
                await context.executor.run(outbox.unclear, attempt)
            case Verdict.GONE if attempt.person_id is None:
                await context.executor.run(self._gone, attempt, answer.error, False)
            case Verdict.UNKNOWN if not attempt.is_never_removed(context.real.now()):
                await context.executor.run(outbox.refused, attempt)
            case _:
                await context.executor.run(outbox.removed, attempt)

    def give_up(self, attempt: Attempt, why: str = "") -> None:
        """It will never be there, or never be edited: told first, then written down."""
        wanted, why = attempt.wanted, self._context.failing_messages.clear(attempt) or why or "no_answer"
        log.error("%s of post %d (%s) is given up: %s", method_of(attempt), wanted.id, wanted.kind, why)
        self.given_up += 1
        if attempt.ts is None and attempt.person_id is None and wanted.set_id is not None:
            self._context.callbacks.given_up(wanted.workspace, wanted.set_id, why)
        self._context.outbox.given_up(attempt)
        self._undelivered(attempt)

    def _undelivered(self, attempt: Attempt) -> None:
        """Told once it is written down: the next letter takes its place."""
        wanted = attempt.wanted
        if wanted.kind is Says.LETTER and attempt.ts is None and attempt.person_id is not None:
            self._context.callbacks.undelivered(wanted.workspace, attempt.person_id)

    def _listen(self, attempt: Attempt, answer: Answer, method: str = "") -> None:
        failing_messages = self._context.failing_messages
        if answer.verdict not in SAYS_NOTHING:
            failing_messages.heard(attempt.wanted.workspace)
        if answer.verdict not in {Verdict.DONE, Verdict.LIMITED}:
            _log(attempt, answer, method or method_of(attempt))

    async def _done(self, attempt: Attempt, answer: Answer, drawn: str | None) -> None:
        self._context.failing_messages.clear(attempt)
        if attempt.ts is not None:
            await self._context.executor.run(self._context.outbox.edited, attempt, drawn)
        elif await self._context.executor.run(self._posted, attempt, answer.content, drawn):
            self._context.wake()

    def _posted(self, attempt: Attempt, content: Mapping[str, Any], drawn: str | None) -> bool:
        waited_for = self._context.outbox.sent(attempt, str(content["ts"]), drawn)
        if attempt.thread_ts and "thread_ts" not in (content.get("message") or {"thread_ts": ""}):
            self._thread_is_gone(attempt)  # Slack puts a reply to what is not there any more into the channel
        return waited_for

    def _never(self, attempt: Attempt, answer: Answer) -> None:
        """The message will not be taken as it is, or not there."""
        outbox, callbacks = self._context.outbox, self._context.callbacks
        if answer.verdict is Verdict.GONE:
            self._gone(attempt, answer.error, unclear=False)
        elif answer.verdict is Verdict.BLOCKS and not attempt.plain:
            outbox.plain(attempt)
        elif answer.verdict is Verdict.DELETED and attempt.ts is not None:
            callbacks.deleted(attempt.wanted.workspace, attempt.channel, attempt.ts, None)
            outbox.dropped(attempt)
        elif answer.verdict is Verdict.THREAD and attempt.thread_ts is not None and attempt.ts is None:
            self._thread_is_gone(attempt, there=answer.error != "thread_not_found")
        elif attempt.ts is not None:
            outbox.dropped(attempt)
        else:
            self.give_up(attempt, answer.error)

    def _thread_is_gone(self, attempt: Attempt, *, there: bool = False) -> None:
        if attempt.thread_ts is not None and not there:
            self._context.callbacks.deleted(attempt.wanted.workspace, attempt.channel, attempt.thread_ts, False)
        self._context.outbox.thread_lost(attempt)

    async def _not_looked(self, attempt: Attempt, answer: Answer) -> None:
        context = self._context
        if answer.verdict is Verdict.NOT_DONE:  # no fault of the message's
            await context.executor.run(context.outbox.not_reached, attempt)
            return
        context.failing_messages.failed(attempt, answer.error)
        seconds = {Verdict.LIMITED: answer.retry_after, Verdict.ACCESS: NO_ACCESS_FOR}.get(answer.verdict)
        if seconds is not None:
            context.limits.put(attempt.wanted.workspace, method_for(attempt), seconds)
        elif answer.verdict is Verdict.GONE:
            await context.executor.run(self._gone, attempt, answer.error, True)
        elif context.failing_messages.is_hopeless(attempt):
            await context.executor.run(self.give_up, attempt)
        else:
            await context.executor.run(context.outbox.not_looked, attempt)

    def _gone(self, attempt: Attempt, reason: str, unclear: bool) -> None:
        """First tell, then write it down: told twice is less than never told, and a set pauses only once."""
        if attempt.person_id is not None:
            outbox = self._context.outbox
            if reason in OF_THE_PERSON:
                outbox.unreachable(attempt)
            else:
                log.error("nothing can be said to person %d: %s; tried again in a day", attempt.person_id, reason)
                outbox.tomorrow(attempt)
                self._undelivered(attempt)
            return
        marked = self._context.callbacks.gone(attempt.wanted.workspace, attempt.channel, reason)
        self._context.outbox.gone(attempt, reason, unclear=unclear, marked=marked)


def method_of(attempt: Attempt) -> str:
    """The method that shows it."""
    return "chat.postMessage" if attempt.ts is None else "chat.update"


def removing(attempt: Attempt) -> str:
    """The method that deletes it."""
    return DELETE_FILE if attempt.file else DELETE


def _with_its_ts(attempt: Attempt, answer: Answer) -> Answer:
    """What was posted without its `ts` being told has to be looked for, as after no answer."""
    if answer.verdict is Verdict.DONE and attempt.ts is None and not answer.content.get("ts"):
        return Answer(Verdict.UNCLEAR, "no_ts")
    return answer


def _log(attempt: Attempt, answer: Answer, method: str) -> None:
    level = logging.ERROR if answer.verdict in {Verdict.ACCESS, Verdict.HOPELESS, Verdict.UNKNOWN} else logging.WARNING
    wanted = attempt.wanted
    log.log(level, "%s of post %d (%s): %s, %s", method, wanted.id, wanted.kind, answer.verdict, answer.error)
