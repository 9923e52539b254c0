"""Every released schema is brought to the newest one with rows in each of its tables: none is lost, and no value in any."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from graphlib import TopologicalSorter
from typing import Any, Final

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, Table, select

from bot.domain.message_and_timer_kinds import Later
from bot.services.unit_of_work import UnitOfWork
from storage import meetings, schema, seen_requests, sets, timers
from storage.base import Base
from storage.database import Database
from storage.delivery_models import Post
from storage.models import Line, Step
from tests.by_turns import DATABASES, SOAKING, by_turns

RELEASED: Final = [one.revision for one in reversed([*ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions()])]
EVERY: Final = 8
"""From so many releases one is brought all the way, on one database; `make soak` takes every one of them, on both."""
ROWS: Final = 3
"""In each table, each pointing at one of its own in the tables that it belongs to."""
MOMENT: Final = datetime(2026, 11, 3, 14, tzinfo=UTC)
MAY_BE: Final[Mapping[str, object]] = {
    "state": "waiting",
    "kind": "opening",
    "status": "open",
    "outcome": "done",
    "was": "aside",
    "ahead": "keep",
    "ask_again": "at_meeting",
    "going_on": "yes_if",
    "challenge": 2,
    "urgency": 3,
    "score": 7,
    "erases": "set",
    "minutes": 60,
    "meetings_planned": 4,
    "works_on": "01234",
    "file_kind": "markdown",
}
"""What a constraint or a type of ours asks for, where any value of its kind would not do."""
OF_TABLE: Final = {
    ("sets", "state"): "active",
    ("meetings", "state"): "closed",
    ("turns", "state"): "done",
    ("rules_proposals", "state"): "open",
    ("issues", "kind"): "problem",
    ("sets", "prompts"): "lent",
    ("sets", "hints"): "closed_too",
    ("own_prompts", "moment"): "middle",
    ("sets", "asking"): "written",
    ("meetings", "asking"): "written",
    ("steps", "phase"): "answering",
    ("sets", "guidance"): "keep",
    ("pulse_words", "about"): "better",
    ("leave_requests", "state"): "stays",
    ("members", "gone"): "channel",
}
RENAMED: Final = {("issues", "first_in_line"): "in_line"}
WRITTEN_BY_MIGRATIONS: Final = {
    "timers": {Later.MEETING_LONG_OVER, Later.LOOK_AT_CHANNEL, Later.LETTER, Later.SET_SLEEPS}
}
"""Rows that an upgrade adds, by their kind."""
CLEARED: Final = {("conversations", "gone"), ("ratings", "well"), ("ratings", "better")}
"""Where the set of that channel is alive; and words that are kept apart from their number since."""


def value(table: Table, column: sa.Column[Any], number: int) -> object:
    """Something of the column's type, another one in every row."""
    if (table.name, column.name) in OF_TABLE:
        return OF_TABLE[table.name, column.name]
    if column.name in MAY_BE and not isinstance(column.type, sa.Boolean):
        found = MAY_BE[column.name]
        return f"{found}" if table.name not in ("posts", "timers") else f"{found}{number}"
    moment = MOMENT + timedelta(minutes=number)
    by_type: tuple[tuple[type[Any], object], ...] = (
        (sa.Boolean, number % 2 == 0),
        (sa.DateTime, moment if table.metadata.info["aware"] else moment.replace(tzinfo=None)),
        (sa.Date, date(2026, 11, 3) + timedelta(days=number)),
        (sa.Time, time(9, number)),
        (sa.JSON, {"number": number} if column.name in ("facts", "format") else [f"rule {number}"]),
        (sa.Integer, number),
        (sa.Float, float(number)),
        (sa.String, f"{column.name} {number}"[: getattr(column.type, "length", None) or 40]),
    )
    return next(found for kind, found in by_type if isinstance(column.type, kind))


@cache
def rows_of(table: Table, number: int) -> Mapping[str, object]:
    """A row with something in every column; what points at a table points at its row of that number, in itself at the one before.

    The database numbers its rows itself, so that it goes on counting behind them.
    """
    row = {column.name: value(table, column, number) for column in table.columns if column.name != "id"}
    for key in table.foreign_key_constraints:
        at = number if parent_of(key) != table.name else number - 1 or None
        row |= {element.parent.name: at for element in key.elements}
    one_a_workspace = [column.name for column in table.primary_key] == ["workspace"]
    return row | ({"workspace": "T1"} if "workspace" in row and not one_a_workspace else {})


ON_SQLITE: Final = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
ON_POSTGRESQL: Final = """
    SELECT c.relname, (SELECT string_agg(concat(attname, ' ', format_type(atttypid, atttypmod)), ',' ORDER BY attnum)
                       FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
        || (SELECT string_agg(pg_get_constraintdef(oid), ',' ORDER BY conname) FROM pg_constraint WHERE conrelid = c.oid)
    FROM pg_class AS c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace"""
