"""A year of many sets, lived on a clock that is moved: who is in them, what they do, and a diary of it for whoever judges.

People found, agree, meet, take things on, report, move and cancel meetings, are away, leave, and end. The bot runs in this process,
and stops and starts again on the same rows. What it should have written to whom is worked out from the diary alone.
"""

import heapq
import itertools
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from bot.app import Bot, running
from bot.clock import MovableClock, SystemClock
from bot.config import Config
from rehearsal.messages import Message
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from rehearsal.world import Seen

ZONES: Final = (
    *("Europe/Berlin", "Europe/London", "America/New_York", "Australia/Sydney"),
    *("Africa/Cairo", "America/Santiago", "Asia/Kolkata", "Europe/Sofia"),
)  # fmt: skip
FIRST_DAY: Final = datetime(2026, 1, 5, 6, tzinfo=UTC)
A_BREATH: Final = timedelta(seconds=20)

Gesture = Callable[[], Awaitable[None]]


@dataclass
class Action:
    """Something that a member took on: its words are its own, `due` is a local day of theirs, `told` when they said it was done.

    `quiet` is when they said that no letter is to ask about it, or, with False, is to after all.
    """

    owner: Person
    words: str
    taken_on: datetime
    due: date | None = None
    told: datetime | None = None
    quiet: list[tuple[datetime, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class PutOff:
    """Somebody has pressed *Later today*, or else *Tomorrow*, on a letter at that moment (UTC)."""

    person: Person
    letter: Message
    at: datetime
    is_later: bool


@dataclass
class Meeting:
    """A meeting of the diary. `dates` are the moments for which it was planned, each with when that was so (UTC)."""

    dates: list[tuple[datetime, datetime]]
    cancelled: datetime | None = None
    began: datetime | None = None
    closed: datetime | None = None
    regrets: list[tuple[datetime, Person, datetime]] = field(default_factory=list)
    """Who has said since when that they cannot come, and on which date of it."""
    came: list[Person] = field(default_factory=list)

    def regretted(self, person: Person, moment: datetime) -> bool:
        """Whether somebody has said by then that they cannot come on the date that it has then."""
        at = self.planned_at(moment)
        return any(one is person and since <= moment and date == at for since, one, date in self.regrets)

    @property
    def at(self) -> datetime:
        return self.dates[-1][1]

    def planned_at(self, moment: datetime) -> datetime | None:
        """For when it was planned at that moment; None before it was planned at all, and once it was cancelled."""
        if self.cancelled is not None and self.cancelled <= moment:
            return None
        return next((at for since, at in reversed(self.dates) if since <= moment), None)


@dataclass
class Member:
    """A member of a set, from its founding until they leave; `away` has since when they said so, and the first and last local day."""

    person: Person
    joined: datetime
    left: datetime | None = None
    away: list[tuple[datetime, date, date]] = field(default_factory=list)


@dataclass
class SetOfYear:
    """A set with its room, and all that happened to it."""

    name: str
    room: Channel
    zone: str
    weeks: int
    many: int
    at: time
    members: list[Member]
    founded: datetime | None = None
    meetings: list[Meeting] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    ended: datetime | None = None

    def here(self, moment: datetime) -> list[Person]:
        """Its members at that moment; nobody once it has ended."""
        if self.ended is not None and self.ended <= moment:
            return []
        return [one.person for one in self.members if one.left is None or one.left > moment]

    def ahead(self, moment: datetime) -> list[Meeting]:
        """The meetings that are planned then, in order."""
        planned = [meeting for meeting in self.meetings if meeting.began is None and not meeting.cancelled]
        return [meeting for meeting in planned if meeting.at > moment]


class Year:
    """A workspace with its sets, and the gestures ahead, in order of their moments."""

    def __init__(self, ws: Workspace, clock: MovableClock, config: Config, chance: Random) -> None:
        self.ws, self.clock, self.chance = ws, clock, chance
        self.sets: list[SetOfYear] = []
        self.bot: Bot
        self._config = config
        self._life = AsyncExitStack()
        self._ahead: list[tuple[datetime, int, Gesture]] = []
        self._numbers = itertools.count(1)
        self.restarts = 0
        self.said: dict[str, list[Message]] = {}
        """What was posted in each conversation, also where it has been deleted since."""
        self.gone: dict[tuple[str, str], datetime] = {}
        """When a message was deleted, by its conversation and `ts`."""
        self.put_off: list[PutOff] = []
        self._real = SystemClock(self._seconds, self._seconds)
        ws.listeners.append(self._hear)

    def _seconds(self) -> float:
        """Nothing lasts in real time: what is put off for a minute by a pace of Slack's is so on the clock that is moved."""
        return self.clock.now().timestamp()

    def _hear(self, seen: Seen) -> None:
        if seen.kind == "posted" and seen.message is not None:
            self.said.setdefault(seen.message.channel, []).append(seen.message)
        if seen.kind == "deleted" and seen.message is not None:
            self.gone[seen.message.channel, seen.message.ts] = seen.at

    def dm(self, person: Person) -> list[Message]:
        """All that a person was written, oldest first, be it deleted since."""
        return self.said.get(self.ws.dm_channel(person).id, [])

    # The bot

    async def starts(self) -> None:
        self.bot = await self._life.enter_async_context(
            running(self._config, clock=self.clock, real=self._real, chance=Random(1))
        )
        self.ws.deliver_over_http(self.bot.url)

    async def stops(self) -> None:
        await self._life.aclose()

    async def to(self, moment: datetime) -> None:
        """Move the clock through whatever is due until that moment."""
        while (due := await self.bot.next_due()) is not None and due <= moment:
            self.clock.move_to(due)
        self.clock.move_to(moment)
        await self.bot.idle()

    async def restart(self) -> None:
        """It stops and starts again at once: nobody was away."""
        await self.stops()
        await self.starts()
        self.restarts += 1

    # What is ahead

    def then(self, moment: datetime, gesture: Gesture) -> None:
        heapq.heappush(self._ahead, (moment, next(self._numbers), gesture))

    async def lives(self, until: datetime) -> None:
        """Up to that moment; what the bot does on the way to a gesture may put another one ahead of it."""
        while True:
            moment = min(self._ahead[0][0], until) if self._ahead else until
            due = await self.bot.next_due()
            if due is not None and due <= moment:
                self.clock.move_to(due)
                continue
            await self.to(moment)
            if not self._ahead or self._ahead[0][0] > moment:
                if moment == until:
                    return
                continue
            await heapq.heappop(self._ahead)[2]()

    async def breath(self) -> None:
        await self.to(self.clock.now() + A_BREATH)


def people_of_year(ws: Workspace, many: int) -> list[Person]:
    """So many people, in eight zones."""
    return [ws.person(f"P{number}", zone=zone) for number, zone in zip(range(many), itertools.cycle(ZONES))]


def wall(day: date, at: time, zone: str) -> datetime:
    """The moment (UTC) of a wall time; one that does not exist moves later."""
    moment = datetime.combine(day, at, ZoneInfo(zone))
    return moment.astimezone(UTC)


def rhythm(one: SetOfYear, first: date) -> Iterator[datetime]:
    for nth in range(one.many):
        yield wall(first + timedelta(weeks=one.weeks * nth), one.at, one.zone)
