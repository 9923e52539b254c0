"""Migrations make the tables that the models describe, and keep what is in them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.tables import TABLES
from tests.processes import database_without_tables

ISSUE = {
    "public_id": "i1",
    "set_id": 1,
    "member_id": 1,
    "sentence": "Two departments will not share a technician",
    "why": "",
    "tried": "",
    "wanted": "",
    "urgency": 3,
    "challenge": 2,
    "first_in_line": True,
    "raised_at": datetime(2026, 11, 3, 14, tzinfo=UTC),
    "state": "waiting",
    "workspace": "T1",
}


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with nothing in it."""
    if request.param == "sqlite":
        yield from opened(f"sqlite:///{tmp_path}/sets.db")
    else:
        with database_without_tables(request.getfixturevalue("postgres")) as url:
            yield from opened(url)


def opened(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


def put_without_its_parents(connection: Connection, table: str, row: dict[str, object]) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
    connection.execute(Table(table, MetaData(), autoload_with=connection).insert(), row)


def test_a_database_that_is_at_the_newest_revision_is_left_alone_without_loading_a_migration(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema.upgrade(engine)
    schema.newest()
    monkeypatch.setattr(schema, "MIGRATIONS", Path("nowhere"))  # nothing can be loaded any more
    schema.upgrade(engine)
    assert schema.revisions(engine) == (schema.newest(), schema.newest())


def test_the_migrations_make_what_the_models_describe_as_an_empty_database_gets_it_at_once(engine: Engine) -> None:
    schema.upgrade(engine)
    at_once, revision = rules(engine), schema.revisions(engine)
    with engine.begin() as connection:
        TABLES.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    schema.upgrade(engine, str(schema.newest()))
    assert (at_once, revision) == (rules(engine), schema.revisions(engine))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": connection.dialect.name == "postgresql"})
        assert compare_metadata(context, TABLES) == []
        assert set(inspect(connection).get_table_names()) == {*TABLES.tables, "alembic_version"}


def rules(engine: Engine) -> dict[str, object]:
    """What a table refuses, whatever the order it says it in: what no comparison of Alembic's looks at is among it."""
    with engine.connect() as connection:
        looked_at = inspect(connection)
        return {
            table: (
                {(column["name"], column["nullable"]) for column in looked_at.get_columns(table)},
                looked_at.get_pk_constraint(table)["constrained_columns"],
                {check["sqltext"] for check in looked_at.get_check_constraints(table)},
                {tuple(one["column_names"]) for one in looked_at.get_unique_constraints(table)},
                {
                    (tuple(one["constrained_columns"]), one["referred_table"])
                    for one in looked_at.get_foreign_keys(table)
                },
                {(one["name"], one["unique"]) for one in looked_at.get_indexes(table)},
            )
            for table in looked_at.get_table_names()
        }


def test_no_index_begins_with_what_may_be_null_and_holds_the_rows_in_which_it_is() -> None:
    """SQLite would read all of these for some: see `index_where_given`. What is unique is asked for by a value."""
    wrong = [
        index.name
        for table in TABLES.sorted_tables
        for index in table.indexes
        if next(iter(index.columns)).nullable and not index.unique and index.dialect_options["sqlite"]["where"] is None
    ]
    assert wrong == []


def test_a_database_with_tables_of_others_is_not_taken_for_an_empty_one(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE sets (id INTEGER)"))
    with pytest.raises(DBAPIError):
        schema.upgrade(engine)


def test_an_issue_of_the_first_release_keeps_its_place_in_line(engine: Engine) -> None:
    schema.upgrade(engine, "0001")
    with engine.begin() as connection:
        put_without_its_parents(connection, "issues", ISSUE)
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT sentence, in_line FROM issues")).all() == [(ISSUE["sentence"], 1)]


def test_a_database_that_is_up_to_date_stays_as_it_is(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.upgrade(engine)
    current, newest = schema.revisions(engine)
    assert current == newest
