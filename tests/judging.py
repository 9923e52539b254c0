"""The judgement on what was said by a bot that was killed: nothing lost, nothing twice, nothing out of date or order."""

import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from random import Random
from types import TracebackType
from typing import Any, Final, Self, get_type_hints

from sqlalchemy import select

from bot.clock import Clock, SystemClock
from bot.domain.outgoing import Says, Wanted
from bot.services.work import Ground
from handlers.rendering import Readers, Rendering
from prompts.bank import load_bank, load_formats
from rehearsal.messages import Message
from rehearsal.workspace import Workspace
from storage.database import Database
from storage.outgoing import Conversation, Post
from tests.processes import until

OF_THEIR_TIME: Final = frozenset({Says.STEP_CARD})
"""Once their step is over, these say how things stood then; all others are held against what is true now."""
SECONDS_TO_SETTLE: Final = 60


class Moment(StrEnum):
    """When the process dies, as one message sees it."""

    BEFORE = "between commit and send"
    DURING = "during a send"
    AFTER = "between send and record"


@dataclass
class Tally:
    """What came of the kills. `wrong` says of each message what is wrong with it; it is empty where all is well."""

    kills: int = 0
    with_words_left: int = 0
    caught: Counter[Moment] = field(default_factory=Counter)
    posts: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)

    def killed(self, unsaid: Sequence[str]) -> None:
        """Once more, with this still to be said or edited at that moment."""
        self.kills += 1
        self.with_words_left += bool(unsaid)

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.stale, *self.unordered]

    def __str__(self) -> str:
        found = (self.kills, self.posts, len(self.lost), len(self.doubled), len(self.stale), len(self.unordered))
        told = "{} kills, {} posts: {} lost, {} doubled, {} out of date, {} out of order".format(*found)
        return f"{told}; {sum(self.caught.values())} caught at their moments, {self.with_words_left} with words left"


class Judge:
    """Reads the rows that the bot left, and holds them against what the workspace shows."""

    def __init__(self, ws: Workspace, url: str, clock: Clock | None = None) -> None:
        self._ws = ws
        self._clock = clock or SystemClock()
        self._database = Database(url)
        ground = Ground(self._database, self._clock, Random(1), load_bank(), load_formats(), lambda: None)
        services = {name: service(ground) for name, service in get_type_hints(Readers).items()}
        self._render = Rendering(Readers(**services))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._database.close()

    async def settled(self) -> None:
        """Return once nothing that is due is unsaid."""
        with contextlib.suppress(TimeoutError):
            await until(lambda: not self.unsaid(), SECONDS_TO_SETTLE)
        assert self.unsaid() == []

    async def posted(self) -> None:
        """Return once every message that is due is there, whatever is still to be edited."""
        await until(lambda: all(post.ts for post in self._due()), SECONDS_TO_SETTLE)

    def unsaid(self) -> list[str]:
        return [_named(post) for post in self._due() if post.ts is None or post.wanted > post.shown]

    def _due(self) -> list[Post]:
        now = self._clock.now()
        return [post for post, _ in self._rows() if post.due_at <= now]

    def judge(self, tally: Tally) -> None:
        """Every post that still says something is shown exactly once, as it is now, and in order."""
        rows = self._rows()
        tally.posts = len(rows)
        for post, channel in rows:
            there = [one for one in self._ws.everything(channel) if _key(one) == post.key]
            if not there:
                tally.lost.append(f"{_named(post)} is not there")
            elif len(there) > 1:
                tally.doubled.append(f"{_named(post)} is there {len(there)} times")
            elif post.shown < post.wanted:
                tally.stale.append(f"{_named(post)} shows revision {post.shown} of {post.wanted}")
            elif post.kind not in OF_THEIR_TIME and there[0].text != self._shown_now(post, channel):
                tally.stale.append(f"{_named(post)} shows {there[0].text!r}, not {self._shown_now(post, channel)!r}")
        tally.doubled += self._strangers(rows)
        tally.unordered += _unordered(rows)

    def _strangers(self, rows: Sequence[tuple[Post, str]]) -> list[str]:
        known, channels = {post.key for post, _ in rows}, {channel for _, channel in rows}
        shown = [one for channel in channels for one in self._ws.everything(channel) if one.bot_id]
        return [f"{one.text!r} is of no post" for one in shown if _key(one) not in known]

    def _shown_now(self, post: Post, channel: str) -> str | None:
        kind = Says(post.kind)
        wanted = Wanted(
            post.id,
            post.workspace,
            kind,
            post.subject,
            post.set_id,
            channel,
            datetime.fromtimestamp(float(post.ts), UTC) if post.ts else None,
            post.due_at,
            post.facts,
        )
        message = self._render(wanted)
        return str(message["text"]) if message is not None else None

    def _rows(self) -> list[tuple[Post, str]]:
        with self._database.look() as db:
            rows = db.execute(
                select(Post, Conversation.channel)
                .join(Conversation, Conversation.id == Post.conversation_id)
                .where(Post.dropped.is_(False))
                .order_by(Post.id)
            )
            return [(row[0], row[1] or "") for row in rows]


def _unordered(rows: Sequence[tuple[Post, str]]) -> list[str]:
    wrong, newest = [], dict[str, str]()
    for post, channel in rows:
        if post.aside or post.reposted:
            continue  # one that stepped aside, or was deleted and posted anew, has no place in the order
        ts = post.ts or ""
        if ts < newest.get(channel, ""):
            wrong.append(f"{_named(post)} stands above an earlier one")
        newest[channel] = max(ts, newest.get(channel, ""))
    return wrong


def _key(message: Message) -> Any:
    return (message.metadata or {}).get("event_payload", {}).get("key")


def _named(post: Post) -> str:
    return f"{post.kind} {post.subject}"
