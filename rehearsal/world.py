"""What there is in the stand-in workspace, and who gets to see what: no network here."""

import asyncio
import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.clock import Clock
from rehearsal.copies import copied
from rehearsal.messages import Message, Stamps, mentions_in
from rehearsal.people import ApiError, Channel, Payload, Person

SeenKind = Literal[
    "posted", "said", "edited", "deleted", "ephemeral", "command", "pressed", "submitted",
    "view_opened", "view_updated", "view_closed", "home",
]  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One thing that somebody could see happen. `viewers` are user ids, `at` is domain time, `by` is who did it."""

    kind: SeenKind
    viewers: tuple[str, ...]
    at: datetime
    by: str
    message: Message | None = None
    view: Payload | None = None
    text: str = ""


class World:
    """People, conversations and messages. Everything that changes is told to `listeners` and wakes who waits."""

    def __init__(self, clock: Clock, team_id: str, bot_user: str, organisation: str | None = None) -> None:
        self.clock = clock
        self.team_id = team_id
        self.organisation = organisation
        self.bot_user = bot_user
        self.bot_id = "B0BOT"
        self.app_id = "A0BOT"
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.ephemerals: list[Message] = []
        self.listeners: list[Callable[[Seen], None]] = []
        self._messages: dict[str, list[Message]] = {}
        self._vanished: set[tuple[str, str]] = set()
        self._stamps = Stamps()
        self._numbers = itertools.count(1)
        self._waiting: set[asyncio.Future[None]] = set()

    def number(self) -> int:
        """The next number for an id; no two things share one."""
        return next(self._numbers)

    def stamp(self) -> str:
        return self._stamps.next(self.clock.now())

    def person_id(self, name: str) -> str:
        letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        letter = "W" if self.organisation else "U"
        return f"{letter}{self.number():03d}{re.sub(r'[^A-Za-z0-9]', '', letters).upper()}"

    def sees(self, person: Person) -> bool:
        """Whether the app and they are in one channel: then nobody is a stranger to Slack, whatever their workspace."""
        rooms = (room.members for room in self.channels.values() if room.with_person is None)
        return any(person.id in members and self.bot_user in members for members in rooms)

    def dm(self, user: str) -> Channel:
        """The bot's conversation with that person; opened when it is first asked for."""
        for channel in self.channels.values():
            if channel.with_person == user:
                return channel
        opened = Channel(f"D{self.number():04d}", "", members=[self.bot_user, user], with_person=user)
        self.channels[opened.id] = opened
        return opened

    def rename(self, channel: Channel) -> str:
        """Give a channel another id for good, with all that was said in it; returns the old one, which nobody knows any more."""
        old, channel.id = channel.id, f"C{self.number():04d}"
        del self.channels[old]
        self.channels[channel.id] = channel
        self._messages[channel.id] = self._messages.pop(old, [])
        for message in (*self._messages[channel.id], *(one for one in self.ephemerals if one.channel == old)):
            message.channel = channel.id
        return old

    def reachable(self, channel_id: object) -> Channel:
        """The conversation, if the bot is in it.

        Raises ApiError: `not_in_channel` for a public one it is not in, `channel_not_found` for any other.
        """
        channel = self.channels.get(str(channel_id))
        if channel is None or (channel.private and self.bot_user not in channel.members):
            raise ApiError("channel_not_found")
        if self.bot_user not in channel.members:
            raise ApiError("not_in_channel")
        return channel

    def history(self, channel_id: str) -> list[Message]:
        """All messages that still exist, replies among them, oldest first."""
        return self._messages.setdefault(channel_id, [])

    def thread(self, channel_id: str, ts: str) -> list[Message]:
        """The message a thread hangs from, and its replies, oldest first."""
        return [message for message in self.history(channel_id) if ts in (message.ts, message.thread_ts)]

    def find(self, channel_id: object, ts: object) -> Message | None:
        """The message with this timestamp; what was said later has a later one."""
        history, wanted = self.history(str(channel_id)), str(ts)
        place = bisect_left(history, (len(wanted), wanted), key=lambda message: (len(message.ts), message.ts))
        return history[place] if place < len(history) and history[place].ts == wanted else None

    def post(self, channel: Channel, user: str, text: str, blocks: Iterable[Payload] = (), **about: object) -> Message:
        """Put a message into a conversation; `about` are further fields of Message."""
        message = self._written(channel, user, text, blocks, **about)
        self._notify(channel, message)
        self.history(channel.id).append(message)
        parent = self.find(channel.id, message.thread_ts)
        if parent is not None:
            parent.thread_ts = parent.ts
        kind: SeenKind = "posted" if message.bot_id else "said"
        self.tell(kind, self.readers(message), user, message=message)
        return message

    def whisper(self, channel: Channel, to: str, text: str, blocks: Iterable[Payload] = (), **about: object) -> Message:
        """Show one person an ephemeral message."""
        message = self._written(channel, self.bot_user, text, blocks, ephemeral_to=to, **about)
        self.ephemerals.append(message)
        self.tell("ephemeral", (to,), self.bot_user, message=message)
        return message

    def edit(self, message: Message, text: str, blocks: Iterable[Payload]) -> None:
        message.edits.append((message.text, message.blocks))
        message.text, message.blocks = text, self.with_block_ids(blocks)
        message.mentions = mentions_in(text, message.blocks)
        message.edited_ts = self.stamp()
        self.tell("edited", self.readers(message), message.user, message=message)

    def delete(self, message: Message) -> None:
        """Take it away. Where replies hang from it Slack leaves a stone, until the last of them is deleted too."""
        self.tell("deleted", self.readers(message), message.user, message=message)
        if len(self.thread(message.channel, message.ts)) > 1 and not (message.in_thread or message.ephemeral_to):
            message.turn_to_stone()
            return
        place = self.ephemerals if message.ephemeral_to else self.history(message.channel)
        place[:] = [other for other in place if other.ts != message.ts]
        self._vanished.add((message.channel, message.ts))
        parent = self.find(message.channel, message.thread_ts) if message.in_thread else None
        if parent is not None and parent.is_stone and len(self.thread(parent.channel, parent.ts)) == 1:
            self.delete(parent)

    def has_vanished(self, channel_id: str, ts: object) -> bool:
        """Whether there was a message with this timestamp that has left nothing behind."""
        return (channel_id, str(ts)) in self._vanished

    def readers(self, message: Message) -> tuple[str, ...]:
        """The people, not the bot, who can see it."""
        if message.ephemeral_to:
            return (message.ephemeral_to,)
        return tuple(user for user in self.channels[message.channel].members if user != self.bot_user)

    def with_block_ids(self, blocks: Iterable[Payload]) -> list[Payload]:
        """Copies in which every block has the id that Slack gives to those without."""
        return [{"block_id": f"b{self.number()}", **copied(block)} for block in blocks]

    def tell(
        self,
        kind: SeenKind,
        viewers: tuple[str, ...],
        by: str,
        *,
        message: Message | None = None,
        view: Payload | None = None,
        text: str = "",
    ) -> None:
        """Let every listener know, and wake who waits."""
        seen = Seen(kind, viewers, self.clock.now(), by, message, view, text)
        for listener in list(self.listeners):
            listener(seen)
        self.changed()

    def changed(self) -> None:
        """Wake who waits for a condition."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def until(self, condition: Callable[[], bool], timeout: float) -> None:  # noqa: ASYNC109
        """Return once the condition, looked at after each change, holds; TimeoutError after so many real seconds."""
        async with asyncio.timeout(timeout):
            while not condition():
                waiter = asyncio.get_running_loop().create_future()
                self._waiting.add(waiter)
                try:
                    await waiter
                finally:
                    self._waiting.discard(waiter)

    def _written(self, channel: Channel, user: str, text: str, blocks: Iterable[Payload], **about: object) -> Message:
        message = Message(self.stamp(), channel.id, user, text, self.clock.now(), blocks=self.with_block_ids(blocks))
        for name, value in about.items():
            setattr(message, name, value)
        message.bot_id = self.bot_id if user == self.bot_user else None
        message.mentions = mentions_in(text, message.blocks)
        message.broadcast = "!everyone" in message.mentions
        return message

    def _notify(self, channel: Channel, message: Message) -> None:
        """Slack notifies those mentioned, all on a broadcast, who follows the thread, and the other one in a DM."""
        called = set(message.mentions)
        if message.broadcast or channel.with_person:
            called.update(channel.members)
        if message.thread_ts:
            called.update(self._followers(channel.id, message.thread_ts))
        message.notified = tuple(
            user for user in channel.members if user in called and user not in (message.user, self.bot_user)
        )

    def _followers(self, channel_id: str, thread_ts: str) -> set[str]:
        thread = self.thread(channel_id, thread_ts)
        return {message.user for message in thread} | {user for message in thread for user in message.mentions}
