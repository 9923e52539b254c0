"""Many sets in one workspace, met by whatever a test does to their bot, until enough meetings are over."""

import asyncio
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Final

from rehearsal.workspace import Workspace
from tests.busy_sets import BusySet
from tests.judging import ASKED_EVERY, Judge, Tally
from tests.kept_words import broken, run_twice
from tests.killing import made
from tests.processes import Process, until
from tests.random_faults import RandomFaults

SOAKING: Final = "SOAK" in os.environ
SECONDS_TO_SETTLE: Final = 180
LULLS: Final = 5
LINES_SHOWN: Final = 60


@dataclass
class SoakTally(Tally):
    """What came of a scene: how much happened, and beside what is wrong with messages, what is wrong with rows."""

    meetings: int = 0
    suspensions: int = 0
    outages: int = 0
    unanswered: int = 0
    told: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    untrue: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        return [*super().wrong, *self.untrue, *self.twice]

    @property
    def row(self) -> str:
        """As the table in the README has it."""
        wrong = (self.lost, self.doubled, self.stale, self.unordered, self.untrue, self.twice, self.late)
        happened = (self.meetings, self.kills, self.suspensions, self.outages, sum(self.faults.values()), self.posts)
        return " | ".join(map(str, (*happened, *map(len, wrong))))

    def __str__(self) -> str:
        faults = ", ".join(f"{times} {name}" for name, times in self.faults.most_common())
        return (
            f"{self.meetings} meetings, {self.suspensions} suspensions, {self.outages} outages, {super().__str__()}; "
            f"{len(self.late)} that Slack did later than we look; {self.told} times told about what was given, "
            f"{len(self.untrue)} untrue; {len(self.twice)} steps twice; {self.unanswered} gestures unanswered; "
            f"faults: {sum(self.faults.values())} ({faults})\n| {self.row} |"
        )


@dataclass(frozen=True, slots=True)
class Length:
    """A scene ends after so many meetings closed, or so many seconds, whichever comes first."""

    meetings: int
    seconds: float

    @classmethod
    def of(cls, meetings: int, seconds: float) -> "Length":
        """Unless `MEETINGS` and `SECONDS` of the environment say otherwise."""
        return cls(int(os.environ.get("MEETINGS") or meetings), float(os.environ.get("SECONDS") or seconds))


@dataclass
class ManySets:
    """People who live through their meetings, the processes that serve them, and the judge of what was said."""

    ws: Workspace
    processes: Sequence[Process]
    sets: Sequence[BusySet]
    judge: Judge
    random_faults: RandomFaults
    chance: Random
    tally: SoakTally
    database: str
    over: bool = False

    @property
    def closed(self) -> int:
        return sum(one.closed for one in self.sets)

    async def lives(self, length: Length, *disruptions: Callable[["ManySets"], Awaitable[None]]) -> None:
        """From the founding of the sets until all that is due is said, and judged; processes run before and not after.

        A disruption goes on until all is `over`, and leaves every process running.
        """
        for one in self.sets:
            await self._found(one)
        self.random_faults.breaks()
        living = [asyncio.create_task(one.live()) for one in self.sets]
        disrupting = [asyncio.ensure_future(disruption(self)) for disruption in disruptions]
        try:
            await self._until(length, [*living, *disrupting])
            self.over = True
            await asyncio.gather(*disrupting)
        finally:
            await _stopped([*living, *disrupting])
        self.tally.faults, self.tally.meetings = self.random_faults.met, self.closed
        self.random_faults.clears()
        await self._settle()
        self._judge()

    async def _found(self, one: BusySet) -> None:
        for gesture in one.founding():
            await made([gesture])

    async def _until(self, length: Length, tasks: Sequence["asyncio.Future[None]"]) -> None:
        with suppress(TimeoutError):
            await until(lambda: self.closed >= length.meetings or any(task.done() for task in tasks), length.seconds)

    async def _settle(self) -> None:
        """Until nothing is unsaid in a moment at which every process has stopped."""
        for _ in range(LULLS):
            with suppress(TimeoutError):
                await until(lambda: not self.judge.unsaid(), SECONDS_TO_SETTLE, ASKED_EVERY)
            assert [await process.stop() for process in self.processes] == [0] * len(self.processes)
            if not self.judge.unsaid():
                return
            await asyncio.gather(*(process.start() for process in self.processes))
        raise AssertionError(f"still unsaid: {self.judge.unsaid()}")

    def _judge(self) -> None:
        told = [one for people in self.sets for one in people.told]
        self.judge.judge(self.tally)
        self.tally.told, self.tally.untrue = len(told), broken(told, self.database)
        self.tally.twice = run_twice(self.database)
        self.tally.unanswered = sum(not answer.status for people in self.sets for answer in people.answers)

    def evidence(self) -> str:
        """What to look at where something is wrong: the end of every process's log."""
        tails = ("\n".join(process.log.splitlines()[-LINES_SHOWN:]) for process in self.processes)
        return "\n".join(f"--- process {number}\n{tail}" for number, tail in enumerate(tails, start=1))


async def _stopped(tasks: Sequence["asyncio.Future[None]"]) -> None:
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended
