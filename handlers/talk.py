"""What somebody said in a channel, read where it stands: the words are in memory for as long as they are asked about."""

import asyncio
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.domain.channel_messages import moment_of
from bot.domain.said_words import Draft, Keeps, SaidMessage, TalkPlace, in_one
from handlers.origins import thread_of
from handlers.parse import Click
from handlers.payloads import HEARD_SUBTYPES
from handlers.slack_answers import Answer, answer_to
from handlers.slack_clients import ClientOf
from handlers.slack_errors import Verdict
from handlers.slack_markup import as_read

log = logging.getLogger(__name__)
PAGE: Final = 100
"""More than anybody writes in a step."""
AT_ONCE: Final = 1.0
"""Seconds that Slack may take while somebody waits for a form: it opens without the words otherwise."""
FOR_THE_FORM: Final = 1.0
"""Seconds that are left to open it."""


class Talk:
    """Reads from Slack, and changes nothing: an edited message as it is now, and of a deleted one nothing."""

    def __init__(self, client_of: ClientOf) -> None:
        self._client_of = client_of

    async def read(self, workspace: str, place: TalkPlace) -> tuple[Answer, list[SaidMessage]]:
        """What the person of that place said there, oldest first; the answer is DONE, or what went wrong."""
        found: list[SaidMessage] = []
        answer = Answer(Verdict.DONE)
        for thread in place.threads:
            answer = await answer_to(self._page(workspace, place, thread))
            if answer.verdict is not Verdict.DONE:
                return answer, []
            found += _said(answer.content, place, thread)
        return answer, sorted(found, key=lambda one: moment_of(one.ts))

    async def draft(self, click: Click, draft: Draft, keeps: Keeps) -> Draft:
        """The same draft, with what was said since it was kept; as it was where Slack is slow."""
        words = await self.words(click, draft.said, keeps)
        return replace(draft, words=words or draft.words, said=None)

    async def words(self, click: Click, place: TalkPlace | None, keeps: Keeps) -> str:
        """What whoever clicked said there, in one; nothing where Slack is slow."""
        left = min(AT_ONCE, click.deadline - FOR_THE_FORM - time.monotonic())
        if place is None or left <= 0:
            return ""
        try:
            answer, said = await asyncio.wait_for(self.read(click.asker.workspace, place), left)
        except TimeoutError:
            return ""
        if answer.verdict is not Verdict.DONE:
            log.info("what was said was not read: %s, %s", answer.verdict, answer.error)
        return in_one(said, keeps)

    def _page(self, workspace: str, place: TalkPlace, thread: str | None) -> Any:
        client = self._client_of(workspace)
        where: dict[str, Any] = {"channel": place.channel, "limit": PAGE, "inclusive": True}
        where["oldest"] = f"{place.since.timestamp():.6f}"
        if place.until is not None:
            where["latest"] = f"{place.until.timestamp():.6f}"
        if thread is None:
            return client.conversations_history(**where)
        return client.conversations_replies(ts=thread, **where)


def _said(page: Mapping[str, Any], place: TalkPlace, thread: str | None) -> Iterator[SaidMessage]:
    """The messages of that person alone; the head of a thread comes with every page, whenever it was written."""
    for message in page.get("messages", []):
        ts, by_them = str(message.get("ts") or ""), message.get("user") == place.user and not message.get("bot_id")
        heard = by_them and message.get("subtype") in HEARD_SUBTYPES
        if heard and thread_of(message) == thread and _is_within(ts, place):
            yield SaidMessage(ts, as_read(str(message.get("text") or "")), thread)


def _is_within(ts: str, place: TalkPlace) -> bool:
    at = moment_of(ts)
    return at >= place.since and (place.until is None or at <= place.until)
