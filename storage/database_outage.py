"""Whether the database is away, judged in one place, and a line in the log when it goes and when it comes back."""

import logging
import sqlite3
import time
from threading import Lock
from typing import Final

import psycopg

log = logging.getLogger(__name__)

# Held by another process, not to be opened, read or written, or no database any more. Not: an error in what was asked.
SQLITE_UNAVAILABLE: Final = ("BUSY", "CANTOPEN", "CORRUPT", "FULL", "IOERR", "NOTADB", "PERM", "PROTOCOL", "READONLY")
# Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html: connections, resources, shutdown,
# the system, log-in; a server that only reads, and one whose files are corrupt.
POSTGRESQL_UNAVAILABLE: Final = ("08", "53", "57P", "58", "28", "3D000", "25006", "XX001", "XX002")
# A lock that was not had in time, a statement that was cancelled, a transaction that stood idle, a deadlock, and one
# that could not be put in line with others.
POSTGRESQL_BUSY: Final = frozenset({"55P03", "57014", "25P03", "40P01", "40001"})
LONGEST_REASON: Final = 200


def is_busy(error: BaseException | None) -> bool:
    """Whether others held the work up for as long as it could wait."""
    return isinstance(error, psycopg.Error) and error.sqlstate in POSTGRESQL_BUSY


def is_unavailable(error: BaseException | None) -> bool:
    """Whether this error of a driver says that the database cannot be used just now, by anybody."""
    if isinstance(error, psycopg.Error):
        if error.sqlstate is None:  # the connection itself: the server has not said a word
            return isinstance(error, psycopg.OperationalError)
        return error.sqlstate.startswith(POSTGRESQL_UNAVAILABLE) and not is_busy(error)
    return isinstance(error, sqlite3.Error) and _kind(error).startswith(SQLITE_UNAVAILABLE)


def wants_new_connection(error: BaseException | None) -> bool:
    """Whether the connection is of no use after it: another file, or another server, may stand in its place."""
    return is_unavailable(error) and not (isinstance(error, sqlite3.Error) and _kind(error).startswith("BUSY"))


def reason(error: BaseException | None) -> str:
    """What the driver says, in a line."""
    said = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {said}"[:LONGEST_REASON]


def _kind(error: sqlite3.Error) -> str:
    return str(getattr(error, "sqlite_errorname", "")).removeprefix("SQLITE_")


class Outage:
    """Since when the database is away, if it is. For any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._since: float | None = None
        self._ended = 0.0

    def __bool__(self) -> bool:
        return self._since is not None

    def begins(self, why: str, tried: float) -> None:
        """It could not be used by whoever tried at that moment (time.monotonic()); only the first to notice says so.

        An attempt from before it came back may fail later than that.
        """
        with self._lock:
            if self._since is None and tried > self._ended:
                self._since = time.monotonic()
                log.error("the database cannot be used: %s", why)

    def ends(self) -> None:
        """Something was written again."""
        with self._lock:
            if self._since is not None:
                log.warning("the database can be used again, after %.0f seconds", time.monotonic() - self._since)
                self._since, self._ended = None, time.monotonic()
