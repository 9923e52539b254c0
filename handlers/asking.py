"""What founding a set must ask Slack at once, within its deadline: who these people are, and whether the bot is in the room."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.errors import Refused
from bot.domain.kept import ParkedQuestion
from bot.domain.sets import Newcomer, Room

AT_ONCE: Final = 1.5
"""Seconds that Slack may take; the rest of the deadline is for the work itself."""
NOT_HERE: Final = frozenset({"channel_not_found", "not_in_channel"})


class Asking:
    """Reads from Slack, and changes nothing. `bot_name` is what people type to invite the bot."""

    def __init__(self, client: AsyncWebClient, bot_name: str = "set-adviser") -> None:
        self._client = client
        self.bot_name = bot_name

    async def room(self, channel: str) -> Room:
        """The channel as Slack describes it; a private one that the bot is not in looks as if it were not there."""
        try:
            answer = await asyncio.wait_for(self._client.conversations_info(channel=channel), AT_ONCE)
        except SlackApiError as error:
            if error.response.get("error") in NOT_HERE:
                return Room(channel, private=True, bot_is_in=False)
            raise
        except TimeoutError:
            raise Refused("Slack did not answer in time. Nothing was saved yet: submit again.") from None
        described = answer["channel"]
        return Room(
            channel,
            private=bool(described.get("is_private")),
            bot_is_in=bool(described.get("is_member")),
            shared=bool(described.get("is_ext_shared")),
            is_direct=bool(described.get("is_im") or described.get("is_mpim")),
        )

    async def linked(self, parked: Sequence[ParkedQuestion]) -> tuple[ParkedQuestion, ...]:
        """The same with links to their messages, asked all at once; one that is gone, or slow, stays without."""
        links = await asyncio.gather(*(self._link(one) for one in parked))
        return tuple(replace(one, link=link) for one, link in zip(parked, links, strict=True))

    async def _link(self, parked: ParkedQuestion) -> str | None:
        try:
            asked = self._client.chat_getPermalink(channel=parked.channel, message_ts=parked.ts)
            return str((await asyncio.wait_for(asked, AT_ONCE))["permalink"])
        except (SlackClientError, TimeoutError, OSError):
            return None

    async def people(self, users: Sequence[str]) -> tuple[Newcomer, ...]:
        """Who these people are, asked all at once; whoever Slack is slow about is learnt later, by an errand."""
        return tuple(await asyncio.gather(*(self._person(user) for user in dict.fromkeys(users))))

    async def _person(self, user: str) -> Newcomer:
        try:
            answer = await asyncio.wait_for(self._client.users_info(user=user), AT_ONCE)
        except TimeoutError:
            return Newcomer(user, None)
        except SlackApiError as error:
            if error.response.get("error") in {"user_not_found", "user_not_visible"}:
                return Newcomer(user, None, stranger=True)
            return Newcomer(user, None)
        person = answer["user"]
        return Newcomer(
            user,
            person.get("tz"),
            is_bot=bool(person.get("is_bot")) or user == "USLACKBOT",
            deleted=bool(person.get("deleted")),
            stranger=bool(person.get("is_stranger")),
        )
