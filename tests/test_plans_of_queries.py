"""Nothing that is asked of the database reads a table that grows from end to end, on either database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, func, select

from benchmarks.filling import fill
from benchmarks.play import STAGES
from benchmarks.shape import Shape
from benchmarks.size import SMALL
from storage import schema
from storage.database import Database
from storage.models import Base
from tests.explaining import Walk, overhearing, walks
from tests.house import TUESDAY, a_house
from tests.processes import database_without_tables

FILLED: Final = Shape(sets=400, meetings=2, actions=25)
"""Twenty thousand actions, and twice as many posts and timers; a few thousand people in a few hundred sets."""
FEW: Final = {
    "heartbeats": "one a process",
    "strays": "replies that wait for the head of their thread, for two days at most",
    "alembic_version": "one row",
}
OWED: Final = {
    "ix_posts_due_at": "a partial index, of what is still owed",
    "ix_posts_unshown": "a partial index, of what is still owed",
    "ix_conversations_leased": "a partial index, of what is being sent to",
    "ix_conversations_unopened": "a partial index, of the people to whom the bot has not written yet",
    "uq_meetings_open": "a partial index, of the meetings that are open",
    "uq_steps_open": "a partial index, of the steps that are open",
}


@contextmanager
def a_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    if kind == "sqlite":
        yield Database(f"sqlite:///{folder}/sets.db")
        return
    with database_without_tables(request.getfixturevalue("postgres")) as url:
        yield Database(url)


async def played(url: str) -> None:
    async with a_house(url) as house:
        for stage in STAGES:
            await stage(house, SMALL)


def sizes(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def is_reasoned(walk: Walk) -> bool:
    return walk.table in FEW or any(index in walk.how for index in OWED)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_nothing_is_read_from_end_to_end(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    with a_database(kind, request, tmp_path) as database:
        schema.upgrade(database.engine)
        fill(database.engine, FILLED, TUESDAY)
        url = database.engine.url.render_as_string(hide_password=False)
        with overhearing() as heard:
            asyncio.run(played(url))
        rows = sizes(database.engine)
        with database.engine.connect().execution_options(writes=False) as connection:
            found = [walk for asked in heard.values() for walk in walks(connection, asked, rows)]
        database.close()
    assert len(heard) > 100
    unreasoned = [str(walk) for walk in found if not is_reasoned(walk)]
    assert not unreasoned, "\n".join(unreasoned)
