"""The Web API's methods for conversations, people and the bot itself."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

from rehearsal.chat_methods import Method, true
from rehearsal.messages import Message
from rehearsal.people import ApiError, Payload, Person
from rehearsal.world import World

LARGEST_PAGE: Final = 999
Item = TypeVar("Item")


class ConversationMethods:
    """Reading what there is, and opening direct messages."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.table: Mapping[str, Method] = {
            "auth.test": self.auth_test,
            "bots.info": self.bots_info,
            "users.info": self.users_info,
            "users.list": self.users_list,
            "conversations.open": self.open,
            "conversations.info": self.about,
            "conversations.members": self.members,
            "conversations.history": self.history,
            "conversations.replies": self.replies,
        }

    def auth_test(self, _args: Payload) -> Payload:
        return {
            "url": "https://stand-in.invalid/",
            "team": "Stand-in",
            "user": "set_adviser",
            "team_id": self._world.team_id,
            "user_id": self._world.bot_user,
            "bot_id": self._world.bot_id,
            "is_enterprise_install": False,
        }

    def bots_info(self, args: Payload) -> Payload:
        if args.get("bot") != self._world.bot_id:
            raise ApiError("bot_not_found")
        bot = {"id": self._world.bot_id, "name": "Set Adviser", "deleted": False}
        return {"bot": {**bot, "app_id": self._world.app_id, "user_id": self._world.bot_user}}

    def users_info(self, args: Payload) -> Payload:
        person = self._person(args.get("user"))
        described = person.described(self._world.team_id, self._world.clock.now())
        is_stranger = described["is_stranger"] and not self._world.sees(person)
        locale = {"locale": person.locale} if args.get("include_locale") in ("1", "true") else {}
        return {"user": {**described, "is_stranger": is_stranger, **locale}}

    def users_list(self, args: Payload) -> Payload:
        """Page by page, as Slack does where a limit is given."""
        people = list(self._world.people.values())
        first = int(str(args.get("cursor") or "0"))
        after = first + int(str(args.get("limit") or len(people)))
        now = self._world.clock.now()
        members = [one.described(self._world.team_id, now) for one in people[first:after]]
        return {"members": members, "response_metadata": {"next_cursor": str(after) if after < len(people) else ""}}

    def open(self, args: Payload) -> Payload:
        users = str(args.get("users") or "")
        if not users:
            raise ApiError("users_list_not_supplied")
        if "," in users:
            raise ApiError("too_many_users")
        person = self._person(users)
        if person.deleted:
            raise ApiError("user_disabled")
        if person.is_bot:
            raise ApiError("cannot_dm_bot")
        return {"channel": {"id": self._world.dm(person.id).id}}

    def about(self, args: Payload) -> Payload:
        channel = self._world.channels.get(str(args.get("channel")))
        if channel is None or (channel.private and self._world.bot_user not in channel.members):
            raise ApiError("channel_not_found")
        return {"channel": channel.described(self._world.bot_user)}

    def members(self, args: Payload) -> Payload:
        self.about(args)
        members = self._world.channels[str(args["channel"])].members
        page, more = _page(members, args, 100)
        return {"members": list(page), "response_metadata": {"next_cursor": more}}

    def history(self, args: Payload) -> Payload:
        """Newest first, without the replies that are only in threads."""
        channel = self._world.reachable(args.get("channel"))
        top = [m for m in self._world.history(channel.id) if not m.in_thread or m.subtype == "thread_broadcast"]
        page, more = _page(_between(top, args)[::-1], args, 100)
        return {**self._described(page, args), "has_more": bool(more), "response_metadata": {"next_cursor": more}}

    def replies(self, args: Payload) -> Payload:
        """Oldest first, each page beginning with the message that the thread hangs from."""
        channel = self._world.reachable(args.get("channel"))
        thread = self._world.thread(channel.id, str(args.get("ts")))
        if not thread or thread[0].in_thread:
            raise ApiError("thread_not_found")
        page, more = _page(_between(thread[1:], args), args, LARGEST_PAGE)
        answer = self._described([thread[0], *page], args)
        return {**answer, "has_more": bool(more), "response_metadata": {"next_cursor": more}}

    def _described(self, messages: Sequence[Message], args: Payload) -> Payload:
        metadata = true(args.get("include_all_metadata"))
        return {"messages": [message.described(metadata=metadata) | self._replies_of(message) for message in messages]}

    def _replies_of(self, message: Message) -> Payload:
        if message.thread_ts != message.ts:
            return {}
        replies = self._world.thread(message.channel, message.ts)[1:]
        latest = {"latest_reply": replies[-1].ts} if replies else {}
        return {"reply_count": len(replies), "reply_users": sorted({reply.user for reply in replies}), **latest}

    def _person(self, user: object) -> Person:
        person = self._world.people.get(str(user))
        if person is None:
            raise ApiError("user_not_found")
        return person


def _between(messages: Sequence[Message], args: Payload) -> list[Message]:
    """Those between `oldest` and `latest`; messages exactly there only with `inclusive`."""
    oldest = _moment(args.get("oldest"), Decimal(0), "invalid_ts_oldest")
    latest = _moment(args.get("latest"), Decimal("Infinity"), "invalid_ts_latest")
    edges = (oldest, latest) if true(args.get("inclusive")) else ()
    return [m for m in messages if oldest < Decimal(m.ts) < latest or Decimal(m.ts) in edges]


def _moment(value: object, otherwise: Decimal, malformed: str) -> Decimal:
    if value in (None, ""):
        return otherwise
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ApiError(malformed) from None


def _page(items: Sequence[Item], args: Payload, usual: int) -> tuple[Sequence[Item], str]:
    """The page that `cursor` and `limit` ask for, and the cursor of the next one, or an empty string."""
    try:
        size = int(args.get("limit") or usual)
    except ValueError:
        raise ApiError("invalid_limit") from None
    if not 1 <= size <= LARGEST_PAGE:
        raise ApiError("invalid_limit")
    start = _start(str(args.get("cursor") or ""))
    end = start + size
    return items[start:end], base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise ApiError("invalid_cursor") from None
