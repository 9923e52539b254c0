"""Sets whose bot is killed at a chosen moment, and the judgement on what was said."""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import count
from random import Random
from types import TracebackType
from typing import Any, Final, Self, get_type_hints

from sqlalchemy import select

from bot.clock import SystemClock
from bot.domain.outgoing import Says, Wanted
from bot.services.work import Ground
from handlers.rendering import Readers, Rendering
from prompts.bank import load_bank, load_formats
from rehearsal.deliveries import Answer
from rehearsal.faults import Call, Kind, error, slow
from rehearsal.messages import Message
from rehearsal.people import Person
from rehearsal.workspace import Workspace
from storage.database import Database
from storage.outgoing import Conversation, Post
from tests.house import labels
from tests.processes import until

SENDING: Final = ("chat.postMessage", "chat.update")
CALL_LASTS: Final = 2.5
DRAWN_ANEW: Final = frozenset({Says.CHARTER, Says.AGENDA})
"""The cards that are edited at every change of what they show, so that they can be held against what is true now."""
HELD: Final = 30.0
SECONDS_TO_CATCH: Final = 12
SECONDS_TO_SETTLE: Final = 60
_numbers: Final = count(1)

Gesture = Callable[[], Awaitable[Answer]]


class Moment(StrEnum):
    """When the process dies, as one message sees it."""

    BEFORE = "between commit and send"
    DURING = "during a send"
    AFTER = "between send and record"


MOMENTS: Final = tuple(Moment)


class Trap:
    """Holds what is sent where ids begin so (a channel; `D` is every DM), from now until the workspace's faults are cleared.

    Before: Slack refuses it. During: it is under way, and what comes of it comes after the process has died, if `arrives`.
    After: it is there, and the answer never comes.
    """

    def __init__(self, ws: Workspace, channel: str, moment: Moment, *, arrives: bool = True) -> None:
        self.moment = moment
        self._calls, self._known, self._channel = ws.calls, len(ws.calls), channel
        under_way = slow(CALL_LASTS, effect_late=True) if arrives else Kind("lost", before=CALL_LASTS, drop=True)
        kind = {Moment.BEFORE: error("access_denied"), Moment.DURING: under_way, Moment.AFTER: slow(HELD)}[moment]
        for method in SENDING:
            ws.faults.add(method, kind, times=None, when=self._is_ours)

    @property
    def holds(self) -> bool:
        """Whether the bot is at that moment now."""
        ours = [call for call in self._calls[self._known :] if call.method in SENDING and self._is_ours(call)]
        if self.moment is Moment.BEFORE:
            return not any(call.took_effect for call in ours)
        open_calls = [call for call in ours if time.time() - call.real_time < CALL_LASTS]
        return any(call.took_effect is (self.moment is Moment.AFTER) for call in open_calls)

    def _is_ours(self, call: Call) -> bool:
        return str(call.args.get("channel")).startswith(self._channel)


