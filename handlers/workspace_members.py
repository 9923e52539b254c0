"""Who is of a workspace: not only whoever bears its id, which on an Enterprise organisation few do."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.domain.errors import Refused
from bot.domain.refusals import Refusal
from handlers.slack_answers import answer_to
from handlers.slack_clients import ClientOf

log = logging.getLogger(__name__)
AT_ONCE: Final = 1.5
"""Seconds that Slack may take, and no more than leave the work itself its time before the deadline."""
FOR_THE_WORK: Final = 0.5
KNOWN_FOR: Final = 86_400.0
"""Seconds for which an answer holds: people come to a workspace, and are taken out of it."""
MOST_KNOWN: Final = 20_000
UNSEEN: Final = frozenset({"user_not_found", "user_not_visible"})
"""What Slack says of somebody whom the app may not see: nobody of this workspace."""


def is_of(user: Mapping[str, Any], workspace: str) -> bool:
    """Whether somebody belongs to a workspace, by their user object.

    Of an organisation its `enterprise_user.teams` tell, since `team_id` is the organisation's own, or the one in which somebody
    came to it. Somebody of another company who shares a channel with the bot is no stranger to Slack.
    """
    organisation = user.get("enterprise_user")
    teams = organisation.get("teams") if isinstance(organisation, dict) else None
    if user.get("team_id") == workspace or (isinstance(teams, list) and workspace in teams):
        return True
    return user.get("team_id") is None and not user.get("is_stranger")


class WorkspaceMembers:
    """Asks Slack about whoever bears another id than the workspace's, and keeps the answer for a day.

    The others, nearly all, cost no call.
    """

    def __init__(self, client_of: ClientOf, clock: Callable[[], float] = time.monotonic) -> None:
        self._client_of, self._clock = client_of, clock
        self._known: dict[tuple[str, str], tuple[bool, float]] = {}

    async def must_have(self, workspace: str, user: str, bears: str | None, deadline: float) -> None:
        """Raises Refused for somebody of another workspace; `bears` is the id that their gesture came with.

        Where Slack does not say in time who they are they are asked to try again.
        """
        if bears is None or bears == workspace:
            return
        known = self._known.get((workspace, user))
        is_theirs = known[0] if known and self._clock() < known[1] else await self._ask(workspace, user, deadline)
        if not is_theirs:
            raise Refused(Refusal.OTHER_WORKSPACE)

    async def _ask(self, workspace: str, user: str, deadline: float) -> bool:
        left = min(deadline - FOR_THE_WORK - time.monotonic(), AT_ONCE)
        call: Awaitable[Any] = asyncio.wait_for(self._client_of(workspace).users_info(user=user), left)
        answer = await answer_to(call)
        described = answer.content.get("user")
        if not isinstance(described, dict):
            if answer.error in UNSEEN:
                return False
            log.warning("users.info: %s, %s", answer.verdict, answer.error)
            raise Refused(Refusal.WORKSPACE_UNKNOWN)
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        found = is_of(described, workspace)
        self._known[workspace, user] = found, self._clock() + KNOWN_FOR
        return found
