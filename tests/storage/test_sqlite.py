"""Transactions of SQLite begin as they have to: whatever may write holds the file from its beginning, what reads holds up nobody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from storage.database import Database

COUNT = text("SELECT count(*) FROM notes")
NOTE = text("INSERT INTO notes VALUES ('one')")


@pytest.fixture
def opened(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (words TEXT)"))
    yield database
    database.close()


def others_can_write(url: str) -> bool:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
            other.execute("INSERT INTO notes VALUES ('of another process')")
            other.execute("COMMIT")
        except sqlite3.OperationalError:
            return False
    return True


def test_a_unit_of_work_holds_the_file_from_its_first_statement(opened: Database, sqlite_url: str) -> None:
    with opened.work() as db:
        assert db.execute(COUNT).scalar_one() == 0
        assert not others_can_write(sqlite_url)
    assert others_can_write(sqlite_url)


def test_a_look_holds_up_nobody_and_sees_what_was_there(opened: Database, sqlite_url: str) -> None:
    with opened.look() as db:
        assert db.execute(COUNT).scalar_one() == 0
        assert others_can_write(sqlite_url)
        assert db.execute(COUNT).scalar_one() == 0


def test_what_comes_after_a_look_on_the_same_connection_may_write(opened: Database, sqlite_url: str) -> None:
    with opened.look() as db:
        db.execute(COUNT)
    with opened.engine.begin() as connection:
        connection.execute(COUNT)
        assert not others_can_write(sqlite_url)


def fail_after_a_note(database: Database) -> None:
    with database.work() as db:
        db.execute(NOTE)
        raise ZeroDivisionError


def test_what_raises_leaves_nothing_behind(opened: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_a_note(opened)
    with opened.look() as db:
        assert db.execute(COUNT).scalar_one() == 0
