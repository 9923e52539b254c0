"""Connections to PostgreSQL: what the server has planned it does not plan again."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from storage import meetings
from storage.database import Database
from storage.postgresql import BoundedConnection

OFTEN = 12
"""The library prepares what it is asked for the sixth time, and the server keeps the plan that it makes the sixth time after that."""
PLANNED = text(
    "SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%FROM sets LEFT OUTER JOIN meetings%'"
)


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    opened = Database(postgres_url)
    yield opened
    opened.close()


def test_what_is_read_again_and_again_is_planned_once(database: Database) -> None:
    for number in range(OFTEN):
        with database.look() as db:
            meetings.listening_in(db, "T1", f"C{number}")
    with database.look() as db:
        assert db.scalars(PLANNED).all() == [OFTEN - 10]


def test_connections_are_of_the_kind_that_waits_no_longer_than_it_may(database: Database) -> None:
    with database.engine.connect() as connection:
        assert isinstance(connection.connection.driver_connection, BoundedConnection)
