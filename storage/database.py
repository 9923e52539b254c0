"""The unit of work. SQLite and PostgreSQL differ here, where their engines are made (`sqlite`, `postgresql`), and nowhere else."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Engine, ExceptionContext, bindparam, event, func, select, text
from sqlalchemy.dialects.postgresql import Insert as PostgresqlInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session

from bot.domain.errors import DatabaseUnavailable, OutOfTime
from storage import database_outage, postgresql, sqlite
from storage.changed_rows import WatchedSession
from storage.compiled_statements import COUNTED, CompiledStatement, Connected
from storage.deadline import committing, seconds_left

LIMIT = text(
    "SELECT set_config('lock_timeout', :busy, true), set_config('statement_timeout', :busy, true),"
    " set_config('idle_in_transaction_session_timeout', :idle, true)"
)
"""For one transaction; milliseconds."""
ONE_SNAPSHOT: Final = {"isolation_level": "REPEATABLE READ"}
"""What is read in several statements belongs together; on SQLite it does anyway."""


@dataclass(frozen=True, slots=True)
class WithoutSession:
    """The connection by itself, for what is asked all the time: to begin and to end a session takes as long as two statements."""

    _connection: Connection

    def connection(self) -> Connection:
        if not self._connection.in_transaction():
            self._connection.begin()
        return self._connection


class Database:
    """Opened once a process, closed at its end. `work` is one transaction; nothing slow or remote belongs inside it.

    On SQLite a writing transaction begins with BEGIN IMMEDIATE, so that it can never lose a lock half-way; on PostgreSQL lock and
    statement time-outs are what remains of the deadline.
    """

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite")
        self.engine: Engine = (sqlite if self.sqlite else postgresql).engine_for(url)
        event.listen(self.engine, "handle_error", _judge)
        self.threads = 1 if self.sqlite else 4
        self._outage = database_outage.Outage()
        self.changed = 0
        """Grows with whatever this process has written, but for what delivery keeps of its own attempts."""

    @contextmanager
    def work(self, *, of_delivery: bool = False) -> Iterator[Session]:
        """One unit of work: committed if nothing is raised and the deadline has not passed, rolled back otherwise.

        With `of_delivery` nothing is written that changes what a message shows.

        Raises DatabaseAway where the database cannot be used, and OutOfTime where others held it too long.
        """
        try:
            with self._told(), self._session(writes=True) as session:
                yield session
                session.flush()
                is_back = bool(self._outage) and self._wrote(session.connection())
                with committing():
                    self._commit(session)
        finally:
            if not of_delivery:
                self.changed += 1  # also where it is not known whether it was committed
        if is_back:
            self._outage.ends()

    @contextmanager
    def deliver(self) -> Iterator[Connected]:
        """What `work` is for what delivery keeps of its own attempts, and in statements of columns alone."""
        with self._told(), self._connected(writes=True) as connection:
            yield WithoutSession(connection)
            is_back = bool(self._outage) and self._wrote(connection)
            with committing():
                self._commit(connection)
        if is_back:
            self._outage.ends()

    @contextmanager
    def look(self) -> Iterator[Session]:
        """A transaction that only reads; it takes no lock. Raises what `work` does."""
        with self._told(), self._session(writes=False) as session:
            yield session
            session.expunge_all()
            session.commit()  # after a rollback psycopg would forget every plan that the server has made

    @contextmanager
    def glance(self) -> Iterator[Connected]:
        """What `look` is, for statements of columns alone."""
        with self._told(), self._connected(writes=False) as connection:
            yield WithoutSession(connection)
            connection.commit()

    @contextmanager
    def _told(self) -> Iterator[None]:
        tried = time.monotonic()
        try:
            yield
        except NoConnectionFree as error:
            raise OutOfTime("no connection was free") from error
        except DBAPIError as error:
            if database_outage.is_busy(error.orig):
                raise OutOfTime("the database was busy") from error
            if not database_outage.is_unavailable(error.orig):
                raise
            self._outage.begins(database_outage.reason(error.orig), tried)
            raise DatabaseUnavailable(database_outage.reason(error.orig)) from error

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Session]:
        with (
            self._connected(writes=writes) as connection,
            WatchedSession(connection, expire_on_commit=False, join_transaction_mode="control_fully") as session,
        ):
            yield session

    @contextmanager
    def _connected(self, *, writes: bool) -> Iterator[Connection]:
        left = seconds_left()
        with self.engine.connect() as connection:
            if self.sqlite:
                sqlite.begins(connection, writes=writes)
            else:
                self._limit(connection if writes else connection.execution_options(**ONE_SNAPSHOT), left)
            yield connection

    def _limit(self, connection: Connection, left: float) -> None:
        """Let the server give up as we do; a transaction that hears no more of us ends, and lets go of its locks."""
        milliseconds = max(1, int(left * 1000))
        connection.execute(LIMIT, {"busy": f"{milliseconds}", "idle": f"{milliseconds + 1000}"})

    def _commit(self, session: Session | Connection) -> None:
        try:
            session.commit()
        except DBAPIError as error:
            if self.sqlite or not error.connection_invalidated:
                raise
            # It may have been committed before the connection broke.
            self._outage.begins(database_outage.reason(error.orig), time.monotonic())
            raise DatabaseUnavailable(database_outage.reason(error.orig), unsure=True) from error

    def _wrote(self, connection: Connection) -> bool:
        """Whether anything was written: a transaction without can be had of a full disk, too."""
        if not self.sqlite:
            return connection.scalar(text("SELECT txid_current_if_assigned()")) is not None
        raw = connection.connection
        changes = int(raw.cursor().connection.total_changes)
        before, raw.info["changes"] = raw.info.get("changes", 0), changes
        return changes > int(before)

    def answers(self) -> bool:
        """Whether the database can be read; raises what it raises where it cannot be reached."""
        with self.look() as session:
            return bool(session.scalar(text("SELECT 1")))

    def gather_statistics(self) -> None:
        """Let the planner know how large everything is; PostgreSQL sees to that itself."""
        if self.sqlite:
            sqlite.gather_statistics(self.engine)

    def close(self) -> None:
        self.engine.dispose()


def moment_of(db: Session) -> datetime:
    """What PostgreSQL's own clock says: that of all processes which share the database."""
    told: datetime = db.execute(select(func.clock_timestamp())).scalar_one()
    return told


