"""Connections to an SQLite file, whose transactions begin as they have to."""

from typing import Any, Final, cast

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.engine.url import make_url
from sqlalchemy.pool import PoolProxiedConnection

from storage.deadline import PATIENCE, seconds_left

PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
"""For each connection."""
DRIVER: Final = "sqlite+begun"
_READS: Final = "reads"
_PATIENCE: Final = "patience"


class Dialect(SQLiteDialect_pysqlite):
    """Begins transactions itself: Python's driver would begin them late, and a listener to that makes every statement dearer.

    One that may write begins with BEGIN IMMEDIATE, so that it can never lose a lock half-way.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        info, execute = dbapi_connection.info, dbapi_connection.cursor().execute
        if info.get(_PATIENCE) != (patience := _patience()):
            execute(f"PRAGMA {patience}")
            info[_PATIENCE] = patience
        execute("BEGIN" if info.pop(_READS, False) else "BEGIN IMMEDIATE")


registry.register(DRIVER.replace("+", "."), __name__, Dialect.__name__)


def engine_for(url: str) -> Engine:
    engine = create_engine(make_url(url).set(drivername=DRIVER), connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: Any) -> None:
        driver = cast(Any, connection)
        driver.isolation_level = None
        for pragma in (_patience(), *PRAGMAS):
            driver.execute(f"PRAGMA {pragma}")

    return engine


def begins(connection: Connection, *, writes: bool) -> None:
    """Whether the next transaction of that connection, which has not begun, may write; else it takes no lock."""
    connection.info[_READS] = not writes


def gather_statistics(engine: Engine) -> None:
    """How large everything is, from a sample of each index.

    Once, and again as the file has doubled: how many pages it had is kept in its header. Not `PRAGMA optimize`, which before
    SQLite 3.46 leaves alone what was never analysed.
    """
    with engine.connect() as connection, connection.begin():
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        known = connection.execute(text("PRAGMA user_version")).scalar_one()
        if not known or pages >= 2 * known:
            connection.execute(text("PRAGMA analysis_limit = 400"))
            connection.execute(text("ANALYZE"))
            connection.execute(text(f"PRAGMA user_version = {pages:d}"))
        _skip_nothing(connection)


def _skip_nothing(connection: Connection) -> None:
    """Go through no index by every value that it begins with, rather than take a small one that is made for what is asked.

    As tables grow SQLite would: through every conversation, for the few reminders that are owed.
    """
    if connection.exec_driver_sql(_WITHOUT_SKIPS).rowcount:
        connection.execute(text("ANALYZE sqlite_master"))  # what is known is read anew, and no table looked at


_WITHOUT_SKIPS: Final = "UPDATE sqlite_stat1 SET stat = stat || ' noskipscan' WHERE stat NOT LIKE '%noskipscan%'"


def _patience() -> str:
    """How long SQLite may wait where another process holds the file: in tenths of a second, so that it hardly ever changes."""
    return f"busy_timeout={max(1, int(min(seconds_left(), PATIENCE) * 10) * 100)}"
