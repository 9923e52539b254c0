"""Listeners of what Slack tells as a workspace uninstalls the bot, and the question whether its token works."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import OutOfTime
from bot.services.installations import Installations
from handlers.access import Access
from handlers.slack_answers import Answer, answer_to
from handlers.slack_clients import ClientOf
from handlers.slack_errors import Verdict

log = logging.getLogger(__name__)
UNINSTALLED: Final = "app_uninstalled"
REVOKED: Final = "tokens_revoked"
AT_ONCE: Final = 1.5
"""Seconds that Slack may take to answer, so that there is time left to write it down."""
NO_TOKEN: Final = frozenset({"invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed"})


async def ask_of_token(client: AsyncWebClient, workspace: str) -> tuple[Answer, bool | None]:
    """Whether the token works, for that workspace and no other; None where Slack does not say."""
    answer = await answer_to(client.auth_test())
    if answer.verdict is Verdict.DONE:
        return answer, answer.content.get("team_id") == workspace
    return answer, False if answer.error in NO_TOKEN else None


class InstallationListeners:
    """Neither event is believed: the token is tried."""

    def __init__(self, access: Access, installations: Installations, client_of: ClientOf) -> None:
        self._access = access
        self._installations = installations
        self._client_of = client_of

    def register(self) -> None:
        self._access.event(UNINSTALLED, self.uninstalled)
        self._access.event(REVOKED, self.revoked)

    async def uninstalled(self, body: dict[str, Any]) -> None:
        workspace, told_at = body["team_id"], datetime.fromtimestamp(body["event_time"], UTC)
        if not await self._access.listen(self._installations.may_be_over, workspace, told_at):
            return
        works = await self._works(workspace)
        if works is None:
            raise OutOfTime("Slack does not say whether the token works")  # the event comes again
        if not works:
            await self._access.listen(self._installations.lock, workspace)

    async def revoked(self, body: dict[str, Any]) -> None:
        """People's tokens are none that the bot has."""
        if body["event"].get("tokens", {}).get("bot"):
            await self.uninstalled(body)

    async def _works(self, workspace: str) -> bool | None:
        try:
            _, works = await asyncio.wait_for(ask_of_token(self._client_of(workspace), workspace), AT_ONCE)
        except TimeoutError:
            return None
        return works
