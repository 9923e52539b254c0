"""The life of a set, in which everything that people can do to the bot is done: played once, and looked at by many tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.play import counted
from benchmarks.set_size import SetSize
from benchmarks.statements import Counted
from rehearsal.deliveries import Answer
from rehearsal.faults import Call
from tests.pseudo_readers import read_by_everybody
from tests.query_plans import Asked, overhearing
from tests.scene import Scene, migrated_file


@dataclass(frozen=True)
class Life:
    """What it cost, all that was delivered in it, every statement that was asked of SQLite, and every call to Slack.

    `names` are those of its people, who have the pseudo-language in Slack.
    """

    counted: Counted
    delivered: Sequence[Answer]
    asked: Mapping[str, Asked]
    calls: Sequence[Call]
    names: Sequence[str]


async def lived(folder: Path, size: SetSize, words: Path) -> Life:
    """Play it, on an SQLite file in that folder; the pseudo-language was written into `words`."""
    scenes: list[Scene] = []
    migrated_file()  # what migrations ask is no part of it
    with read_by_everybody(words), overhearing() as asked:
        counts = await counted(folder, size, at_the_end=scenes.append)
    (scene,) = scenes
    names = [one.name for one in (*scene.people, scene.otto)]
    return Life(counts, counts.made, asked, scene.ws.calls, names)