class SmallSet:
    """Three people in a channel of their own, and what they do one after the other."""

    def __init__(self, ws: Workspace) -> None:
        number = next(_numbers)
        self.ws = ws
        self.ana, self.ben, self.chloe = self.people = tuple(
            ws.person(f"{n} {number}") for n in ("Ana", "Ben", "Chloé")
        )
        self.room = ws.channel(f"set-{number}", members=self.people)

    def founding(self) -> Iterator[Gesture]:
        yield self.found
        yield self.pressing(self.ben, "I agree")
        yield self.pressing(self.chloe, "I agree")

    def first_meeting(self) -> Iterator[Gesture]:
        yield from self.founding()
        yield from self.meeting()

    def meeting(self) -> Iterator[Gesture]:
        """From the issue to the close; every gesture makes a message or changes one, in the channel or in a thread."""
        yield self.start
        yield self.pressing(self.ben, "I'm here")
        yield self.pressing(self.chloe, "I'm here")
        yield self.pressing(self.chloe, "That's it")
        yield self.pressing(self.chloe, "Next")
        yield self.typing(self.chloe, "/set", "end")
        yield self.typing(self.ana, "/set", "next")
        yield self.pressing(self.ana, "Close")

    def story(self) -> Iterator[Gesture]:
        """Founded once, then one meeting after the other."""
        yield from self.founding()
        while True:
            yield from self.meeting()

    async def found(self) -> Answer:
        await self.ws.command(self.ana, self.room, "/set", "new")
        given: dict[str, object] = {
            "name": "Heads of department",
            "members": [one.id for one in self.people],
            "first_on": f"{datetime.now(UTC).date() + timedelta(days=14)}",
            "at": "14:00",
            "every_weeks": "2",
        }
        return await self.ws.submit(self.ana, given)

    async def start(self) -> Answer:
        await self.ws.command(self.chloe, self.room, "/set-issue", "Two departments will not share a technician")
        return await self.ws.command(self.ana, self.room, "/set", "start")

    def typing(self, who: Person, command: str, text: str) -> Gesture:
        return lambda: self.ws.command(who, self.room, command, text)

    def pressing(self, who: Person, label: str) -> Gesture:
        """Press the newest button of that label, as soon as there is one."""

        async def press() -> Answer:
            try:
                await self.ws.until(lambda: bool(self._with(label)), SECONDS_TO_SETTLE)
            except TimeoutError:
                raise AssertionError(f"{who.name} finds no {label!r}: {self._seen_by(who)}") from None
            return await self.ws.press(who, self._with(label)[-1], label)

        return press

    def _seen_by(self, who: Person) -> list[str]:
        whispered = [one.text for one in self.ws.ephemerals(who)]
        return [*(f"{one.text[:60]} {labels(one)}" for one in self.ws.everything(self.room)), *whispered]

    def _with(self, label: str) -> list[Message]:
        return [message for message in self.ws.everything(self.room) if label in labels(message)]


@dataclass
class Tally:
    """What came of the kills. `wrong` says of each message what is wrong with it; it is empty where all is well."""

    kills: int = 0
    caught: Counter[Moment] = field(default_factory=Counter)
    posts: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    unordered: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        return [*self.lost, *self.doubled, *self.stale, *self.unordered]

    def __str__(self) -> str:
        found = (self.kills, sum(self.caught.values()), self.posts, len(self.lost), len(self.doubled), len(self.stale))
        return "{} kills at {} moments, {} posts: {} lost, {} doubled, {} out of date".format(*found)


class Judge:
    """Reads the rows that the bot left, and holds them against what the workspace shows."""

    def __init__(self, ws: Workspace, url: str) -> None:
        self._ws = ws
        self._database = Database(url)
        ground = Ground(self._database, SystemClock(), Random(1), load_bank(), load_formats(), lambda: None)
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
        now = datetime.now(UTC)
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
            elif post.kind in DRAWN_ANEW and there[0].text != self._shown_now(post, channel):
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
            post.id, post.workspace, kind, post.subject, post.set_id, channel, post.shown, post.due_at, post.facts
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


async def made(gestures: Sequence[Gesture]) -> None:
    """All of them at once; each is answered well."""
    for answer in await asyncio.gather(*(gesture() for gesture in gestures)):
        assert answer.ok, answer
        assert not answer.problem, answer


async def caught(traps: Sequence[Trap], tally: Tally) -> None:
    """Wait until each message is at its moment, or it is no use waiting longer; write down which ones are."""
    with contextlib.suppress(TimeoutError):
        await until(lambda: all(trap.holds for trap in traps), SECONDS_TO_CATCH)
    tally.kills += 1
    tally.caught.update(trap.moment for trap in traps if trap.holds)


def _unordered(rows: Sequence[tuple[Post, str]]) -> list[str]:
    wrong, newest = [], dict[str, str]()
    for post, channel in rows:
        ts = post.ts or ""
        if ts < newest.get(channel, ""):
            wrong.append(f"{_named(post)} stands above an earlier one")
        newest[channel] = max(ts, newest.get(channel, ""))
    return wrong


def _key(message: Message) -> Any:
    return (message.metadata or {}).get("event_payload", {}).get("key")


def _named(post: Post) -> str:
    return f"{post.kind} {post.subject}"
