"""Which errors of the drivers say that the database is away, and what is said of it."""

import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from bot.domain.errors import DatabaseUnavailable
from bot.services.deadline import within
from storage import database_outage
from storage.database import Database
from storage.deadline import Deadline, seconds_left, without_deadline

Asked = Callable[[Path], object]


def connected(file: Path, *statements: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    return connection


def held_by_another(file: Path) -> None:
    other = connected(file, "CREATE TABLE t (a)", "BEGIN EXCLUSIVE")
    try:
        connected(file, "BEGIN IMMEDIATE")
    finally:
        other.close()


def full(file: Path) -> None:
    connected(file, "CREATE TABLE t (a)", "PRAGMA max_page_count = 2", "INSERT INTO t VALUES (zeroblob(100000))")


def read_only(file: Path) -> None:
    connected(file, "CREATE TABLE t (a)").close()
    sqlite3.connect(f"file:{file}?mode=ro", uri=True).execute("INSERT INTO t VALUES (1)")


def no_database(file: Path) -> None:
    file.write_bytes(b"no database, but some other file" * 100)
    connected(file, "SELECT * FROM sqlite_master")


def taken_away(file: Path) -> None:
    connection = connected(file, "CREATE TABLE t (a)")
    file.unlink()
    connection.execute("INSERT INTO t VALUES (1)")


AWAY: Final[tuple[Asked, ...]] = (
    held_by_another,
    full,
    read_only,
    no_database,
    taken_away,
    lambda file: connected(file / "no folder"),
    lambda _: psycopg.connect("host=127.0.0.1 port=1 user=bot"),
)
OUR_OWN_FAULT: Final[tuple[Asked, ...]] = (
    lambda file: connected(file, "SELECT * FROM nowhere"),
    lambda file: connected(file, "SELEC"),
    lambda file: connected(file, "CREATE TABLE t (a UNIQUE)", "INSERT INTO t VALUES (1), (1)"),
)


def error_of(asked: Asked, file: Path) -> Exception:
    with pytest.raises((sqlite3.Error, psycopg.Error)) as caught:
        asked(file)
    return caught.value


@pytest.mark.parametrize("asked", AWAY)
def test_the_database_is_away(asked: Asked, tmp_path: Path) -> None:
    assert database_outage.is_unavailable(error_of(asked, tmp_path / "t.db"))


@pytest.mark.parametrize("asked", OUR_OWN_FAULT)
def test_what_was_asked_was_wrong(asked: Asked, tmp_path: Path) -> None:
    error = error_of(asked, tmp_path / "t.db")
    assert not database_outage.is_unavailable(error)
    assert not database_outage.wants_new_connection(error)


@pytest.mark.parametrize(
    ("statement", "is_away", "is_busy"),
    [
        pytest.param("SELECT pg_terminate_backend(pg_backend_pid())", True, False, id="shut down"),
        pytest.param(
            "SET TRANSACTION READ ONLY; CREATE TABLE t (a int)", True, False, id="only reads, as after a fail-over"
        ),
        pytest.param("SET statement_timeout = 10; SELECT pg_sleep(5)", False, True, id="too slow"),
        pytest.param("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$", False, True, id="a deadlock"),
        pytest.param("DO $$ BEGIN RAISE SQLSTATE '40001'; END $$", False, True, id="not to be put in line"),
        pytest.param("SELECT * FROM nowhere", False, False, id="no such table"),
        pytest.param("SELECT 1 / 0", False, False, id="wrong sum"),
    ],
)
def test_what_postgresql_says(postgres: Engine, statement: str, is_away: bool, is_busy: bool) -> None:
    with psycopg.connect(postgres.url.render_as_string(False).replace("+psycopg", "")) as connection:
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(statement.encode())
        connection.rollback() if not connection.closed else None
    assert (database_outage.is_unavailable(caught.value), database_outage.is_busy(caught.value)) == (is_away, is_busy)


def test_a_file_that_is_full_is_away_until_something_is_written_again(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    database = Database(sqlite_url)

    def write(pages: int) -> None:
        with database.work() as db:
            db.execute(text(f"PRAGMA max_page_count = {pages}"))
            db.execute(
                text("INSERT INTO heartbeats (process, beat_at) VALUES (:process, '2026-11-24 12:00:00')"),
                {"process": "x" * 100_000},
            )

    for _ in range(3):
        with pytest.raises(DatabaseUnavailable):
            write(pages=1)
        with database.work() as db, database.look() as _:
            db.execute(text("SELECT 1"))  # to write nothing proves nothing
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    write(pages=1_000_000)
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.WARNING]
    database.close()


def test_an_answer_is_waited_for_as_long_as_the_work_may_take(postgres_url: str) -> None:
    database = Database(postgres_url)
    with within(Deadline(time.monotonic() + 0.4)), database.engine.connect() as connection:
        began = time.monotonic()
        with pytest.raises(OperationalError, match="no answer within"):
            connection.execute(text("SELECT pg_sleep(5)"))
        assert time.monotonic() - began < 2
    with without_deadline():
        assert seconds_left() > 3600
    database.close()


def test_an_attempt_from_before_it_came_back_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    outage = database_outage.Outage()
    outage.begins("shut down", 1.0)
    outage.ends()
    outage.begins("shut down", 2.0)
    assert not outage
    assert len(caplog.records) == 2
