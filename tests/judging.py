"""The judgement on what was said by a bot that was killed: nothing lost, nothing twice, nothing out of date or order."""

import contextlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from random import Random
from types import TracebackType
from typing import Final, Self, get_type_hints

from sqlalchemy import or_, select

from bot.clock import Clock, SystemClock
from bot.domain.message_and_timer_kinds import Says, WantedMessage
from bot.services.locked_set import Resources
from handlers.rendering import Readers, Rendering
from prompts.language_files import load_languages
from rehearsal.messages import Message
from rehearsal.workspace import Workspace
from storage.database import Database
from storage.delivery_models import Conversation, Post
from tests.processes import until
from tests.slack_calls import SlackCalls, key_of

OF_THEIR_TIME: Final = frozenset({Says.STEP_CARD})
"""Once their step is over, these say how things stood then; all others are held against what is true now."""
SECONDS_TO_SETTLE: Final = 180
ASKED_EVERY: Final = 0.2
SECONDS_TO_DRAW: Final = 60
"""What may pass, on the clock, between the drawing of a message and its arrival at Slack."""
DATE: Final = re.compile(r"<!date\^(\d+)\^[^>]*>")
PLANNED: Final = re.compile(r"(meeting \d+ of) \d+")
"""How many meetings a set plans is told as it was then: one that goes on for longer draws no old card anew."""
UNPLANNED: Final = "no date yet", "by the next meeting"
"""And so whether a next one was planned, in what was said of an action without a date."""


class Moment(StrEnum):
    """When the process dies, as one message sees it."""

    BEFORE = "between commit and send"
    DURING = "during a send"
    AFTER = "between send and record"


@dataclass
class Tally:
    """What came of the kills. `wrong` says of each message what is wrong with it; it is empty where all is well.

    What Slack did later than the bot looks for it is in `late`, and no fault of the bot's.
    """

    kills: int = 0
    with_words_left: int = 0
    caught: Counter[Moment] = field(default_factory=Counter)
    posts: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)

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


class _JudgesClock:
    """Another clock, or a moment at which it stands."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.stands_at: datetime | None = None

    def now(self) -> datetime:
        return self.stands_at or self._clock.now()

    async def wait_until(self, moment: datetime) -> None:
        await self._clock.wait_until(moment)


class Judge:
    """Reads the rows that the bot left, and holds them against what the workspace shows."""

    def __init__(self, ws: Workspace, url: str, clock: Clock | None = None) -> None:
        self._ws = ws
        self._clock = _JudgesClock(clock or SystemClock())
        self._database = Database(url)
        resources = Resources(self._database, self._clock, Random(1), load_languages().materials, lambda: None)
        services = {name: service(resources) for name, service in get_type_hints(Readers).items()}
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
            await until(lambda: not self.unsaid(), SECONDS_TO_SETTLE, ASKED_EVERY)
        assert self.unsaid() == []

    async def posted(self) -> None:
        """Return once every message that is due is there, whatever is still to be edited."""
        await until(lambda: all(post.ts for post in self._due()), SECONDS_TO_SETTLE, ASKED_EVERY)

    def unsaid(self) -> list[str]:
        return [_named(post) for post in self._due() if post.ts is None or post.wanted > post.shown]

    def _due(self) -> list[Post]:
        now = self._clock.now()
        return [post for post, _ in self._rows(unshown=True) if post.due_at <= now]

    def judge(self, tally: Tally) -> None:
        """Every post that is due and still says something is shown exactly once, as it is now, and in order."""
        now, evidence = self._clock.now(), SlackCalls(self._ws.calls)
        rows = [(post, channel) for post, channel in self._rows() if post.due_at <= now or post.ts is not None]
        tally.posts = len(rows)
        for post, channel in rows:
            self._judge(post, channel, tally, evidence)
        for one in self._strangers(rows):
            (tally.late if evidence.is_late([one]) else tally.doubled).append(f"{one.text!r} is of no post")
        tally.unordered += [
            f"{_named(post)} stands above {_named(earlier)}{evidence.story(post)}{evidence.story(earlier)}"
            for post, earlier in _unordered(rows)
        ]

    def _judge(self, post: Post, channel: str, tally: Tally, evidence: SlackCalls) -> None:
        there = [one for one in self._ws.everything(channel) if key_of(one) == post.key]
        late = evidence.is_late(there)
        if not there:
            tally.lost.append(f"{_named(post)} is not there{evidence.story(post)}")
        elif len(there) > 1:
            found = f"{_named(post)} is there {len(there)} times{evidence.story(post)}"
            (tally.late if late else tally.doubled).append(found)
        elif (stale := self._stale(post, channel, there[0], evidence.drawn_at(there[0]))) is not None:
            (tally.late if late else tally.stale).append(f"{_named(post)} {stale}{evidence.story(post)}")

    def _stale(self, post: Post, channel: str, there: Message, drawn_at: datetime | None) -> str | None:
        """What is out of date about a message, drawn anew from what is true now as of when it was drawn."""
        if post.shown < post.wanted:
            return f"shows revision {post.shown} of {post.wanted}"
        self._clock.stands_at = drawn_at
        now = self._shown_now(post, channel)
        self._clock.stands_at = None
        if post.kind in OF_THEIR_TIME or (now is not None and _same(there.text, now)):
            return None
        return f"shows {there.text!r}, not {now!r}"

    def _strangers(self, rows: Sequence[tuple[Post, str]]) -> list[Message]:
        known, channels = {post.key for post, _ in rows}, {channel for _, channel in rows}
        return [
            one
            for channel in channels
            for one in self._ws.everything(channel)
            if one.bot_id and key_of(one) not in known
        ]

    def _shown_now(self, post: Post, channel: str) -> str | None:
        kind = Says(post.kind)
        wanted = WantedMessage(
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

    def _rows(self, *, unshown: bool = False) -> list[tuple[Post, str]]:
        wanted = (
            select(Post, Conversation.channel)
            .join(Conversation, Conversation.id == Post.conversation_id)
            .where(Post.dropped.is_(False))
            .order_by(Post.id)
        )
        with self._database.look() as db:
            rows = db.execute(wanted.where(or_(Post.ts.is_(None), Post.wanted > Post.shown)) if unshown else wanted)
            return [(row[0], row[1] or "") for row in rows]


def _unordered(rows: Sequence[tuple[Post, str]]) -> list[tuple[Post, Post]]:
    """Those that stand above one that was wanted earlier in the same conversation, with the lowest such one.

    A message that Slack refused for so long that it stepped aside keeps no place in the order.
    """
    wrong, lowest = [], dict[str, Post]()
    for post, channel in rows:
        if post.aside or post.reposted:
            continue  # one that stepped aside, or was deleted and posted anew, has no place in the order
        before = lowest.setdefault(channel, post)
        if (post.ts or "") < (before.ts or ""):
            wrong.append((post, before))
        else:
            lowest[channel] = post
    return wrong


def _same(shown: str, now: str) -> bool:
    """Whether two drawings say the same, up to what the clock did between them, and the plan of the set."""
    shown, now = (PLANNED.sub(r"\1", text).replace(*UNPLANNED) for text in (shown, now))
    moments = [[int(moment) for moment in DATE.findall(text)] for text in (shown, now)]
    apart = (abs(one - other) for one, other in zip(*moments, strict=False))
    return DATE.sub("", shown) == DATE.sub("", now) and all(seconds <= SECONDS_TO_DRAW for seconds in apart)


def _named(post: Post) -> str:
    return f"{post.kind} {post.subject}"
