"""The life of a set, in which everything that people can do to the bot is done: played once, and looked at by many tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.play import counted
from benchmarks.set_size import SetSize
from benchmarks.statements import Counted
from rehearsal.deliveries import Answer
from tests.query_plans import Asked, overhearing
from tests.scene import migrated_file


@dataclass(frozen=True)
class Life:
    """What it cost, all that was delivered in it, and every statement that was asked of SQLite."""

    counted: Counted
    delivered: Sequence[Answer]
    asked: Mapping[str, Asked]


async def lived(folder: Path, size: SetSize) -> Life:
    """Play it, on an SQLite file in that folder."""
    migrated_file()  # what migrations ask is no part of it
    with overhearing() as asked:
        counts = await counted(folder, size)
    return Life(counts, counts.made, asked)
