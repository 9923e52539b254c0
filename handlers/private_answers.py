"""What only one person sees and may lose: ephemeral answers, forms, home tabs. They are no rows."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Coroutine
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.askers import Asker
from bot.domain.errors import Refused, Repeated
from bot.domain.refusals import Refusal
from handlers.home_tab import HomeTab
from handlers.loop import log_failure
from handlers.parse import Request
from handlers.slack_addresses import is_slacks
from handlers.slack_answers import Answer, answer_to
from handlers.slack_clients import ClientOf
from handlers.slack_errors import Verdict
from prompts.blocks import Message

log = logging.getLogger(__name__)
TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired"})
AT_ONCE: Final = 2
"""Seconds that Slack may take to show an answer."""
OPENED_BEFORE = frozenset({"exchanged_trigger_id", "trigger_exchanged"})


class PrivateAnswers:
    """Owns the tasks that answer privately; open until `close`, which waits for them. `api_url` is where Slack is."""

    def __init__(self, client_of: ClientOf, api_url: str, home_tab: HomeTab) -> None:
        self._client_of, self._home_tab = client_of, home_tab
        self._own_host = urlsplit(api_url).netloc
        self._tasks: set[asyncio.Task[None]] = set()

    def later(self, request: Request, answer: Message) -> None:
        """Answer a button, form or shortcut, once its ack is on its way."""
        self._start(self._tell(request, answer))

    def to(self, workspace: str, user: str, channel: str, thread_ts: str | None, words: Message) -> None:
        """Tell one person something, in a thread."""
        self._start(self._ephemeral(workspace, user, channel, thread_ts, words))

    def only_there(self, workspace: str, user: str, channel: str, thread_ts: str | None, words: Message) -> None:
        """The same as `there`, while nobody waits."""
        self._start(self.there(workspace, user, channel, thread_ts, words))

    async def there(self, workspace: str, user: str, channel: str, thread_ts: str | None, words: Message) -> None:
        """Show one person something where they are, or nowhere: it bears words of theirs, which stand in no direct message."""
        client = self._client_of(workspace)
        shown = client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread_ts, **words)
        await _done("chat.postEphemeral", shown)

    def directly(self, workspace: str, user: str, words: Message) -> None:
        """Tell one person something in their DM."""
        self._start(self._ephemeral(workspace, user, None, None, words))

    def home(self, asker: Asker, page: int = 0) -> None:
        """Draw that page of a person's home tab as it is now."""
        self._start(self._draw(asker, page))

    async def open(self, workspace: str, trigger_id: str, view: dict[str, Any], deadline: float) -> None:
        """Open a form, before anything slow, and no later than the deadline (time.monotonic()).

        Raises Refused where Slack did not open it, or did not say so, and Repeated where the click has opened its form already.
        """
        call = self._client_of(workspace).views_open(trigger_id=trigger_id, view=view)
        answer = await answer_to(asyncio.wait_for(call, deadline - time.monotonic()))
        if answer.verdict is Verdict.DONE:
            return
        if answer.error in OPENED_BEFORE:
            raise Repeated
        log.warning("views.open: %s, %s", answer.verdict, answer.error)
        raise Refused(_why_not_opened(answer))

    async def redraw(self, workspace: str, view_id: str, view: dict[str, Any], deadline: float) -> None:
        """Draw a form anew that is open. Raises Refused where Slack did not, as where it was closed meanwhile."""
        call = self._client_of(workspace).views_update(view_id=view_id, view=view)
        answer = await answer_to(asyncio.wait_for(call, deadline - time.monotonic()))
        if answer.verdict is not Verdict.DONE:
            log.warning("views.update: %s, %s", answer.verdict, answer.error)
            raise Refused(_why_not_opened(answer))

    async def close(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=3)

    async def idle(self) -> None:
        """Return when nothing is being answered."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _start(self, telling: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(_logged(telling))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self, request: Request, answer: Message) -> None:
        """Where it was asked: on the home tab, in the channel, or in its thread."""
        if request.is_at_home and await self._home_tab.draw(request.asker, answer, request.home_page):
            return
        in_thread = (
            request.channel is not None and not request.channel.startswith("D") and request.thread_ts is not None
        )
        if request.response_url is not None and not in_thread and await self._respond(request.response_url, answer):
            return
        asker = request.asker
        await self._ephemeral(asker.workspace, asker.user, request.channel, request.thread_ts, answer)

    async def _respond(self, url: str, answer: Message) -> bool:
        if not is_slacks(url, self._own_host):
            log.warning("a response_url on another host was left alone")
            return False
        client = AsyncWebhookClient(url, timeout=AT_ONCE, retry_handlers=[])
        try:
            shown = await client.send(
                text=answer["text"], blocks=answer["blocks"], response_type="ephemeral", replace_original=False
            )
        except (aiohttp.ClientError, SlackClientError, OSError, TimeoutError, ValueError) as error:
            log.info("response_url: %s", type(error).__name__)
            return False
        # Slack says "ok" or sends an object; what else a 200 may carry is not written down, so only a plain no is one.
        return shown.status_code == HTTPStatus.OK and '"ok":false' not in shown.body.replace(" ", "")

    async def _ephemeral(
        self, workspace: str, user: str, channel: str | None, thread_ts: str | None, answer: Message
    ) -> None:
        """In the channel or its thread; in their own DM where it cannot be shown there, or nobody says that it was."""
        client = self._client_of(workspace)
        if channel is not None:
            shown = client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread_ts, **answer)
            if await _done("chat.postEphemeral", shown):
                return
        direct = client.chat_postMessage(channel=user, unfurl_links=False, unfurl_media=False, **answer)
        if not await _done("chat.postMessage", direct):
            log.warning("a private answer was lost")

    async def _draw(self, asker: Asker, page: int) -> None:
        if not await self._home_tab.draw(asker, page=page):
            log.warning("a home tab was lost")


async def _done(method: str, call: Awaitable[AsyncSlackResponse]) -> bool:
    answer = await answer_to(call)
    if answer.verdict is not Verdict.DONE:
        log.info("%s: %s, %s", method, answer.verdict, answer.error)
    return answer.verdict is Verdict.DONE


async def _logged(telling: Coroutine[Any, Any, None]) -> None:
    try:
        await telling
    except Exception:  # noqa: BLE001 - nobody waits for the task, so that nobody else would say what went wrong
        log_failure("a private answer")


def _why_not_opened(answer: Answer) -> Refusal:
    if answer.error in TOO_LATE:
        return Refusal.FORM_TOO_LATE
    return Refusal.FORM_PERHAPS_OPENED if answer.verdict is Verdict.UNCLEAR else Refusal.FORM_NOT_OPENED