KNOWN: Final[dict[tuple[str, str, str], Table]] = {}
"""Tables by their dialect, their name, and how they are written: one that stays as it was is not looked into again."""
OF_RELEASE: Final[dict[tuple[str, str], list[Table]]] = {}
"""The tables of each release on each kind of database: migrations make the same each time."""


def reflected(connection: Connection) -> list[Table]:
    """The tables as the database has them, parents first."""
    revision = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    key = (connection.dialect.name, revision)
    if key not in OF_RELEASE:
        OF_RELEASE[key] = _reflected(connection)
    return OF_RELEASE[key]


def _reflected(connection: Connection) -> list[Table]:
    written = connection.exec_driver_sql(ON_SQLITE if connection.dialect.name == "sqlite" else ON_POSTGRESQL)
    found = {name: looked_into(connection, name, how) for name, how in written.all() if name != "alembic_version"}
    parents = {
        name: {parent_of(key) for key in table.foreign_key_constraints} - {name} for name, table in found.items()
    }
    return [found[name] for name in TopologicalSorter(parents).static_order()]


def looked_into(connection: Connection, name: str, written: str) -> Table:
    key = (connection.dialect.name, name, written)
    if key not in KNOWN:
        alone = MetaData(info={"aware": connection.dialect.name == "postgresql"})
        KNOWN[key] = Table(name, alone, autoload_with=connection, resolve_fks=False)
    return KNOWN[key]


def parent_of(key: sa.ForeignKeyConstraint) -> str:
    """The table that it points at."""
    return key.elements[0].target_fullname.partition(".")[0]


def fill(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reflected(connection):
            connection.execute(table.insert(), [rows_of(table, number) for number in range(1, ROWS + 1)])


@cache
def all_of(table: Table) -> sa.Select[Any]:
    return select(table)


def content(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    with engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(all_of(table)).mappings()]
            for table in reflected(connection)
        }


def kept(before: Mapping[str, Any], table: str, after: list[dict[str, Any]]) -> bool:
    """Whether a row is still there with all that it had, under the names that its columns have now."""
    had = {name: one for name, one in before.items() if (table, name) not in CLEARED}
    return any(all(now_of(row, table, name) == one for name, one in had.items()) for row in after)


def now_of(row: Mapping[str, Any], table: str, name: str) -> object:
    return row[name] if name in row else row.get(RENAMED.get((table, name), ""))


def is_lossless(before: Mapping[str, list[dict[str, Any]]], after: Mapping[str, list[dict[str, Any]]]) -> None:
    """Every row is still there, and none has come but those that migrations write."""
    for table, rows in before.items():
        assert [row for row in rows if not kept(row, table, after[table])] == [], table
        added = [row for row in after[table] if row.get("kind") in WRITTEN_BY_MIGRATIONS.get(table, ())]
        assert len(after[table]) - len(added) == ROWS, table


