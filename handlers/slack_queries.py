"""What founding a set must ask Slack at once, within its deadline: who these people are, and whether the bot is in the room."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.errors import Refused
from bot.domain.private_notes import ParkedQuestion
from bot.domain.refusals import Refusal
from bot.domain.sets import Newcomer, SlackChannel
from handlers.slack_answers import Answer, answer_to
from handlers.slack_clients import ClientOf
from handlers.workspace_members import AT_ONCE, FOR_THE_WORK, UNSEEN, is_of
from prompts.language_files import ENGLISH_ALONE, Languages

log = logging.getLogger(__name__)
MOST_IN_A_ROOM: Final = 999
MOST_LINKS: Final = 2_000
"""So many links are remembered, some 200 kB; with another one the oldest is forgotten."""
NOT_HERE: Final = frozenset({"channel_not_found", "not_in_channel"})


class SlackQueries:
    """Reads from Slack, and changes nothing. `bot_name` is what people type to invite the bot.

    A deadline is on time.monotonic(), and whoever is answered without one may take a second and a half.
    """

    def __init__(
        self, client_of: ClientOf, bot_name: str = "set-adviser", languages: Languages = ENGLISH_ALONE
    ) -> None:
        self._client_of, self._languages = client_of, languages
        self.bot_name = bot_name
        self._links: dict[tuple[str, str, str], str] = {}

    async def room(self, workspace: str, channel: str, deadline: float) -> SlackChannel:
        """The channel as Slack describes it; a private one that the bot is not in looks as if it were not there.

        Raises Refused where Slack does not describe it.
        """
        answer = await _asked(self._client_of(workspace).conversations_info(channel=channel), deadline)
        found = channel_of(channel, answer)
        if found is None:
            log.warning("conversations.info: %s, %s", answer.verdict, answer.error)
            raise Refused(Refusal.CHANNEL_UNKNOWN)
        return found

    async def room_with_members(self, workspace: str, channel: str, deadline: float) -> SlackChannel:
        """The same, and who is in it, asked both at once; of a channel with more than a thousand Slack does not say."""
        asked = self._client_of(workspace).conversations_members(channel=channel, limit=MOST_IN_A_ROOM)
        found, members = await asyncio.gather(self.room(workspace, channel, deadline), _asked(asked, deadline))
        return replace(found, members=members_in(members))

    async def people_and_room(
        self, workspace: str, users: Sequence[str], channel: str, deadline: float
    ) -> tuple[tuple[Newcomer, ...], SlackChannel]:
        """Who these people are, and the channel with whoever is in it, asked at once."""
        asked = self.people(workspace, users, deadline)
        return await asyncio.gather(asked, self.room_with_members(workspace, channel, deadline))

    async def linked(self, workspace: str, parked: Sequence[ParkedQuestion]) -> tuple[ParkedQuestion, ...]:
        """The same with links to their messages, asked all at once; one that is gone, or slow, stays without."""
        links = await asyncio.gather(*(self._link(workspace, one) for one in parked))
        return tuple(replace(one, link=link) for one, link in zip(parked, links, strict=True))

    async def _link(self, workspace: str, parked: ParkedQuestion) -> str | None:
        return await self.link(workspace, parked.channel, parked.ts)

    async def link(self, workspace: str, channel: str, ts: str) -> str | None:
        """Where a message stands; None where it was gone when Slack was first asked for it, or Slack is slow.

        A link never changes, so that Slack is asked once for it: a home tab with ten parked questions would ask ten times.
        """
        which = (workspace, channel, ts)
        if which not in self._links:
            answer = await _asked(self._client_of(workspace).chat_getPermalink(channel=channel, message_ts=ts))
            link = answer.content.get("permalink")
            if not isinstance(link, str):
                return None
            if len(self._links) >= MOST_LINKS:
                del self._links[next(iter(self._links))]
            self._links[which] = link
        return self._links[which]

    async def people(self, workspace: str, users: Sequence[str], deadline: float) -> tuple[Newcomer, ...]:
        """Who these people are, asked all at once; whoever Slack is slow about is learnt later, by a lookup."""
        asked = (self._person(workspace, user, deadline) for user in dict.fromkeys(users))
        return tuple(await asyncio.gather(*asked))

    async def _person(self, workspace: str, user: str, deadline: float) -> Newcomer:
        with_locale = self._languages.are_several or None
        asked = self._client_of(workspace).users_info(user=user, include_locale=with_locale)
        answer = await _asked(asked, deadline)
        person = answer.content.get("user")
        if not isinstance(person, dict):
            return Newcomer(user, None, stranger=answer.error in UNSEEN)
        return Newcomer(
            user,
            person.get("tz"),
            is_bot=bool(person.get("is_bot")) or user == "USLACKBOT",
            deleted=bool(person.get("deleted")),
            stranger=not is_of(person, workspace),
            called=_called(person),
            language=self._languages.best_for(person.get("locale")),
        )


def channel_of(channel: str, answer: Answer) -> SlackChannel | None:
    """What Slack says of a channel that was asked about by that id; None where it does not say.

    One that the bot is not in may look as if it were not there; one whose id has changed tells its new one.
    """
    if answer.error in NOT_HERE:
        return SlackChannel(channel, private=True, bot_is_in=False)
    described = answer.content.get("channel")
    if not isinstance(described, dict):
        return None
    named = described.get("id")
    return SlackChannel(
        named if isinstance(named, str) and named else channel,
        private=bool(described.get("is_private")),
        bot_is_in=bool(described.get("is_member")),
        shared=bool(described.get("is_ext_shared")),
        is_direct=bool(described.get("is_im") or described.get("is_mpim")),
        archived=bool(described.get("is_archived")),
    )


def _called(person: Mapping[str, Any]) -> str:
    """What others call somebody, as they would type it after an @."""
    profile = person.get("profile") or {}
    names = (profile.get("display_name"), person.get("real_name"), person.get("name"))
    return next((str(name) for name in names if name), "")


async def _asked(call: Awaitable[AsyncSlackResponse], deadline: float | None = None) -> Answer:
    """Slack's answer, if it comes in time."""
    left = AT_ONCE if deadline is None else deadline - FOR_THE_WORK - time.monotonic()
    return await answer_to(asyncio.wait_for(call, min(left, AT_ONCE)))


def members_in(answer: Answer) -> frozenset[str] | None:
    """Who is in a channel, by Slack's answer; None where it did not say, or there are more than fit an answer."""
    users, more = answer.content.get("members"), answer.content.get("response_metadata") or {}
    return frozenset(map(str, users)) if isinstance(users, list) and not more.get("next_cursor") else None
