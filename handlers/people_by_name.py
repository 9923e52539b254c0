"""Who is called so in a workspace: asked of Slack, since names are not kept here."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack_answers import Answer, answer_to
from handlers.slack_errors import Verdict

PAGE: Final = 200


async def people_called(client: AsyncWebClient, name: str) -> tuple[Answer, dict[str, str]]:
    """The Slack ids of those whose name, full name or display name that is, each with all their names; DONE, or what went wrong."""
    found: dict[str, str] = {}
    cursor = ""
    while True:
        answer = await answer_to(client.users_list(limit=PAGE, cursor=cursor))
        if answer.verdict is not Verdict.DONE:
            return answer, {}
        for user in answer.content.get("members", []):
            if name.casefold() in (one.casefold() for one in _names(user)):
                found[user["id"]] = ", ".join(dict.fromkeys(_names(user)))
        cursor = (answer.content.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return answer, found


def _names(user: Mapping[str, Any]) -> Iterator[str]:
    profile = user.get("profile") or {}
    for given in (user.get("name"), user.get("real_name"), profile.get("display_name"), profile.get("real_name")):
        if given:
            yield given
