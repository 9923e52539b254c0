"""A year of many sets: every letter that was due was sent, once, at its hour, and nothing else; every report reached its opening.

`SEED=`, `SETS=` and `DAYS=` of the environment choose another one; `SOAK=1` the whole year.
"""

import os
from collections import Counter
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock
from bot.config import Config
from rehearsal.messages import Message
from rehearsal.people import Person
from rehearsal.workspace import Workspace
from tests.letter_reading import Told, doubled, told
from tests.letters_model import Item, letters, lines
from tests.many_sets import SOAKING
from tests.people_of_year import Lives
from tests.readers_of_year import Readers, comes_at
from tests.simulated_year import FIRST_DAY, SetOfYear, Year, people_of_year

BY_THEMSELVES: Final = {"soon", "changed"}
"""What comes outside the one letter a day."""
TOLD_WITHIN: Final = timedelta(minutes=5)
"""At most so long after its hour a letter is there: everybody's of one zone leave at the pace of the workspace."""


@dataclass(frozen=True)
class Length:
    """How many sets with how many people live for how many days, and how often something comes between."""

    sets: int
    people: int
    days: int
    restarts: int
    absences: int
    regrets: int
    leavers: int
    changes: int


SMALL: Final = Length(2, 12, 45, 3, 2, 2, 1, 3)
WHOLE: Final = Length(20, 120, 365, 60, 80, 60, 12, 60)


@dataclass
class Tally:
    """What came of a year, and what was wrong."""

    letters: int = 0
    lines: int = 0
    again: int = 0
    meetings: int = 0
    reports: int = 0
    wrong: list[str] = field(default_factory=list)


@pytest.fixture
def seed() -> int:
    chosen = int(os.environ.get("SEED") or Random().randrange(1_000_000))
    print(f"\nSEED={chosen}")
    return chosen


@pytest.fixture
async def year(tmp_path: Path, seed: int) -> AsyncIterator[Year]:
    clock = MovableClock(FIRST_DAY)
    async with Workspace(clock) as ws:
        config = Config(
            bot_token=ws.bot_token,
            signing_secret=ws.signing_secret,
            api_url=ws.api_url,
            database_url=f"sqlite:///{tmp_path}/sets.db",
            port=0,
        )
        found = Year(ws, clock, config, Random(seed))
        await found.starts()
        yield found
        await found.stops()


async def test_every_letter_of_a_year_comes_once_at_its_hour_and_every_report_reaches_its_opening(year: Year) -> None:
    length = WHOLE if SOAKING else SMALL
    people = people_of_year(year.ws, length.people)
    until = FIRST_DAY + timedelta(days=int(os.environ.get("DAYS") or length.days))
    lives = Lives(year, people, int(os.environ.get("SETS") or length.sets), until)
    lives.restarts(length.restarts)
    lives.absences(length.absences)
    lives.regrets(length.regrets)
    lives.leavers(length.leavers)
    lives.changes(length.changes)
    Readers(year, people)
    await year.lives(until)
    tally = Tally(meetings=sum(meeting.closed is not None for one in year.sets for meeting in one.meetings))
    for person in people:
        _judge_letters(year, person, until, tally)
    for one in year.sets:
        _judge_reports(year, one, tally)
    print(
        f"{tally.meetings} meetings, {tally.letters} letters, {tally.again} again, {tally.lines} lines, {tally.reports} reports; "
        f"{happened(year)}"
    )
    assert tally.meetings
    assert tally.letters
    assert tally.again
    assert not tally.wrong, "\n".join(tally.wrong)


def happened(year: Year) -> str:
    """What came between, in figures."""
    members = [member for one in year.sets for member in one.members]
    meetings = [meeting for one in year.sets for meeting in one.meetings]
    quiet = [is_so for one in year.sets for action in one.actions for _, is_so in action.quiet]
    in_two = sum(many > 1 for many in Counter(member.person.id for member in members).values())
    return (
        f"{len(year.sets)} sets, {in_two} people in two or more, {sum(len(one.dates) - 1 for one in meetings)} moves, "
        f"{sum(one.cancelled is not None for one in meetings)} cancellations, {sum(len(one.away) for one in members)} absences, "
        f"{sum(len(one.regrets) for one in meetings)} who could not come, {sum(one.left is not None for one in members)} leavers, "
        f"{year.restarts} restarts, {len(year.put_off)} letters put off, {sum(quiet)} actions to hear no more about, "
        f"{len(quiet) - sum(quiet)} after all"
    )


def _judge_letters(year: Year, person: Person, until: datetime, tally: Tally) -> None:
    """Each direct message is a letter at its hour, or a line by itself, with just its parts; each that is due is there, once."""
    days = [(FIRST_DAY + timedelta(days=nth)).date() for nth in range((until - FIRST_DAY).days + 2)]
    letter = Letters(year, person, until, tally)
    for wanted, items in letters(year.sets, person, days).items():
        letter.judge(wanted, items)
    for wanted, parts in lines(year.sets, person):
        letter.judge_line(wanted, parts)
    letter.judge_the_rest()


