"""How much processor time each delivery, timer, message and loop costs, measured while a set's life is played."""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import Any, Final

from sqlalchemy import Engine, event

from benchmarks.drawing import each_by_itself
from benchmarks.listeners import entry_of
from bot.domain.delivery import Attempt
from bot.domain.message_and_timer_kinds import DueTimer, WantedMessage
from bot.services.deadline import Deadline
from handlers import executor
from rehearsal.deliveries import Answer

Times = dict[str, list[float]]
"""Seconds, by what they were spent on: one figure each time."""


class Timed:
    """The processor time of the thread in which services run, with that of the PostgreSQL process that serves it.

    What a delivery wakes is counted from its arrival to its answer. A message is drawn in that thread too.
    """

    def __init__(self) -> None:
        self.made: Sequence[Answer] = ()
        self._stages: list[tuple[int, str]] = []
        self._delivered: defaultdict[int, float] = defaultdict(float)
        self._beside: defaultdict[str, list[float]] = defaultdict(list)

    def enters(self, stage: str) -> None:
        """Told of each stage of the play as it begins: no collection of garbage looks through what was there before."""
        gc.collect()
        gc.freeze()
        self._stages.append((len(self.made), stage))

    def add(self, method: Callable[..., Any], args: tuple[object, ...], deadline: object, seconds: float) -> None:
        """Told of each job, in the thread that has done it."""
        if deadline is not None:
            self._delivered[len(self.made)] += seconds
        else:
            self._beside[_beside(method, args)].append(seconds)

    @property
    def times(self) -> Times:
        """All of it, by what was done; deliveries by listener and stage, in the order in which they came."""
        found: Times = {}
        for number, answer in enumerate(self.made):
            found.setdefault(f"{entry_of(answer.delivery)}, {self._stage(number)}", []).append(self._delivered[number])
        return {**found, **self._beside}

    def _stage(self, number: int) -> str:
        return [stage for begins, stage in self._stages if begins <= number][-1]


def _beside(method: Callable[..., Any], args: tuple[object, ...]) -> str:
    for one in args:
        if isinstance(one, DueTimer):
            return f"timer {one.kind.value}"
        if isinstance(one, Attempt) and method.__name__ == "_prepare":
            return f"message {one.wanted.kind.value}"
        if isinstance(one, WantedMessage):
            return f"message {one.kind.value}"
    return f"beside {method.__qualname__}"


@contextmanager
def timing() -> Iterator[Timed]:
    """Measure every service that runs in this process as long as the block runs."""
    timed, run = Timed(), executor._run

    def measured(method: Callable[..., Any], args: tuple[object, ...], deadline: Deadline | None) -> Any:
        so_far = stopwatch()
        try:
            return run(method, args, deadline)
        finally:
            timed.add(method, args, deadline, so_far())

    with _serving(), each_by_itself():
        executor._run = measured
        try:
            yield timed
        finally:
            executor._run = run
            gc.unfreeze()


def spent_on(job: Callable[[], object]) -> float:
    """The seconds of processor time that a job takes in this thread and in the PostgreSQL process that serves it."""
    with _serving():
        read = stopwatch()
        job()
        return read()


def stopwatch() -> Callable[[], float]:
    """Begins now; gives the seconds so far whenever it is read."""
    began, before = time.thread_time(), _SERVED.seconds
    return lambda: time.thread_time() - began + _SERVED.seconds - before


class _Served(local):
    """What the PostgreSQL processes behind this thread's connections have spent on its statements; on SQLite nothing."""

    seconds = 0.0
    _began = 0.0

    def begins(self, connection: Any, *_: Any) -> None:
        self._began = _spent(connection)

    def ends(self, connection: Any, *_: Any) -> None:
        self.seconds += _spent(connection) - self._began


_SERVED: Final = _Served()


@contextmanager
def _serving() -> Iterator[None]:
    event.listen(Engine, "before_cursor_execute", _SERVED.begins)
    event.listen(Engine, "after_cursor_execute", _SERVED.ends)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", _SERVED.begins)
        event.remove(Engine, "after_cursor_execute", _SERVED.ends)


CLOCK_OF_PROCESS: Final = 2
"""As in clock_getcpuclockid(3), which Python does not have: the time of all threads of a process, by its number."""


def _spent(connection: Any) -> float:
    if connection.dialect.name == "sqlite":
        return 0.0
    pid: int = connection.connection.driver_connection.info.backend_pid
    return time.clock_gettime((~pid << 3) | CLOCK_OF_PROCESS)
