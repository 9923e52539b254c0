"""What people do in a simulated year: put ahead as it comes up, by chance, and written into the diary as it is done."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import founding, labels
from tests.simulated_year import FIRST_DAY, Action, Gesture, Meeting, Member, SetOfYear, Year, rhythm, wall

RHYTHMS: Final = ((1, 12), (2, 12), (3, 8), (4, 12), (6, 8), (8, 6))
"""How often, in weeks, and how many times: from weekly to eight-weekly."""
CANCELLED: Final = 0.3
"""How likely a change of the next meeting cancels it; else it is moved by some days."""
REPORTS: Final = 0.4
"""How likely somebody reports on something before a meeting."""


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

    def regrets(self, times: int) -> None:
        """So many times, by chance, somebody cannot come to a meeting that is near."""
        chance = self._year.chance
        for _ in range(times):
            moment = FIRST_DAY + timedelta(days=chance.uniform(35, (self._until - FIRST_DAY).days))
            self._year.then(moment, self._regret(chance.choice(self._year.sets)))

    def _regret(self, one: SetOfYear) -> Gesture:
        """By the button of their letter, or where it has none by the command; one of a set at most, so that enough can come."""

        async def regret() -> None:
            year, ws, now = self._year, self._year.ws, self._year.clock.now()
            ahead = one.ahead(now)
            if (
                len(one.here(now)) < 6
                or not ahead
                or ahead[0].regrets
                or any(m.began and not m.closed for m in one.meetings)
            ):
                return
            person = year.chance.choice(one.here(now)[1:])
            since = max((m.began for m in one.meetings if m.began), default=FIRST_DAY)
            newer = [message for message in ws.dm(person) if message.at > since]
            asked = [(message, value) for message in newer if (value := can_not_come(message, one.name))]
            if asked:
                await ws.press(person, asked[-1][0], "Can't make it", value=asked[-1][1])
            else:
                await ws.command(person, one.room, "/set", "regrets")
            ahead[0].regrets.append((year.clock.now(), person, ahead[0].at))
            if ws.view(person) is not None:
                await ws.close_view(person)

        return regret

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
            here = [person for person in one.here(at) if self._comes(one, meeting, person, at)]
            mover = here[0]
            await ws.command(mover, one.room, "/set", "start")
            meeting.began, meeting.came = year.clock.now(), here
            await year.breath()
            for person in here[1:]:
                card = [message for message in ws.everything(one.room) if "I'm here" in labels(message)][-1]
                await ws.press(person, card, "I'm here")
            await year.breath()
            if all("The opening is over" not in message.text for message in ws.everything(one.room)[-20:]):
                await ws.command(mover, one.room, "/set", "next")
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

    def _comes(self, one: SetOfYear, meeting: Meeting, person: Person, at: datetime) -> bool:
        """Whoever is away does not, nor who has said that they cannot."""
        member = next(member for member in one.members if member.person is person)
        today = at.astimezone(ZoneInfo(person.zone)).date()
        last = member.away[-1] if member.away else None
        return not meeting.regretted(person, at) and not (last is not None and last[1] <= today <= last[2])

    async def _take_on(self, one: SetOfYear, person: Person) -> None:
        year, chance = self._year, self._year.chance
        now = year.clock.now()
        words, due = f"Task {next(self._words)} of {one.name}", None
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


def can_not_come(message: Message, set_name: str) -> object:
    """The value of the button *Can't make it* of a set's meeting; None where there is none."""
    for section, row in itertools.pairwise(message.blocks or []):
        if f"*{set_name}* meets" in str(section.get("text", {}).get("text", "")) and row["type"] == "actions":
            return next((one["value"] for one in row["elements"] if one["text"]["text"] == "Can't make it"), None)
    return None


def menus(message: Message) -> list[dict[str, Any]]:
    """The menus of a message, from top to bottom."""
    beside = (block.get("accessory", {}) for block in message.blocks or [])
    return [one for one in beside if one.get("type") in ("overflow", "static_select")]


def groups(people: Sequence[Person], sets: int, chance: Random) -> Iterator[list[Person]]:
    """Members for each set: everybody is in one, and a third of them, by chance, in a second one as well."""
    size = len(people) // sets
    parted = [list(people[number * size : (number + 1) * size]) for number in range(sets)]
    again = chance.sample(people, len(people))
    for theirs in parted:
        others = [person for person in again if person not in theirs][:2]
        again = [person for person in again if person not in others]
        yield theirs + others
