"""Which tests stay together with one worker, and which begin first."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final
from zlib import crc32

from xdist.scheduler import LoadScopeScheduling

MOSTLY_WAITING: Final = frozenset(
    {
        "test_soak.py",
        "test_kills.py",
        "test_random_kills.py",
        "test_process.py",
        "test_clock_set.py",
        "test_database_outages.py",
        "test_lost_calls.py",
    }
)
"""Files whose tests wait for processes: begun first, they wait while others work."""
LIVES: Final = frozenset(
    {"test_statements.py", "test_payload_mutations.py", "test_query_plans.py", "test_pseudo_language.py"}
)
"""They look at the same life of a set, which is played once (`tests/lives.py`); as it is long, they begin soon."""
IMPORT_MUCH: Final = frozenset(
    {
        "test_letter_parts.py",
        "test_prefix.py",
        "test_erasures.py",
        "test_following.py",
        "test_patterns.py",
        "test_completing.py",
        "test_logs.py",
    }
)
"""Quick tests that import all tables, or the whole bot, once they run: one after the other, so that one worker does."""
PLAYS: Final = "test_plays.py"
SCRIPTS: Final = Path(__file__).parent / "scenes" / "plays"
AFTER: Final = re.compile(r"^after: (\S+)\.yaml$", re.MULTILINE)
AT_MOST: Final = 30
"""Plays that go on after the same one are one worker's, which plays that one once; where they are more, they are several groups.

Several workers share the groups at the end; every other file is one worker's.
"""


class Shared(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """A worker takes a group after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    path, name = nodeid.split("::")[0], _file_of(nodeid)
    if name == PLAYS:
        return f"{path} {_play_group(nodeid.partition('[')[2].rstrip(']'))}"
    return "lives" if name in LIVES else path


def turn_of(nodeid: str) -> int:
    """What waits first, then what is long, then what imports much; last what fills up the time of whoever is free."""
    name = _file_of(nodeid)
    kinds = (name in MOSTLY_WAITING, name in LIVES, name in IMPORT_MUCH, name != PLAYS)
    return kinds.index(True) if True in kinds else len(kinds)


def _play_group(play: str) -> str:
    before = goes_on_after().get(play, "")
    parts = -(-Counter(goes_on_after().values())[before] // AT_MOST)
    return f"{before} {crc32(play.encode()) % parts}" if parts else before


@cache
def goes_on_after() -> Mapping[str, str]:
    """What each play goes on after, by the names of their files; empty for one that begins by itself."""
    found = {path.stem: AFTER.search(path.read_text("utf-8")) for path in SCRIPTS.iterdir()}
    return {name: after[1] if after else "" for name, after in found.items()}


def _file_of(nodeid: str) -> str:
    return nodeid.split("::")[0].rpartition("/")[2]
