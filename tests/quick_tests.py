"""Which tests are quick: those that open no process, no socket and no database file, as what they use tells by itself."""

import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest

OPENING: Final = frozenset(
    {
        "aiohttp.test_utils",
        "benchmarks.play",
        "bot.app",
        "bot.command_line",
        "bot.database_opening",
        "bot.server",
        "rehearsal.session",
        "rehearsal.workspace",
        "storage.database",
        "storage.lockfile",
        "subprocess",
        "tests.query_plans",
        "tests.handlers.delivery_process",
        "tests.scene",
        "tests.lives",
        "tests.networks",
        "tests.processes",
        "tests.programs",
        "tests.rehearsal.bare_bot",
        "tests.rehearsal.playing",
        "tests.rehearsal.terminal",
        "tests.scenes.kept_plays",
        "tests.scenes.set_without_slack",
        "sqlalchemy.engine.create",
    }
)
"""Modules of which a file uses something where its tests open something."""
FIXTURES: Final = frozenset(
    {
        "bare_url",
        "database",
        "postgres",
        "postgres_url",
        "pseudo",
        "slack",
        "small_life",
        "sqlite_file",
        "sqlite_url",
        "ws",
    }
)
OPENED: Final = frozenset(
    {"os.fork", "os.posix_spawn", "socket.bind", "socket.connect", "sqlite3.connect", "subprocess.Popen"}
)
"""What Python calls it when something is opened."""


NAMES: Final = r"(?:\([^)#]*?[a-z]|[^#\n(]*[a-z])"
TAKEN: Final = re.compile(rf"^from ({'|'.join(map(re.escape, sorted(OPENING)))}) import {NAMES}", re.MULTILINE)
"""A function or a class that comes from one of them; constants open nothing."""


@cache
def has_quick_tests(path: Path) -> bool:
    """Whether a file can have any, as its text tells: whoever runs them alone need not import the others."""
    return path.suffix != ".py" or not TAKEN.search(path.read_text(encoding="utf-8"))


def is_quick(item: pytest.Item) -> bool:
    if FIXTURES & set(getattr(item, "fixturenames", ())) or not has_quick_tests(item.path):
        return False
    module = getattr(item, "module", None)
    return module is not None and uses_nothing_that_opens(module)


@cache
def uses_nothing_that_opens(module: ModuleType) -> bool:
    """Whether a file has something of none of those modules."""
    return not any(name in OPENING for value in vars(module).values() for name in _homes(value))


def _homes(value: object) -> Iterator[str]:
    if isinstance(value, ModuleType):
        yield value.__name__
    elif isinstance(home := getattr(value, "__module__", None), str):
        yield home


class Watch:
    """Sees to it that the quick test which runs opens nothing."""

    def __init__(self) -> None:
        self.running = ""
        sys.addaudithook(self._look)

    def _look(self, event: str, about: tuple[Any, ...]) -> None:
        if self.running and event in OPENED and about[:1] != (":memory:",):
            raise AssertionError(f"{self.running} counts as quick and opens something: {event} {about[:2]}")
