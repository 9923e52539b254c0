"""Looking whether a message is there before it is sent again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.delivery import Attempt
from handlers.slack_answers import Answer, answer_to
from handlers.slack_errors import Verdict

PAGE: Final = 100
HISTORY: Final = "conversations.history"
REPLIES: Final = "conversations.replies"


def method_for(attempt: Attempt) -> str:
    """The method that a look for this post calls."""
    return REPLIES if attempt.thread_ts else HISTORY


async def look_for(client: AsyncWebClient, attempt: Attempt) -> tuple[Answer, str | None]:
    """Page through what was said after the last `ts` known, for the post's key.

    The answer is DONE once all was seen, with the message's `ts` or None; otherwise it is what went wrong. What is said
    in a thread that is not there any more Slack puts into the channel.
    """
    cursor = ""
    while True:
        answer = await answer_to(_page(client, attempt, cursor))
        if answer.error == "thread_not_found" and attempt.thread_ts:
            attempt, cursor = replace(attempt, thread_ts=None), ""
            continue
        if answer.verdict is not Verdict.DONE:
            return answer, None
        if (ts := _found(answer.content, attempt.key)) is not None:
            return answer, ts
        cursor = (answer.content.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return answer, None


def _page(client: AsyncWebClient, attempt: Attempt, cursor: str) -> Any:
    where: dict[str, Any] = {"channel": attempt.channel, "oldest": attempt.after_ts, "limit": PAGE}
    if cursor:
        where["cursor"] = cursor
    if attempt.thread_ts:
        return client.conversations_replies(ts=attempt.thread_ts, include_all_metadata=True, **where)
    return client.conversations_history(include_all_metadata=True, **where)


def _found(page: Mapping[str, Any], key: str) -> str | None:
    for message in page.get("messages", []):
        if message.get("ts") and (message.get("metadata") or {}).get("event_payload", {}).get("key") == key:
            return str(message["ts"])
    return None
