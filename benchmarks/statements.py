"""How many SQL statements each use case, listener, timer and message costs, counted while a set's life is played."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

import bot.services
from benchmarks.drawing import each_by_itself
from benchmarks.listeners import Entry, entry_of
from bot.domain.message_and_timer_kinds import DueTimer, WantedMessage
from bot.services.people import People
from handlers.access import RegisteredListener
from rehearsal.deliveries import Answer
from storage.deadline import DEADLINE
from tests.query_plans import LISTS

SERVICES: Final = str(Path(bot.services.__file__).parent)
OF_LANGUAGES: Final = (People.language.__code__, People.language_of_readers.__code__)
"""What only a bot asks that speaks several languages: a use case by itself, which is not counted with what it is asked for."""

Most = dict[str, int]


@dataclass(frozen=True, slots=True)
class CountedDelivery:
    """One delivery: what it woke, in which stage of the play, what it cost, and whether it was refused."""

    entry: Entry
    stage: str
    statements: int
    refused: bool

    def __str__(self) -> str:
        return f"{self.entry}, {self.stage}{', refused' if self.refused else ''}"


class Counted:
    """The statements of everything between `counting`'s beginning and end; of several runs the worst, by name.

    A use case is the outermost service method that a statement comes from; `fired` and `drawn` are those that a timer or a
    message is passed to, by its kind. `again` is how often one run of a use case asked the very same, with whatever values: what
    is asked for each member is asked as often as there are some. Of two that run in threads side by side the counts would mix, so
    the bot that is watched runs on SQLite, where one thread does all. A statement with many rows of values is one.
    """

    def __init__(self) -> None:
        self.most: Most = {}
        self.fired: Most = {}
        self.drawn: Most = {}
        self.again: Most = {}
        self.listed: frozenset[str] = frozenset()
        self.made: Sequence[Answer] = ()
        self._stages: list[tuple[int, str]] = []
        self._asked: Counter[int] = Counter()
        self._refused: set[int] = set()
        self._running: FrameType | None = None
        self._so_far = 0
        self._by_words: Counter[str] = Counter()

    def watch(self, made: Sequence[Answer], listed: Iterable[RegisteredListener]) -> None:
        """Count by listener as well: `listed` are all there are, and `made` gets every answer as it comes, one at a time."""
        self.made = made
        self.listed = frozenset(f"{one.kind} {one.name}" for one in listed)

    def enters(self, stage: str) -> None:
        """Told of each stage of the play as it begins."""
        self._stages.append((len(self.made), stage))

    @property
    def knocked(self) -> list[CountedDelivery]:
        """Every delivery so far, from its arrival to its answer: what runs beside it has no deadline, and is not counted."""
        return [
            CountedDelivery(
                entry_of(answer.delivery), self._stage(number), self._asked[number], number in self._refused
            )
            for number, answer in enumerate(self.made)
        ]

    @property
    def by_stage(self) -> Most:
        """The worst run of each listener in each stage of the play."""
        return self._worst(str)

    @property
    def by_listener(self) -> Most:
        """The worst run of each listener in all of the play."""
        return self._worst(lambda one: one.entry.listener)

    def _worst(self, named: Callable[[CountedDelivery], str]) -> Most:
        most: Most = {}
        for one in self.knocked:
            _keep(most, named(one), one.statements)
        return most

    def _stage(self, number: int) -> str:
        return [stage for begins, stage in self._stages if begins <= number][-1]

    def add(self, *executed: Any) -> None:
        """Told by SQLAlchemy of a statement; what only begins a transaction asks the database nothing."""
        if str(executed[2]).startswith("BEGIN"):
            return
        use_case = _use_case(sys._getframe())
        if DEADLINE.get() is not None and not _is_about_languages(use_case):
            self._asked[len(self.made)] += 1
        if use_case is not None:
            if use_case is not self._running:
                self._running, self._so_far, self._by_words = use_case, 0, Counter()
            self._so_far += 1
            self._ran(use_case, LISTS.sub("(...)", str(executed[2])))

    def undone(self, connection: Connection) -> None:
        """Told by SQLAlchemy of a rollback: of a unit of work it means that somebody was refused."""
        if DEADLINE.get() is not None and connection.get_execution_options().get("writes"):
            self._refused.add(len(self.made))

    def _ran(self, use_case: FrameType, statement: str) -> None:
        self._by_words[statement] += 1
        _keep(self.again, use_case.f_code.co_qualname, self._by_words[statement])
        _keep(self.most, use_case.f_code.co_qualname, self._so_far)
        if _is_about_languages(use_case):
            return
        passed = [value for value in use_case.f_locals.values() if isinstance(value, DueTimer | WantedMessage)]
        for one in passed[:1]:
            _keep(self.fired if isinstance(one, DueTimer) else self.drawn, one.kind.value, self._so_far)

    def forget(self) -> None:
        self._running = None


@contextmanager
def counting() -> Iterator[Counted]:
    """Count in every engine of this process as long as the block runs, each message drawn by itself."""
    counted = Counted()
    event.listen(Engine, "before_cursor_execute", counted.add)
    event.listen(Engine, "rollback", counted.undone)
    try:
        with each_by_itself():
            yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", counted.add)
        event.remove(Engine, "rollback", counted.undone)
        counted.forget()


def _keep(most: Most, name: str, statements: int) -> None:
    most[name] = max(most.get(name, 0), statements)


def _use_case(frame: FrameType | None) -> FrameType | None:
    outermost = None
    while frame is not None:
        if _is_service(frame.f_code.co_filename):
            outermost = frame
        frame = frame.f_back
    return outermost


def _is_about_languages(use_case: FrameType | None) -> bool:
    return use_case is not None and any(use_case.f_code is one for one in OF_LANGUAGES)


@cache
def _is_service(path: str) -> bool:
    return path.startswith(SERVICES)
