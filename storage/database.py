"""The engine and the unit of work. SQLite and PostgreSQL differ here and nowhere else."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.domain.errors import OutOfTime

DEADLINE: Final[ContextVar[float | None]] = ContextVar("deadline", default=None)
"""When, on time.monotonic(), the work at hand must have been committed; None outside of deliveries."""
PATIENCE: Final = 10.0


def seconds_left() -> float:
    """How long the work at hand may still take. Raises OutOfTime when that is nothing."""
    deadline = DEADLINE.get()
    if deadline is None:
        return PATIENCE
    if (left := deadline - time.monotonic()) <= 0:
        raise OutOfTime("the deadline has passed")
    return min(left, PATIENCE)


class Database:
    """Opened once a process, closed at its end. `work` is one transaction; nothing slow or remote belongs inside it.

    On SQLite a writing transaction begins with BEGIN IMMEDIATE, so that it can never lose a lock half-way; on PostgreSQL lock and
    statement time-outs are what remains of the deadline.
    """

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite")
        self.engine: Engine = (
            _sqlite(url) if self.sqlite else create_engine(url, pool_size=6, max_overflow=2, pool_pre_ping=True)
        )
        self.threads = 1 if self.sqlite else 4

    @contextmanager
    def work(self) -> Iterator[Session]:
        """One unit of work: committed if nothing is raised and the deadline has not passed, rolled back otherwise."""
        with self._session(writes=True) as session:
            yield session
            session.flush()
            seconds_left()
            session.commit()

    @contextmanager
    def look(self) -> Iterator[Session]:
        """A transaction that only reads; it takes no lock."""
        with self._session(writes=False) as session:
            yield session

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Session]:
        left = seconds_left()
        with self.engine.connect().execution_options(writes=writes) as connection:
            try:
                self._limit(connection, left)
                with Session(connection, expire_on_commit=False, join_transaction_mode="control_fully") as session:
                    yield session
            except OperationalError as error:
                if _gave_up_waiting(error):
                    raise OutOfTime("the database was busy") from error
                raise

    def _limit(self, connection: Connection, left: float) -> None:
        milliseconds = max(1, int(left * 1000))
        if not self.sqlite:
            connection.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))
            connection.execute(text(f"SET LOCAL statement_timeout = {milliseconds}"))

    def answers(self) -> bool:
        """Whether the database can be read; raises what it raises where it cannot be reached."""
        with self.look() as session:
            return bool(session.scalar(text("SELECT 1")))

    def close(self) -> None:
        self.engine.dispose()


def moment_of(db: Session) -> datetime:
    """What PostgreSQL's own clock says: that of all processes which share the database."""
    told: datetime = db.execute(select(func.clock_timestamp())).scalar_one()
    return told


def inserting(db: Session, table: type[Any]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that can say what to do where another process has written the same row meanwhile (`on_conflict_...`)."""
    return postgresql.insert(table) if db.get_bind().dialect.name == "postgresql" else sqlite.insert(table)


def alone(db: Session, name: str) -> None:
    """Hold back whoever asks for the same name until this unit of work ends: what is made once is not made twice.

    On SQLite there is one writer anyway.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _gave_up_waiting(error: OperationalError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return state in {"55P03", "57014"} or "database is locked" in str(error.orig)
