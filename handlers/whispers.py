"""What only one person sees and may lose: ephemeral answers, forms, home tabs. They are no rows."""

import asyncio
import logging
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.errors import Refused, Repeated
from handlers.parse import Knock
from prompts.blocks import Message

log = logging.getLogger(__name__)
TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired"})
OPENED_BEFORE = frozenset({"exchanged_trigger_id", "trigger_exchanged"})


class Whispers:
    """Owns the tasks that answer privately; open until `close`, which waits for them."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._own_host = urlsplit(client.base_url).netloc
        self._tasks: set[asyncio.Task[None]] = set()

    def later(self, knock: Knock, answer: Message) -> None:
        """Answer a button, form or shortcut, once its ack is on its way."""
        self._start(self._tell(knock, answer))

    def to(self, user: str, channel: str, thread_ts: str | None, words: Message) -> None:
        """Tell one person something, in a thread."""
        self._start(self._ephemeral(user, channel, thread_ts, words))

    def home(self, user: str, view: dict[str, Any]) -> None:
        """Publish a person's home tab."""
        self._start(self._publish(user, view))

    async def open(self, trigger_id: str, view: dict[str, Any]) -> None:
        """Open a form, before anything slow.

        Raises Refused where the click was too long ago for Slack, and Repeated where it has opened its form already.
        """
        try:
            await self._client.views_open(trigger_id=trigger_id, view=view)
        except SlackApiError as error:
            if error.response.get("error") in OPENED_BEFORE:
                raise Repeated from error
            if error.response.get("error") in TOO_LATE:
                raise Refused("Slack gave up waiting for the form. Nothing was lost: press it again.") from error
            raise

    async def close(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=3)

    async def idle(self) -> None:
        """Return when nothing is being whispered."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _start(self, coroutine: Any) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self, knock: Knock, answer: Message) -> None:
        is_channel = knock.channel is not None and not knock.channel.startswith("D")
        if knock.response_url is not None and (not is_channel or knock.thread_ts is None):
            await self._respond(knock.response_url, answer)
        elif knock.channel is not None:
            await self._ephemeral(knock.asker.user, knock.channel, knock.thread_ts, answer)

    async def _respond(self, url: str, answer: Message) -> None:
        parts = urlsplit(url)
        slack = parts.scheme == "https" and (parts.hostname or "").endswith((".slack.com", ".slack-gov.com"))
        if not slack and parts.netloc != self._own_host:
            log.warning("a response_url on another host was left alone")
            return
        try:
            await AsyncWebhookClient(url, timeout=3).send(
                text=answer["text"], blocks=answer["blocks"], response_type="ephemeral", replace_original=False
            )
        except (SlackClientError, OSError, TimeoutError) as error:
            log.info("a private answer was lost: %s", type(error).__name__)

    async def _ephemeral(self, user: str, channel: str, thread_ts: str | None, answer: Message) -> None:
        try:
            await self._client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread_ts, **answer)
        except (SlackClientError, OSError, TimeoutError) as error:
            log.info("a private answer was lost: %s", type(error).__name__)

    async def _publish(self, user: str, view: dict[str, Any]) -> None:
        try:
            await self._client.views_publish(user_id=user, view=view)
        except (SlackClientError, OSError, TimeoutError) as error:
            log.info("a home tab was lost: %s", type(error).__name__)
