"""A year of many sets, lived on a clock that is moved: who is in them, what they do, and a diary of it for whoever judges.

People found, agree, meet, take things on, report, move and cancel meetings, are away, leave, and end. The bot runs in this process,
and stops and starts again on the same rows. What it should have written to whom is worked out from the diary alone.
"""

import heapq
import itertools
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.app import Bot, running
from bot.clock import MovableClock
from bot.config import Config
from rehearsal.messages import Message
from rehearsal.people import Channel, Person
from rehearsal.workspace import Workspace
from tests.scene import founding, labels

ZONES: Final = (
    *("Europe/Berlin", "Europe/London", "America/New_York", "Australia/Sydney"),
    *("Africa/Cairo", "America/Santiago", "Asia/Kolkata", "Europe/Sofia"),
)  # fmt: skip
RHYTHMS: Final = ((1, 12), (2, 12), (3, 8), (4, 12), (6, 8), (8, 6))
"""How often, in weeks, and how many times: from weekly to eight-weekly."""
FIRST_DAY: Final = datetime(2026, 1, 5, 6, tzinfo=UTC)
CANCELLED: Final = 0.3
"""How likely a change of the next meeting cancels it; else it is moved by some days."""
REPORTS: Final = 0.4
"""How likely somebody reports on something before a meeting."""
A_BREATH: Final = timedelta(seconds=20)

Gesture = Callable[[], Awaitable[None]]


@dataclass
class Action:
    """Something that a member took on: its words are its own, `due` is a local day of theirs, `told` when they said it was done."""

    owner: Person
    words: str
    taken_on: datetime
    due: date | None = None
    told: datetime | None = None


@dataclass
class Meeting:
    """A meeting of the diary. `dates` are the moments for which it was planned, each with when that was so (UTC)."""

    dates: list[tuple[datetime, datetime]]
    cancelled: datetime | None = None
    began: datetime | None = None
    closed: datetime | None = None

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

    # The bot

    async def starts(self) -> None:
        self.bot = await self._life.enter_async_context(running(self._config, clock=self.clock, chance=Random(1)))
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
        while self._ahead and self._ahead[0][0] <= until:
            moment, _, gesture = heapq.heappop(self._ahead)
            await self.to(moment)
            await gesture()
        await self.to(until)

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


# What people do