class Letters:
    """All that one person was written, each message to be found once."""

    def __init__(self, year: Year, person: Person, until: datetime, tally: Tally) -> None:
        self._year, self._person, self._tally = year, person, tally
        self._until = until - TOLD_WITHIN
        self._left = [message for message in year.dm(person) if message.at <= self._until]
        self._came = [one for one in self._left if not {part.part for part in told(one)} & BY_THEMSELVES]
        for one in self._left:
            if twice := doubled(one):
                self._is_wrong(f"had twice in {at_home(one, person)}: {twice}")

    def judge(self, wanted: datetime, items: Collection[Item]) -> None:
        """A letter at its hour, and each time that its reader asked for it again."""
        if wanted > self._until:
            return
        self._tally.letters += 1
        message = self._found(wanted, frozenset(one.told for one in items))
        while message is not None:
            again = [one for one in self._year.put_off if one.letter is message]
            wanted = comes_at(again[-1]) if again else self._until
            left = [(item, told) for item in items if (told := item.left(wanted)) is not None]
            if not again or wanted > self._until or not left:
                self._judge_whether_it_stays(message)
                return
            self._tally.again += 1
            before, items = message, [item for item, _ in left]
            message = self._found(wanted, frozenset(told for _, told in left))
            if message is not None:
                self._came.remove(message)
            gone = self._gone(before)
            if gone is None or not wanted <= gone <= wanted + TOLD_WITHIN:
                self._is_wrong(f"was to find {wanted} in the place of the letter of {before.at}, which went {gone}")

    def judge_line(self, wanted: datetime, parts: frozenset[Told]) -> None:
        """What comes by itself."""
        if wanted <= self._until:
            self._tally.lines += 1
            self._found(wanted, parts)

    def judge_the_rest(self) -> None:
        """There is nothing besides; and but for what was asked for it came one a day."""
        for one in self._left:
            self._is_wrong(f"had at {one.at}: {sorted(told(one))}")
        _judge_days(self._person, self._came, self._tally)

    def _found(self, wanted: datetime, parts: frozenset[Told]) -> Message | None:
        near = [one for one in self._left if wanted <= one.at <= wanted + TOLD_WITHIN]
        found = next((one for one in near if told(one) == parts), None)
        if found is not None:
            self._left.remove(found)
        else:
            self._is_wrong(f"had not at {wanted}: {sorted(parts)}, but {[sorted(told(one)) for one in near]}")
        return found

    def _judge_whether_it_stays(self, message: Message) -> None:
        """As long as all the sets that it tells of are there, with its reader."""
        gone, names = self._gone(message), {part.set_name for part in told(message)}
        theirs = [one for one in self._year.sets if one.name in names]
        if gone is not None and gone <= self._until and all(self._person in one.here(gone) for one in theirs):
            self._is_wrong(f"has lost at {gone} what came at {message.at}")

    def _gone(self, message: Message) -> datetime | None:
        return self._year.gone.get((message.channel, message.ts))

    def _is_wrong(self, what: str) -> None:
        self._tally.wrong.append(f"{self._person.name} ({self._person.zone}) {what}")


def at_home(message: Message, person: Person) -> datetime:
    """When it came, where its reader lives."""
    return message.at.astimezone(ZoneInfo(person.zone))


def _judge_days(person: Person, came: list[Message], tally: Tally) -> None:
    """One letter a day, on a working day, at a civil hour, in order."""
    moments = [at_home(message, person) for message in came]
    tally.wrong += [f"{person.name} had letters out of order at {one}" for one, two in pairwise(moments) if one > two]
    tally.wrong += [
        f"{person.name} had two letters on {one:%d %b}" for one, two in pairwise(moments) if one.date() == two.date()
    ]
    tally.wrong += [
        f"{person.name} had a letter at {one}" for one in moments if one.weekday() > 4 or not 9 <= one.hour < 17
    ]


def _judge_reports(year: Year, one: SetOfYear, tally: Tally) -> None:
    """What was reported stands in the thread of the report-back of the next meeting, and of that one alone."""
    for action in one.actions:
        if action.told is None:
            continue
        coming = next((meeting for meeting in one.meetings if meeting.began and meeting.began > action.told), None)
        if coming is None or coming.began is None or coming.closed is None:
            continue
        owner_left = any(m.person is action.owner and m.left and m.left < coming.began for m in one.members)
        if owner_left:
            continue
        tally.reports += 1
        said = [m for m in year.said[one.room.id] if m.in_thread and f"_{action.words}_: *done" in m.text]
        if [coming.began <= m.at <= coming.closed for m in said] != [True]:
            tally.wrong.append(f"{one.name}: {action.words}, told {action.told}, was heard at {[m.at for m in said]}")
