"""The file of an SQLite database, and those that SQLite and we lay beside it: readable by whoever runs the bot, and nobody else."""

import os
import stat
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

PRIVATE: Final = 0o600
BESIDE: Final = ("", "-wal", "-shm", "-journal", ".lock")


def file_of(url: str) -> Path | None:
    """The file that an address names; None for a server's, or for memory."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or parts.database in (None, "", ":memory:"):
        return None
    return Path(str(parts.database))


def make_private(path: Path) -> None:
    """Create the file where it is missing, and let nobody else read it or what is beside it.

    Raises OSError where that cannot be done, IsADirectoryError for anything but a file among them.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE))
    if not path.is_file():
        raise IsADirectoryError(0, "it is not a file", str(path))
    for one in open_to_others(path):
        one.chmod(PRIVATE)


def open_to_others(path: Path) -> list[Path]:
    """Which of the files that are there somebody else on this machine may read or write."""
    there = (path.with_name(path.name + ending) for ending in BESIDE)
    return [one for one in there if one.exists() and stat.S_IMODE(one.stat().st_mode) & ~PRIVATE]
