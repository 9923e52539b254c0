"""Listeners of the home tab, and of what happens to channels and people."""

from typing import Any, Final

from bot.services.channels import Channels
from handlers import parse
from handlers.access import Access
from handlers.private_answers import PrivateAnswers

JOINED: Final = "member_joined_channel"


class HomeListeners:
    """Whoever opens the home tab sees what is theirs, and nothing else."""

    def __init__(
        self,
        access: Access,
        channels: Channels,
        private_answers: PrivateAnswers,
    ) -> None:
        self._access = access
        self._channels = channels
        self._private_answers = private_answers

    def register(self) -> None:
        self._access.event("app_home_opened", self.opened)
        for gone in (
            "channel_archive",
            "group_archive",
            "channel_deleted",
            "group_deleted",
            "channel_left",
            "group_left",
        ):
            self._access.event(gone, self.channel_gone)
        for back in ("channel_unarchive", "group_unarchive", JOINED):
            self._access.event(back, self.channel_back)

    async def opened(self, body: dict[str, Any]) -> None:
        asker = parse.home_opened(body)
        if asker is not None:
            self._private_answers.home(asker)

    async def channel_gone(self, body: dict[str, Any]) -> None:
        await self._access.listen(self._channels.gone, *parse.channel_event(body))

    async def channel_back(self, body: dict[str, Any]) -> None:
        workspace, channel, what = parse.channel_event(body)
        for_certain = what != JOINED or _is_the_bot(body)
        await self._access.listen(self._channels.back, workspace, channel, for_certain)


def _is_the_bot(body: dict[str, Any]) -> bool:
    """Whether the event is about the one for whom it is delivered: the bot itself."""
    return body["event"]["user"] in [one.get("user_id") for one in body.get("authorizations") or ()]
