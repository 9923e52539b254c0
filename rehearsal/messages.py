"""Messages of the stand-in workspace, and whom their mentions notify."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from rehearsal.copies import copied
from rehearsal.people import Payload, Person

PERSON_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
EVERYONE_MENTION = re.compile(r"<!(?:channel|here|everyone)(?:\|[^>]*)?>")
TYPED_EVERYONE = re.compile(r"(?<![\w@])@(channel|here|everyone)\b")
KEPT_MARKUP = re.compile(r"(<(?:@[UW]|#C)[A-Z0-9]+(?:\|[^>]*)?>)")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SharedFile:
    """A file that a message shows."""

    id: str
    name: str
    title: str
    content: bytes


@dataclass
class Message:
    """One message. Its `ts` never changes, `notified` is fixed when posted, and `edits` keeps what each edit replaced.

    `mentions` follows the edits: the ids mentioned as it stands, and `!everyone` for a mention of the whole channel.
    `at` is domain time, UTC. An ephemeral one names its only reader in `ephemeral_to`.
    """

    ts: str
    channel: str
    user: str
    text: str
    at: datetime
    blocks: list[Payload] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Payload | None = None
    edits: list[tuple[str, list[Payload]]] = field(default_factory=list)
    edited_ts: str | None = None
    ephemeral_to: str | None = None
    notified: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    broadcast: bool = False
    subtype: str | None = None
    files: bool = False
    attached: tuple[SharedFile, ...] = ()
    bot_id: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def in_thread(self) -> bool:
        """Whether it is a reply, not the message that a thread hangs from."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def is_stone(self) -> bool:
        """Whether this is what Slack leaves of a deleted message that has replies."""
        return self.subtype == "tombstone"

    def turn_to_stone(self) -> None:
        """It is deleted, and its replies stay."""
        self.user, self.subtype, self.text, self.bot_id = "USLACKBOT", "tombstone", "This message was deleted.", None
        self.blocks, self.metadata, self.mentions = [], None, ()

    def as_it_was(self, edit: int = 0) -> "Message":
        """A copy as it stood before that edit, such as somebody still has on a screen that is behind."""
        text, blocks = self.edits[edit]
        return replace(self, text=text, blocks=blocks)

    def described(self, *, metadata: bool = False) -> Payload:
        """The message as history, events and payloads carry it."""
        optional = {
            "thread_ts": self.thread_ts,
            "subtype": self.subtype,
            "blocks": plain_text_escaped(self.blocks) or None,
            "bot_id": self.bot_id,
            "edited": {"user": self.user, "ts": self.edited_ts} if self.edited_ts else None,
            "metadata": self.metadata if metadata else None,
            "reactions": [{"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()]
            or None,
            "files": self._files() or None,
        }
        return {
            "type": "message",
            "user": self.user,
            "text": self.text,
            "ts": self.ts,
            **{key: copied(value) for key, value in optional.items() if value is not None},
        }

    def _files(self) -> list[Payload]:
        if self.attached:
            return [{"id": one.id, "name": one.name, "title": one.title, "mode": "hosted"} for one in self.attached]
        return [{"id": "F0001", "mode": "hosted"}] if self.files else []


class Stamps:
    """Message timestamps: never the same twice, even while the clock stands still."""

    def __init__(self) -> None:
        self._last = 0

    def next(self, now: datetime) -> str:
        """Seconds and microseconds since 1970 as Slack writes them."""
        self._last = max(self._last + 1, (now - EPOCH) // timedelta(microseconds=1))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"


def as_typed(text: str) -> str:
    """What Slack makes of text typed into its message box: markup is escaped, mentions picked from the list are not."""
    pieces = KEPT_MARKUP.split(text)
    pieces[::2] = [TYPED_EVERYONE.sub(r"<!\1>", escaped(piece)) for piece in pieces[::2]]
    return "".join(pieces)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_text_escaped(value: Any) -> Any:
    """A copy in which plain text is escaped, as Slack does in what it sends to apps (bolt-python issue 513)."""
    if isinstance(value, list):
        return [plain_text_escaped(item) for item in value]
    if not isinstance(value, dict):
        return value
    copied = {key: plain_text_escaped(item) for key, item in value.items()}
    if copied.get("type") == "plain_text" and isinstance(copied.get("text"), str):
        copied["text"] = escaped(copied["text"])
    return copied


def mentions_in(text: str, blocks: Iterable[Payload]) -> tuple[str, ...]:
    """Who is mentioned, in order, each once; `!everyone` stands for the whole channel."""
    found: dict[str, None] = {}
    for piece in (text, *_marked_up(list(blocks))):
        found.update(dict.fromkeys(PERSON_MENTION.findall(piece)))
        if EVERYONE_MENTION.search(piece):
            found["!everyone"] = None
    return tuple(found)


def names_linked(text: str, people: Iterable[Person]) -> str:
    """What `link_names` and `parse=full` make of bare names: mentions."""
    linked = TYPED_EVERYONE.sub(r"<!\1>", text)
    for person in people:
        linked = re.sub(rf"(?<![\w@<])@{re.escape(person.name)}\b", f"<@{person.id}>", linked, flags=re.IGNORECASE)
    return linked


def _marked_up(value: Any) -> Iterator[str]:
    """Every text inside blocks that Slack reads for mentions. Plain text is not read."""
    if isinstance(value, list):
        for item in value:
            yield from _marked_up(item)
    elif isinstance(value, dict):
        yield from _own_markup(value)
        for key, item in value.items():
            if key != "text" or not isinstance(item, str):
                yield from _marked_up(item)


def _own_markup(value: Payload) -> Iterator[str]:
    match value.get("type"):
        case "mrkdwn" | "markdown":
            yield str(value.get("text", ""))
        case "user" if "user_id" in value:
            yield f"<@{value['user_id']}>"
        case "broadcast":
            yield f"<!{value.get('range', 'channel')}>"
