"""Listeners of the home tab, and of what happens to channels and people."""

from functools import partial
from typing import Any, Final

from bot.domain.askers import Role
from bot.services.channels import Channels
from bot.services.joiners import Joiners
from bot.services.people import People
from handlers import parse
from handlers.access import Access
from handlers.parse import Click
from handlers.private_answers import PrivateAnswers
from prompts import ids

JOINED: Final = "member_joined_channel"


class HomeListeners:
    """Whoever opens the home tab sees what is theirs, and nothing else."""

    def __init__(
        self,
        access: Access,
        channels: Channels,
        joiners: Joiners,
        people: People,
        private_answers: PrivateAnswers,
    ) -> None:
        self._access = access
        self._channels = channels
        self._joiners = joiners
        self._people = people
        self._private_answers = private_answers

    def register(self) -> None:
        self._access.event("app_home_opened", self.opened)
        self._access.button(ids.HOME_PAGE, Role.PART, self.turn)
        for gone in (
            "channel_archive",
            "group_archive",
            "channel_deleted",
            "group_deleted",
            "channel_left",
            "group_left",
        ):
            self._access.event(gone, self.channel_gone)
        self._access.event("channel_id_changed", self.id_changed)
        self._access.event("user_change", self.user_changed)
        for sharing in ("channel_shared", "channel_unshared"):
            self._access.event(sharing, self.shared)
        for renamed in ("channel_rename", "group_rename"):
            self._access.event(renamed, self.renamed)
        for back in ("channel_unarchive", "group_unarchive", JOINED):
            self._access.event(back, self.channel_back)

    async def opened(self, body: dict[str, Any]) -> None:
        asker = parse.home_opened(body)
        if asker is not None:
            self._private_answers.home(asker)

    async def turn(self, click: Click) -> None:
        """*Back* or *More*: the page that the button names is drawn, as the tab is after whatever is pressed there."""

    async def channel_gone(self, body: dict[str, Any]) -> None:
        await self._access.listen(self._channels.gone, *parse.channel_event(body))

    async def channel_back(self, body: dict[str, Any]) -> None:
        workspace, channel, what = parse.channel_event(body)
        for_certain = what != JOINED or _is_the_bot(body)
        await self._access.listen(self._channels.back, workspace, channel, for_certain)
        if not for_certain:
            await self._access.listen(self._joiners.came, parse.come_or_gone(body))

    async def id_changed(self, body: dict[str, Any]) -> None:
        event = body["event"]
        old, new = event["old_channel_id"], event["new_channel_id"]
        await self._access.listen(self._channels.id_changed, body["team_id"], old, new)

    async def shared(self, body: dict[str, Any]) -> None:
        workspace, channel, what = parse.channel_event(body)
        await self._access.listen(self._channels.shared, workspace, channel, what == "channel_shared")

    async def user_changed(self, body: dict[str, Any]) -> None:
        user = body["event"]["user"]
        zone, is_deleted = user.get("tz"), bool(user.get("deleted"))
        changed = partial(self._people.changed, is_deleted=is_deleted)
        await self._access.listen(changed, body["team_id"], user["id"], zone)

    async def renamed(self, body: dict[str, Any]) -> None:
        """Nothing of ours goes by a channel's name; who can read it may have changed as well."""
        await self._access.listen(self._channels.look_now, body["team_id"], body["event"]["channel"]["id"])


def _is_the_bot(body: dict[str, Any]) -> bool:
    """Whether the event is about the one for whom it is delivered: the bot itself."""
    return body["event"]["user"] in parse.mine(body)