def filled(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """What is in the database now that there is something in each column of each of its tables."""
    fill(engine)
    before = content(engine)
    assert all(len(rows) == ROWS for rows in before.values())
    assert all(None not in row.values() for table, rows in before.items() for row in rows[1:])
    return before


def clear(engine: Engine) -> None:
    """Take all rows out of the database, which numbers its next ones from 1 again."""
    with engine.begin() as connection:
        for table in reversed(reflected(connection)):
            connection.execute(table.delete())
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")


def test_no_migration_loses_a_row_or_a_value(bare_url: str) -> None:
    """Each of them by itself, with rows in all tables that are there before it."""
    database = Database(bare_url)
    schema.upgrade(database.engine, RELEASED[0])
    for revision in RELEASED[1:]:
        before = filled(database.engine)
        schema.upgrade(database.engine, revision)
        is_lossless(before, content(database.engine))
        clear(database.engine)
    database.close()


@pytest.mark.parametrize(
    ("revision", "bare_url"), by_turns(RELEASED if SOAKING else RELEASED[::EVERY], DATABASES), indirect=["bare_url"]
)
def test_no_row_and_no_value_is_lost(bare_url: str, revision: str) -> None:
    """On the whole way to the newest one, whatever migrations have left empty in rows; and all of it is of use then."""
    database = Database(bare_url)
    schema.upgrade(database.engine, revision)
    before = filled(database.engine)
    schema.upgrade(database.engine)
    after = content(database.engine)
    is_lossless(before, after)
    looks = [row["set_id"] for row in after["timers"] if row["kind"] == Later.LOOK_AT_CHANNEL]
    assert sorted(looks) == ([row["id"] for row in after["sets"]] if revision < "0012" else [])
    works(database, before.keys())
    database.close()


def works(database: Database, filled: Collection[str]) -> None:
    """What the migrated database holds can be read, every row of every table, and written to; tables that came since are empty."""
    with database.work() as db:
        for mapper in Base.registry.mappers:
            least = ROWS if mapper.class_.__tablename__ in filled else 0
            assert len(db.scalars(select(mapper.class_)).all()) >= least, mapper.class_
        the_set = sets.locked(db, "T1", 1)
        assert the_set is not None
        assert [one.number for one in meetings.last_over(db, the_set.id, 5)] == [1]
        work = UnitOfWork(db, "T1", MOMENT)
        work.later(Later.MEETING_LONG_OVER, 1, MOMENT, the_set.id)
        work.write()


@pytest.mark.parametrize(
    "states",
    [
        pytest.param({1: "active", 2: "agreeing", 3: "paused"}, id="two that are alive"),
        pytest.param({1: "ended", 2: "paused", 3: "active"}, id="one that is alive"),
    ],
)
def test_a_set_that_is_alive_is_not_left_mute(bare_url: str, states: Mapping[int, str]) -> None:
    database = Database(bare_url)
    schema.upgrade(database.engine, "0005")
    fill(database.engine)
    with database.engine.begin() as connection:
        for number, state in states.items():
            connection.execute(sa.text("UPDATE sets SET state = :state WHERE id = :id"), {"state": state, "id": number})
    schema.upgrade(database.engine, "0006")
    with database.engine.connect() as connection:
        found = connection.execute(sa.text("SELECT id, gone, lost_at IS NULL FROM conversations ORDER BY id")).all()
    alive = {number for number, state in states.items() if state in ("active", "agreeing")}
    assert [tuple(one) for one in found] == [
        (number, None if number in alive else f"gone {number}", number in alive) for number in states
    ]
    database.close()


def test_what_timers_alone_knew_of_an_open_step_is_kept_with_it(bare_url: str) -> None:
    """Only of what is open, and not of what was put away while the channel of its set is gone."""
    database = Database(bare_url)
    schema.upgrade(database.engine, "0006")
    fill(database.engine)
    due, put_away = MOMENT + timedelta(minutes=10), timers.PUT_AWAY
    rows = [("step_quiet", "1", due), ("step_quiet", "2", due), ("step_quiet", "3", put_away)]
    rows += [("report_form", "1:1", due), ("report_form", "2:2", put_away), ("report_form", "3:3", due)]
    with database.engine.begin() as connection:
        connection.execute(sa.text("UPDATE steps SET ended_at = NULL WHERE id IN (1, 3)"))
        connection.execute(sa.text("UPDATE sets SET quiet_seconds = 90"))
        connection.execute(sa.text("UPDATE lines SET what = 'writing' WHERE step_id < 3"))
        table = Table("timers", MetaData(), autoload_with=connection)
        for kind, subject, at in rows:
            moment = at if connection.dialect.name == "postgresql" else at.replace(tzinfo=None)
            timer = {"workspace": "T1", "set_id": 1, "kind": kind, "subject": subject, "due_at": moment}
            connection.execute(table.insert(), timer)
    schema.upgrade(database.engine)
    with database.look() as db:
        assert list(db.scalars(select(Step.word_at).order_by(Step.id))) == [due - timedelta(seconds=90), None, None]
        assert list(db.scalars(select(Line.until).order_by(Line.step_id))) == [due, None, None]
        assert [(one.drawn, one.drawn_for) for one in db.scalars(select(Post))] == [(None, None)] * ROWS
    database.close()


def test_the_words_of_a_pulse_are_kept_under_keys_that_nothing_ties_to_its_number(bare_url: str) -> None:
    database = Database(bare_url)
    schema.upgrade(database.engine, "0028")
    fill(database.engine)
    before = content(database.engine)["ratings"]
    schema.upgrade(database.engine, "0030")
    after = content(database.engine)
    said = [(row["meeting_id"], about, row[about]) for row in before for about in ("well", "better")]
    assert sorted((row["meeting_id"], row["about"], row["words"]) for row in after["pulse_words"]) == sorted(said)
    assert not {row["key"] for row in after["pulse_words"]} & {row["key"] for row in after["ratings"]}
    database.close()


def test_a_form_that_was_kept_before_is_known_again_and_not_what_it_said(bare_url: str) -> None:
    database = Database(bare_url)
    schema.upgrade(database.engine, "0007")
    fill(database.engine)
    schema.upgrade(database.engine)
    with database.work() as db:
        assert seen_requests.seen(db, "T1", ["key 1"], MOMENT, "a hash")
        assert seen_requests.said_otherwise(db, "T1", ["key 1"], "a hash")
    database.close()