class Lives:
    """Everything that the people of a year do, put ahead as it comes up, and written into the diary as it is done."""

    def __init__(self, year: Year, people: Sequence[Person], sets: int, until: datetime) -> None:
        self._year, self._people, self._until = year, people, until
        self._words = itertools.count(1)
        chance = year.chance
        for number, theirs in enumerate(groups(people, sets, chance)):
            weeks, many = RHYTHMS[number % len(RHYTHMS)]
            one = SetOfYear(
                name=f"Set {number}",
                room=year.ws.channel(f"set-{number}", members=theirs),
                zone=theirs[0].zone,
                weeks=weeks,
                many=many,
                at=time(chance.choice((9, 10, 13, 14, 15)), chance.choice((0, 30))),
                members=[],
            )
            year.sets.append(one)
            begins = FIRST_DAY + timedelta(days=chance.randrange(28), hours=6, minutes=number)
            year.then(begins, self._founding(one, theirs))

    def restarts(self, times: int) -> None:
        """At so many moments, by chance."""
        whole = (self._until - FIRST_DAY).total_seconds()
        for _ in range(times):
            self._year.then(FIRST_DAY + timedelta(seconds=self._year.chance.uniform(0, whole)), self._year.restart)

    def _founding(self, one: SetOfYear, theirs: Sequence[Person]) -> Gesture:
        async def found() -> None:
            year, ws, founder = self._year, self._year.ws, theirs[0]
            first = year.clock.now().date() + timedelta(days=14)
            while first.weekday() >= 5:
                first += timedelta(days=1)
            await ws.command(founder, one.room, "/set", "new")
            form = ws.view(founder)
            assert form is not None
            values = founding(
                name=one.name,
                members=[person.id for person in theirs],
                first_on=f"{first}",
                at=f"{one.at:%H:%M}",
                zone=one.zone,
                every_weeks=str(one.weeks),
                meetings=str(one.many),
            )
            await ws.submit(founder, values)
            now = one.founded = year.clock.now()
            one.members = [Member(person, now) for person in theirs]
            one.meetings = [Meeting([(now, at)]) for at in rhythm(one, first)]
            await year.breath()
            charter = next(message for message in ws.everything(one.room) if "I agree" in labels(message))
            for person in theirs[1:]:
                await ws.press(person, charter, "I agree")
            await year.breath()
            for meeting in one.meetings:
                self._will_meet(one, meeting)

        return found

    def _will_meet(self, one: SetOfYear, meeting: Meeting) -> None:
        """It is held at its time; some days before people look at what they were asked, and some of them report."""
        year, at = self._year, meeting.at
        year.then(at + timedelta(minutes=2), self._meeting(one, meeting, at))
        for member in one.members:
            if year.chance.random() < REPORTS:
                reads = at - timedelta(hours=year.chance.uniform(1, 90))
                year.then(reads, self._report(one, member.person))

    def _report(self, one: SetOfYear, person: Person) -> Gesture:
        """Press *Done* beside one of one's own open actions, where a direct message still asks about it."""

        async def report() -> None:
            year, ws = self._year, self._year.ws
            mine = [action for action in one.actions if action.owner is person and action.told is None]
            asked = [(message, action) for message in ws.dm(person) for action in mine if asks(message, action.words)]
            if not asked or person not in one.here(year.clock.now()):
                return
            message, action = year.chance.choice(asked)
            await ws.press(person, message, "Done", value=asks(message, action.words))
            action.told = year.clock.now()
            if ws.view(person) is not None:
                await ws.close_view(person)

        return report

    def absences(self, times: int) -> None:
        """So many people, by chance, are away for a week or two."""
        chance = self._year.chance
        for _ in range(times):
            said = FIRST_DAY + timedelta(days=chance.uniform(40, (self._until - FIRST_DAY).days))
            self._year.then(said, self._go_away(chance.choice(self._year.sets)))

    def _go_away(self, one: SetOfYear) -> Gesture:
        async def go() -> None:
            year, chance = self._year, self._year.chance
            now = year.clock.now()
            if len(one.here(now)) < 5:
                return
            member = chance.choice([member for member in one.members[1:] if member.left is None])
            first = now.astimezone(ZoneInfo(member.person.zone)).date() + timedelta(days=chance.randrange(2, 8))
            last = first + timedelta(days=chance.randrange(3, 12))
            words = f"away from {first:%-d %b %Y} until {last:%-d %b %Y}"
            await year.ws.command(member.person, one.room, "/set", words)
            member.away.append((now, first, last))

        return go

    def changes(self, times: int) -> None:
        """So many times, by chance, somebody moves or cancels the next meeting of a set, at least two days ahead."""
        chance = self._year.chance
        for _ in range(times):
            moment = FIRST_DAY + timedelta(days=chance.uniform(35, (self._until - FIRST_DAY).days))
            self._year.then(moment, self._change(chance.choice(self._year.sets)))

    def _change(self, one: SetOfYear) -> Gesture:
        async def change() -> None:
            year, ws, now = self._year, self._year.ws, self._year.clock.now()
            here, ahead = one.here(now), one.ahead(now)
            if (
                not here
                or len(ahead) < 3
                or ahead[0].at - now < timedelta(days=2)
                or any(m.began and not m.closed for m in one.meetings)
            ):
                return
            by, meeting, after = one.here(now)[0], ahead[0], ahead[1]
            await ws.command(by, one.room, "/set", "plan")
            plan = ws.ephemerals(by)[-1]
            menu = menus(plan)[0]
            if year.chance.random() < CANCELLED:
                await ws.press(by, plan, menu["action_id"], option="Cancel", value=None)
                await ws.submit(by)
                meeting.cancelled = year.clock.now()
                return
            day = (meeting.at.astimezone(ZoneInfo(one.zone)) + timedelta(days=year.chance.randrange(1, 5))).date()
            while day.weekday() > 4:
                day += timedelta(days=1)
            at = wall(day, one.at, one.zone)
            if at >= after.at or at == meeting.at:
                return
            await ws.press(by, plan, menu["action_id"], option="Move", value=None)
            await ws.submit(by, {"day": f"{day}", "at": f"{one.at:%H:%M}", "which": "Only this one"})
            meeting.dates.append((year.clock.now(), at))
            self._will_meet(one, meeting)

        return change

    def leavers(self, times: int) -> None:
        """So many people, by chance, leave a set of theirs."""
        chance = self._year.chance
        for _ in range(times):
            moment = FIRST_DAY + timedelta(days=chance.uniform(60, (self._until - FIRST_DAY).days))
            self._year.then(moment, self._leave(chance.choice(self._year.sets)))

    def _leave(self, one: SetOfYear) -> Gesture:
        async def leave() -> None:
            year = self._year
            staying = [member for member in one.members[1:] if member.left is None]
            if one.ended or len(staying) < 5 or any(meeting.began and not meeting.closed for meeting in one.meetings):
                return
            member = year.chance.choice(staying)
            await year.ws.command(member.person, one.room, "/set", "leave")
            await year.ws.press(member.person, year.ws.ephemerals(member.person)[-1], "Leave the set")
            member.left = year.clock.now()

        return leave

    def _meeting(self, one: SetOfYear, meeting: Meeting, at: datetime) -> Gesture:
        async def meet() -> None:
            if meeting.cancelled or meeting.at != at:
                return
            year, ws, chance = self._year, self._year.ws, self._year.chance
            here = one.here(year.clock.now())
            mover = here[0]
            await ws.command(mover, one.room, "/set", "start")
            meeting.began = year.clock.now()
            await year.breath()
            for person in here[1:]:
                card = [message for message in ws.everything(one.room) if "I'm here" in labels(message)][-1]
                await ws.press(person, card, "I'm here")
            await year.breath()
            for person in here:
                if chance.random() < 0.5:
                    await self._take_on(one, person)
            await ws.command(mover, one.room, "/set", "end")
            await year.breath()
            if one.ahead(year.clock.now()):
                await ws.command(mover, one.room, "/set", "end")
            else:
                closing = [message for message in ws.everything(one.room) if "End well" in labels(message)][-1]
                await ws.press(mover, closing, "End well")
                await ws.submit(mover)
                one.ended = year.clock.now()
            await year.breath()
            meeting.closed = year.clock.now()

        return meet

    async def _take_on(self, one: SetOfYear, person: Person) -> None:
        year, chance = self._year, self._year.chance
        now = year.clock.now()
        words, due = f"Task {next(self._words)} of it", None
        if chance.random() < 0.4:
            due = now.astimezone(ZoneInfo(person.zone)).date() + timedelta(days=chance.randrange(2, 25))
        await year.ws.command(person, one.room, "/action", f"{words} by {due:%d %b %Y}" if due else words)
        one.actions.append(Action(person, words, now, due))


def asks(message: Message, words: str) -> object:
    """The value of the button *Done* beside those words; None where there is none."""
    blocks = message.blocks or []
    for section, row in itertools.pairwise(blocks):
        if words in str(section.get("text", {}).get("text", "")) and row["type"] == "actions":
            return next((one["value"] for one in row["elements"] if one["text"]["text"] == "Done"), None)
    return None


def menus(message: Message) -> list[dict[str, Any]]:
    """The menus of a message, from top to bottom."""
    beside = (block.get("accessory", {}) for block in message.blocks or [])
    return [one for one in beside if one.get("type") in ("overflow", "static_select")]


def groups(people: Sequence[Person], sets: int, chance: Random) -> Iterator[list[Person]]:
    """Members for each set: everybody is in one, and a third of them, by chance, in a second one as well."""
    size = len(people) // sets
    for number in range(sets):
        theirs = list(people[number * size : (number + 1) * size])
        others = [person for person in people if person not in theirs]
        yield theirs + chance.sample(others, min(2, len(others)))