Insert = PostgresqlInsert | SqliteInsert
"""An INSERT that can say what to do where another process has written the same row meanwhile (`on_conflict_...`)."""


def inserting(db: Session, table: type[Any]) -> Insert:
    return inserting_on(db.get_bind().dialect.name, table)


def inserting_on(dialect: str, table: Any) -> Insert:
    """The same for a database of that kind, to be built once."""
    return PostgresqlInsert(table) if dialect == "postgresql" else SqliteInsert(table)


class Inserting:
    """Such an INSERT of rows with those columns, built once: SQLAlchemy keeps what it compiles, but not what it is compiled from."""

    def __init__(self, table: type[Any], columns: Sequence[str], how: Callable[[Insert], Insert]) -> None:
        row: dict[str, BindParameter[Any]] = {name: bindparam(name) for name in columns}
        self._statement = CompiledStatement(lambda dialect: how(inserting_on(dialect, table).values(row)))

    def write(self, db: Connected, rows: Sequence[Mapping[str, Any]]) -> int:
        """How many of these rows were written, or changed one that was there."""
        if len(rows) == 1:
            return self._statement.execute(db, rows[0]).written
        connection = db.connection()
        return connection.execute(self._statement.of(connection.dialect.name), rows, execution_options=COUNTED).rowcount


def alone(db: Session, name: str) -> None:
    """Hold back whoever asks for the same name until this unit of work ends: what is made once is not made twice.

    On SQLite there is one writer anyway.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def _judge(context: ExceptionContext) -> None:
    """Have the pool forget connections that are of no use any more."""
    if database_outage.wants_new_connection(context.original_exception):
        context.is_disconnect = True
