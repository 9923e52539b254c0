"""SQLite is for one process: a lock file beside the database says so."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.domain.errors import Misconfigured


class LockFile:
    """Held from `__enter__` to `__exit__`, or until the process dies, however it dies.

    Entering raises Misconfigured if another process holds it.
    """

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        self._handle: int | None = None

    def __enter__(self) -> Self:
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise Misconfigured(
                f"Another process is using {self.path.with_suffix('')}. SQLite is for one process: "
                "stop the other one, or set DATABASE_URL to a PostgreSQL database."
            ) from error
        self._handle = handle
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
