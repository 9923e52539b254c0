"""Nothing that is asked of the database reads a table that grows from end to end, on either database."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, PrimaryKeyConstraint, Table, UniqueConstraint, func, select, text

from benchmarks import between_meetings, founding
from benchmarks.database_size import DatabaseSize
from benchmarks.filling import fill
from benchmarks.set_size import SMALL
from storage import schema, sqlite
from storage.base import Base
from storage.database import Database
from tests.lives import Life
from tests.processes import database_without_tables
from tests.query_plans import Asked, Walk, overhearing, walks, worded_for
from tests.scene import TUESDAY, a_scene

FILLED: Final = DatabaseSize(sets=400, meetings=2, actions=25)
"""Twenty thousand actions, and twice as many posts and timers; a few thousand people in a few hundred sets."""
FEW: Final = {
    "heartbeats": "one a process",
    "strays": "replies that wait for the head of their thread, for two days at most",
    "alembic_version": "one row",
    "pg_namespace": "a few rows of PostgreSQL's own",
    "sqlite_stat1": "SQLite's own, one an index",
    "paces": "one a workspace",
    "absences": "one a time in which no process was alive",
    "installations": "one a workspace",
    "erasures": "what is being deleted just now",
    "held_rows": "what was taken back while a legal hold was in force",
}
OWED: Final = {
    "ix_posts_due_at": "a partial index, of what is still owed",
    "ix_posts_unshown": "a partial index, of what is still owed",
    "ix_conversations_leased": "a partial index, of what is being sent to",
    "ix_timers_due": "a partial index, of what is not a reminder: of these the database is filled with next to none",
    "ix_sets_kept_until": "a partial index, of the sets that have ended and are still kept",
    "ix_conversations_lost": "a partial index, of the channels that are lost",
    "ix_conversations_unopened": "a partial index, of the people to whom the bot has not written yet",
    "uq_meetings_open": "a partial index, of the meetings that are open",
    "uq_steps_open": "a partial index, of the steps that are open",
}
ROOT: Final = Path(__file__).parents[1]
TELLS_APART: Final = re.compile(r"\.sqlite\b|dialect\.name\b")
MAY_TELL_APART: Final = [
    "bot/database_opening.py",  # waits for the lock of the file
    "bot/services/delivery_results.py",  # leases
    "bot/services/heartbeats.py",
    "storage/columns.py",  # how values are written
    "storage/compiled_statements.py",  # how statements are worded
    "storage/database.py",
    "storage/meeting_writing.py",  # INSERT
    "storage/schema.py",  # whether the file is whole
    "storage/sqlite.py",  # how transactions begin
]
OF_POSTGRESQL: Final = ("leased_until", "FROM heartbeats")
"""What delivery and heartbeats ask there."""


@contextmanager
def a_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    with ExitStack() as stack:
        server = request.getfixturevalue("postgres") if kind == "postgres" else None
        url = stack.enter_context(database_without_tables(server)) if server else f"sqlite:///{folder}/sets.db"
        database = Database(url)
        stack.callback(database.close)
        yield database


async def delivered(url: str) -> None:
    """A set is founded: all that delivery and heartbeats ask, which share a database there."""
    async with a_scene(url) as scene:
        for stage in (founding.founding, founding.agreeing, between_meetings.promising):
            await stage(scene, SMALL)


def sizes(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def is_reasoned(walk: Walk) -> bool:
    return walk.table in FEW or any(index in walk.how for index in OWED)


def filled(database: Database) -> None:
    schema.upgrade(database.engine)
    fill(database.engine, FILLED, TUESDAY)


def test_nothing_is_read_from_end_to_end_on_sqlite(
    small_life: Life, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """SQLite plans by indexes and statistics, and not by what a statement goes with: what was asked elsewhere will do."""
    with a_database("sqlite", request, tmp_path) as database:
        filled(database)
        database.gather_statistics()
        assert len(small_life.asked) > 100
        assert unreasoned(database.engine, small_life.asked.values()) == ""
        forget_statistics(database.engine)
        assert unreasoned(database.engine, small_life.asked.values()) == ""


def test_nothing_is_read_from_end_to_end_on_postgresql(
    small_life: Life, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """What was asked elsewhere, in its own words; and what is asked of it alone, as processes share it."""
    with a_database("postgres", request, tmp_path) as database:
        filled(database)
        with overhearing() as heard:
            asyncio.run(delivered(database.engine.url.render_as_string(hide_password=False)))
        assert all(any(words in one for one in heard) for words in OF_POSTGRESQL)
        as_after_a_sweep(database.engine)
        worded = worded_for(database.engine, small_life.asked.values())
        assert len(worded) > 100
        assert unreasoned(database.engine, (*heard.values(), *worded.values())) == ""


def test_what_is_asked_of_postgresql_alone_is_asked_by_delivery_and_heartbeats() -> None:
    """Everything else asks both databases the same."""
    told_apart = [
        str(path.relative_to(ROOT))
        for folder in ("bot", "handlers", "prompts", "storage")
        for path in (ROOT / folder).rglob("*.py")
        if TELLS_APART.search(path.read_text(encoding="utf-8")) and "migrations" not in path.parts
    ]
    assert sorted(told_apart) == MAY_TELL_APART


def unreasoned(engine: Engine, heard: Iterable[Asked]) -> str:
    rows = sizes(engine)
    with engine.connect() as connection:
        sqlite.begins(connection, writes=False)
        found = [walk for asked in heard for walk in walks(connection, asked, rows)]
    return "\n".join(str(walk) for walk in found if not is_reasoned(walk))


def forget_statistics(engine: Engine) -> None:
    """As in a database that was opened while it was empty, and has grown since."""
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM sqlite_stat1"))
    engine.dispose()


def as_after_a_sweep(engine: Engine) -> None:
    """Old deliveries are forgotten, and no table has been found empty: of such a one PostgreSQL expects nothing, else ten pages."""
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM deliveries"))
        connection.execute(
            text(
                "UPDATE pg_class SET relpages = 0, reltuples = -1"
                " WHERE reltuples = 0 AND relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
        )


def test_every_foreign_key_begins_an_index() -> None:
    """What a row is deleted with is found by it, and every join goes along one."""
    assert [
        f"{table.name}.{key.elements[-1].parent.name}"
        for table in Base.metadata.tables.values()
        for key in table.foreign_key_constraints
        if not is_served(table, key.elements[-1].parent.name)
    ] == []


def is_served(table: Table, column: str) -> bool:
    """Alone, or behind the workspace, and not by an index of some rows only; those in which it is NULL may be missing."""
    those = ("None", f"{column} IS NOT NULL")
    whole = [one for one in table.indexes if str(one.dialect_options["sqlite"]["where"]) in those]
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint | PrimaryKeyConstraint)]
    begins = [[found.name for found in one.columns] for one in (*whole, *unique)]
    return any(names[:1] == [column] or names[:2] == ["workspace", column] for names in begins)
