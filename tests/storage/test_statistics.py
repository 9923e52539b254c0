"""What SQLite's planner knows of the sizes of tables: gathered once, and again as there is much more."""

from typing import Final

import pytest
from sqlalchemy import text

from storage.database import Database

FILL: Final = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows) "
    "INSERT INTO filler SELECT i, hex(randomblob(200)) FROM n"
)


@pytest.fixture
def opened(sqlite_url: str) -> Database:
    return Database(sqlite_url)


def knows(database: Database) -> bool:
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'filler'"))
        return bool(found.scalar_one())


def fill(database: Database, rows: int) -> None:
    with database.engine.connect() as connection, connection.begin():
        connection.execute(text("CREATE TABLE IF NOT EXISTS filler (i INTEGER, words TEXT)"))
        connection.execute(text("CREATE INDEX IF NOT EXISTS ix_filler ON filler (i)"))
        connection.execute(FILL, {"rows": rows})


def test_statistics_are_gathered_again_only_once_the_file_has_doubled(opened: Database) -> None:
    opened.gather_statistics()
    fill(opened, 10)
    opened.gather_statistics()
    assert not knows(opened)
    fill(opened, 5000)
    opened.gather_statistics()
    assert knows(opened)
    opened.close()


def test_no_index_is_gone_through_by_every_value_that_it_begins_with(opened: Database) -> None:
    """Neither with statistics that are gathered now, nor with those that an earlier version gathered."""
    fill(opened, 5000)
    change(
        opened,
        "CREATE TABLE things (kind INTEGER, size INTEGER)",
        "INSERT INTO things SELECT i / 2500, i FROM filler",
        "CREATE INDEX ix_things ON things (kind, size)",
        "ANALYZE",
    )
    assert "ANY(" in how_a_size_is_found(opened)
    opened.gather_statistics()
    assert "ANY(" not in how_a_size_is_found(opened)
    change(opened, "UPDATE sqlite_stat1 SET stat = replace(stat, ' noskipscan', '')")
    assert "ANY(" in how_a_size_is_found(opened)
    opened.gather_statistics()
    assert "ANY(" not in how_a_size_is_found(opened)
    opened.close()


def change(database: Database, *statements: str) -> None:
    """What is known is read anew by the next connection."""
    with database.engine.connect() as connection, connection.begin():
        for one in statements:
            connection.execute(text(one))
    database.engine.dispose()


def how_a_size_is_found(database: Database) -> str:
    with database.engine.connect() as connection:
        plan = connection.execute(text("EXPLAIN QUERY PLAN SELECT kind FROM things WHERE size = 7"))
        return " ".join(str(row[-1]) for row in plan)
