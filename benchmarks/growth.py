"""What grows with the database: each listener's, timer's and message's processor time at several sizes, judged.

Each life is played twice in one process, and the second counts (`lives.py`): what a process pays once a connection is no cost of a
gesture.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.databases import Copies
from benchmarks.idle_loops import tick
from benchmarks.play import timed
from benchmarks.set_size import SMALL
from benchmarks.timing import Times

Best = Mapping[str, float]
"""Seconds by what was done: the best of several plays."""
FACTOR: Final = 2.0
SLACK: Final = 0.001
MOST: Final = 0.1
TICK: Final = "a tick with nothing due"
TALK: Final = "event message"
TALK_IN_A_SLOT: Final = "event message, in the thread of a slot"
TALK_ELSEWHERE: Final = "event message, in a channel that is no business of ours"
STAGES_OF_TALK: Final = {
    "presenting": TALK_IN_A_SLOT,
    "clarifying": TALK_IN_A_SLOT,
    "questioning": TALK_IN_A_SLOT,
    "buttons between": TALK_ELSEWHERE,
}
"""Messages are told apart: by the others a step ends, or opens."""
LIMITS: Final = {TICK: 0.005, "command set": 0.01, TALK_IN_A_SLOT: 0.005, TALK_ELSEWHERE: 0.001}
MOST_FOR_A_CARD: Final = 0.01
CARD: Final = "message "
"""So begin the names of what is drawn."""


@dataclass(frozen=True, slots=True)
class Grown:
    """One listener, timer or message: its seconds at each size, smallest first, and where in the play it is dearest."""

    name: str
    seconds: Sequence[float]
    dearest: str

    @property
    def ratio(self) -> float:
        """The largest over the smallest; what takes no time at all grows not."""
        return self.seconds[-1] / self.seconds[0] if self.seconds[0] else 1.0

    @property
    def wrong(self) -> str:
        """Which limit it breaks; empty where it breaks none."""
        least, largest = self.seconds[0], self.seconds[-1]
        if largest > FACTOR * least and largest - least > SLACK:
            return f"grows {self.ratio:.1f} times"
        return f"above {self.most * 1000:.0f} ms" if largest > self.most else ""

    @property
    def most(self) -> float:
        """Seconds that it may take at the largest size."""
        return LIMITS.get(self.name, MOST_FOR_A_CARD if self.name.startswith(CARD) else MOST)


def measured(copies: Copies, plays: int) -> Best:
    """Play so many times, each time in a copy of the same database."""
    found: list[Times] = []
    for _ in range(plays):
        with copies() as url:
            tick_times = {TICK: [tick(url)]}
            found.append(asyncio.run(timed(url, SMALL)) | tick_times)
    return best_of(found)


def best_of(plays: Sequence[Times]) -> Best:
    """Of what was done several times in a play the worst, each of them the best of all plays."""
    names = set[str]().union(*plays)
    runs = {name: [times[name] for times in plays if name in times] for name in names}
    return {name: max(map(min, zip(*each, strict=False))) for name, each in runs.items()}


def grown(sizes: Sequence[Best]) -> list[Grown]:
    """By listener, timer and message, dearest first; the stages of the play are told apart only to be compared."""
    by_name: dict[str, list[str]] = {}
    for key in set[str].intersection(*(set(best) for best in sizes)):
        by_name.setdefault(_name(key), []).append(key)
    rows = [_worst(name, keys, sizes) for name, keys in by_name.items()]
    return sorted(rows, key=lambda row: -row.seconds[-1])


def _worst(name: str, keys: Sequence[str], sizes: Sequence[Best]) -> Grown:
    """The stage in which it breaks a limit, or else is dearest at the largest size."""
    rows = [Grown(name, [best[key] for best in sizes], key) for key in keys]
    return max(rows, key=lambda row: (bool(row.wrong), row.seconds[-1]))


def _name(key: str) -> str:
    name, _, stage = key.partition(", ")
    return STAGES_OF_TALK.get(stage, name) if name == TALK else name


Progress = Callable[[str], None]


def grows(shapes: Mapping[int, Callable[[], Copies]], plays: int, told: Progress) -> list[Grown]:
    """Measure at every size, by the number of rows."""
    sizes = []
    for rows, copies in shapes.items():
        told(f"filling with {rows:,} rows")
        made = copies()
        told(f"playing {plays} times in {rows:,} rows")
        sizes.append(measured(made, plays))
    return grown(sizes)
