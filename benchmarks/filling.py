"""Fills a database with sets that have long been at it, by as few statements as there are tables."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    CTE,
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    column,
    func,
    insert,
    literal,
    select,
)

import storage.delivery_models
import storage.letter_models
import storage.pulses  # noqa: F401 - their tables belong to the schema
from benchmarks import filled_delivery, filled_meetings, filled_sets
from benchmarks.database_size import DatabaseSize
from benchmarks.generated_rows import SECONDS, SECONDS_FROM, Moments, Numbered, Rows
from storage.base import Base
from storage.columns import UtcDateTime

FORTNIGHT: Final = timedelta(weeks=2)
LENGTH: Final = timedelta(hours=3)
TABLES: Final[tuple[Callable[[Numbered, Moments], Rows], ...]] = (
    filled_sets.people,
    filled_sets.sets,
    filled_sets.members,
    filled_sets.issues,
    filled_meetings.meetings,
    filled_meetings.attendance,
    filled_meetings.learnings,
    filled_meetings.pulses,
    filled_meetings.slots,
    filled_meetings.steps,
    filled_meetings.turns,
    filled_meetings.lines,
    filled_meetings.parked,
    filled_meetings.prompts_heard,
    filled_sets.actions,
    filled_sets.reports,
    filled_sets.action_changes,
    filled_delivery.conversations,
    filled_delivery.letters,
    filled_delivery.letter_parts,
    filled_delivery.posts,
    filled_delivery.timers,
    filled_delivery.looks,
    filled_delivery.deliveries,
)
"""Parents first."""
AHEAD: Final = timedelta(days=30 * 365)


def fill(engine: Engine, size: DatabaseSize, now: datetime) -> None:
    """Fill a migrated, empty database, and gather the statistics that its planner goes by.

    All of it lies before `now` (UTC), the last meetings a fortnight, or thirty years after it.
    """
    with engine.connect() as connection:
        _hurry(connection)
        with connection.begin():
            _tell_the_moments(connection, size, now)
            for table in TABLES:
                _insert(connection, table(Numbered(size, _NUMBER), _MOMENTS))
            _MEETINGS.drop(connection)
            _count_on(connection)
        _settle(connection)


_NUMBER: Final = column("number", BigInteger)
_MEETINGS: Final = Table(
    "moments",
    MetaData(),
    Column("nth", Integer, primary_key=True),
    *(Column(name, UtcDateTime(), nullable=False) for name in ("began", "closed", "ahead")),
    prefixes=["TEMPORARY"],
)
"""When each meeting of a set was: told once, and joined by what fills the tables."""
_MOMENTS: Final = Moments(_MEETINGS.c.began, _MEETINGS.c.closed, _MEETINGS.c.ahead)


def _insert(connection: Connection, rows: Rows) -> None:
    """What is not given has the defaults of its column, whichever columns there are by now."""
    given = {
        name: value if hasattr(value, "label") else literal(value, rows.table.c[name].type)
        for name, value in rows.columns.items()
    }
    made = select(*(value.label(name) for name, value in given.items()))
    made = made.select_from(_numbers(rows.many).join(_MEETINGS, rows.meeting == _MEETINGS.c.nth))
    connection.execute(insert(rows.table).from_select(list(given), made))


def _numbers(many: int) -> CTE:
    first = select(literal(0, BigInteger).label("number")).cte("numbers", recursive=True)
    return first.union_all(select(first.c.number + 1).where(first.c.number + 1 < many))


def _tell_the_moments(connection: Connection, size: DatabaseSize, now: datetime) -> None:
    """When each meeting of a set was, a fortnight apart; behind them, each second after the last for a while."""
    began = [now - FORTNIGHT * (size.meetings - nth) for nth in range(size.all_meetings)]
    last = began[size.meetings - 1]
    rows = [(nth, at, at + LENGTH, now + AHEAD + timedelta(days=nth)) for nth, at in enumerate(began)]
    rows += [
        (SECONDS_FROM + nth, at := last + timedelta(seconds=nth), at + LENGTH, at + AHEAD) for nth in range(SECONDS)
    ]
    _MEETINGS.create(connection)
    connection.execute(insert(_MEETINGS), [dict(zip(_MEETINGS.c.keys(), one, strict=True)) for one in rows])


def _hurry(connection: Connection) -> None:
    """Nothing here has to survive a power cut, and what we make ourselves points where it should."""
    if connection.dialect.name == "sqlite":
        for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-200000"):
            connection.connection.cursor().execute(f"PRAGMA {pragma}")  # not within a transaction
    else:
        for setting in ("session_replication_role = replica", "synchronous_commit = off"):
            connection.exec_driver_sql(f"SET {setting}")
        connection.commit()


def _count_on(connection: Connection) -> None:
    """Let the next row have the next number; on SQLite it has that anyway."""
    if connection.dialect.name == "sqlite":
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.c:
            newest = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), newest, False)))


def _settle(connection: Connection) -> None:
    """Gather statistics, tidy up as PostgreSQL does by and by, and leave the connection as others expect it."""
    cursor = connection.connection.cursor()
    if connection.dialect.name == "postgresql":
        connection.connection.driver_connection.autocommit = True  # type: ignore[union-attr]
    cursor.execute("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM ANALYZE")
    connection.invalidate()
