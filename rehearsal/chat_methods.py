"""The Web API's chat methods."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from rehearsal.block_limits import TOTAL_TEXT, block_errors, text_total
from rehearsal.messages import Message, names_linked
from rehearsal.people import ApiError, Channel, Payload
from rehearsal.world import World

Method = Callable[[Payload], Payload]
TEXT_CUT: Final = 40_000
UPDATE_TEXT: Final = 4_000
METADATA_SIZE: Final = 8_000
EVENT_TYPE = re.compile(r"[A-Za-z0-9_.-]{1,255}")


def true(value: object) -> bool:
    """Whether an argument says yes, in JSON, a form or a query."""
    return value in (True, 1, "1", "true", "True")


def given(args: Payload, name: str, malformed: str) -> Any:
    """A structured argument, which forms carry as JSON text. Raises ApiError(malformed)."""
    value = args.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ApiError(malformed) from None


def checked_blocks(blocks: Any) -> list[Payload]:
    """A message's blocks. Raises ApiError: `invalid_blocks` with the places, or `msg_blocks_too_long`."""
    if not blocks:
        return []
    errors = block_errors(blocks, "message")
    if errors:
        raise ApiError("invalid_blocks", errors=errors, response_metadata={"messages": errors})
    if text_total(blocks) > TOTAL_TEXT:
        raise ApiError("msg_blocks_too_long")
    return list(blocks)


def checked_metadata(metadata: Any) -> Payload | None:
    """A message's metadata. Raises ApiError: `invalid_metadata_format` or `metadata_too_large`."""
    if metadata is None or metadata == {}:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not EVENT_TYPE.fullmatch(metadata["event_type"]):
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_SIZE:
        raise ApiError("metadata_too_large")
    return metadata


class ChatMethods:
    """What the bot can do with messages. Only its own can be changed, and ephemeral ones cannot."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.table: Mapping[str, Method] = {
            "chat.postMessage": self.post,
            "chat.postEphemeral": self.post_ephemeral,
            "chat.update": self.update,
            "chat.delete": self.delete,
            "chat.getPermalink": self.permalink,
        }

    def post(self, args: Payload) -> Payload:
        channel = self._target(args.get("channel"))
        text, blocks = self._content(args)
        metadata = checked_metadata(given(args, "metadata", "invalid_metadata_format"))
        thread_ts = self._thread(channel, args)
        subtype = "thread_broadcast" if thread_ts and true(args.get("reply_broadcast")) else None
        message = self._world.post(
            channel, self._world.bot_user, text, blocks, metadata=metadata, thread_ts=thread_ts, subtype=subtype
        )
        return {"channel": channel.id, "ts": message.ts, "message": message.described(metadata=True)}

    def post_ephemeral(self, args: Payload) -> Payload:
        channel = self._world.reachable(args.get("channel"))
        user = str(args.get("user"))
        if user not in channel.members:
            raise ApiError("user_not_in_channel")
        text, blocks = self._content(args)
        message = self._world.whisper(channel, user, text, blocks, thread_ts=self._thread(channel, args))
        return {"message_ts": message.ts}

    def update(self, args: Payload) -> Payload:
        channel = self._world.reachable(args.get("channel"))
        message = self._own(channel, args.get("ts"), "cant_update_message")
        text, blocks = self._revised(message, args)
        metadata = given(args, "metadata", "invalid_metadata_format")
        if metadata is not None:
            message.metadata = checked_metadata(metadata)
        self._world.edit(message, text, blocks)
        return {"channel": channel.id, "ts": message.ts, "text": text, "message": message.described(metadata=True)}

    def delete(self, args: Payload) -> Payload:
        channel = self._world.reachable(args.get("channel"))
        message = self._own(channel, args.get("ts"), "cant_delete_message")
        self._world.delete(message)
        return {"channel": channel.id, "ts": message.ts}

    def permalink(self, args: Payload) -> Payload:
        channel = self._world.reachable(args.get("channel"))
        message = self._world.find(channel.id, args.get("message_ts"))
        if message is None:
            raise ApiError("message_not_found")
        link = f"https://stand-in.invalid/archives/{channel.id}/p{message.ts.replace('.', '')}"
        if message.in_thread:
            link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
        return {"channel": channel.id, "permalink": link}

    def _target(self, target: object) -> Channel:
        """Where a post goes: a conversation, or somebody's DM by their user id."""
        person = self._world.people.get(str(target))
        channel = self._world.reachable(self._world.dm(person.id).id if person else target)
        if channel.with_person and self._world.people[channel.with_person].deleted:
            raise ApiError("channel_not_found")
        if channel.archived:
            raise ApiError("is_archived")
        return channel

    def _content(self, args: Payload) -> tuple[str, list[Payload]]:
        blocks = checked_blocks(given(args, "blocks", "invalid_blocks_format"))
        text = str(args.get("text") or "")
        if not text and not blocks:
            raise ApiError("no_text")
        return self._linked(text, args)[:TEXT_CUT], blocks

    def _revised(self, message: Message, args: Payload) -> tuple[str, list[Payload]]:
        """What an edit leaves: blocks that are not given stay, an empty list removes them."""
        text = args.get("text")
        if len(str(text or "")) > UPDATE_TEXT:
            raise ApiError("msg_too_long")
        blocks = given(args, "blocks", "invalid_blocks_format")
        if not text and not blocks:
            raise ApiError("no_text")
        kept = message.blocks if blocks is None else checked_blocks(blocks)
        return self._linked(str(text or ""), args), kept

    def _linked(self, text: str, args: Payload) -> str:
        if true(args.get("link_names")) or args.get("parse") == "full":
            return names_linked(text, self._world.people.values())
        return text

    def _thread(self, channel: Channel, args: Payload) -> str | None:
        thread_ts = args.get("thread_ts")
        if thread_ts is None:
            return None
        parent = self._world.find(channel.id, thread_ts)
        if parent is None and self._world.has_vanished(channel.id, thread_ts):
            return None  # slack-go/slack#1571: the reply stands in the channel, and nothing but the answer tells
        if parent is None:
            raise ApiError("thread_not_found")
        return parent.thread_ts or parent.ts

    def _own(self, channel: Channel, ts: object, not_ours: str) -> Message:
        message = self._world.find(channel.id, ts)
        if message is None or message.is_stone:
            raise ApiError("message_not_found")  # of a stone nobody says what Slack answers
        if message.user != self._world.bot_user:
            raise ApiError(not_ours)
        return message
