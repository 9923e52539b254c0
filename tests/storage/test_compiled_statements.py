"""A statement that goes to the driver itself finds, writes and fails as it does by way of SQLAlchemy."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from sqlalchemy import Integer, String, bindparam, event, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.domain.message_and_timer_kinds import Later
from storage import timers
from storage.compiled_statements import CompiledInsert, CompiledStatement, Connected
from storage.database import Database
from storage.delivery_models import SeenRequest, Timer
from storage.json_rows import table_of

NOON: Final = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
_seen, _timers = table_of(SeenRequest), table_of(Timer)
ADDED: Final = CompiledStatement(
    insert(_timers)
    .values({name: bindparam(name) for name in ("workspace", "kind", "subject", "due_at", "set_id")})
    .returning(_timers.c.id, _timers.c.due_at)
)
ADDED_ALONE: Final = CompiledInsert(_timers, ("workspace", "kind", "subject", "due_at", "set_id"))
FOUND: Final = CompiledStatement(
    select(_timers.c.subject, _timers.c.kind, _timers.c.due_at, _timers.c.set_id)
    .where(_timers.c.workspace == bindparam("workspace", type_=String()), _timers.c.due_at > NOON - timedelta(hours=1))
    .order_by(_timers.c.id)
    .limit(bindparam("many", type_=Integer()))
)
FORGOTTEN: Final = CompiledStatement(_seen.delete().where(_seen.c.workspace == bindparam("of", type_=String())))


def timer(subject: str, **more: object) -> Mapping[str, object]:
    return {"workspace": "T1", "kind": "sweep", "subject": subject, "due_at": NOON, "set_id": None, **more}


def listening(database: Database) -> Callable[[], None]:
    """Have SQLAlchemy tell of what is executed, until that is called."""

    def hear(*_: object) -> None:
        pass

    event.listen(database.engine, "after_cursor_execute", hear)
    return lambda: event.remove(database.engine, "after_cursor_execute", hear)


def done(db: Connected) -> list[tuple[Any, ...]]:
    added = [ADDED.execute(db, timer(subject)).rows[0][1:] for subject in "abc"]
    return [tuple(row) for row in (*added, *FOUND.execute(db, {"workspace": "T1", "many": 2}).rows)]


def test_it_finds_and_writes_the_same_either_way(database: Database) -> None:
    with database.work() as db:
        by_driver = done(db)
        db.rollback()
    stop = listening(database)
    with database.work() as db:
        by_sqlalchemy = done(db)
    stop()
    assert by_driver == by_sqlalchemy == [(NOON,)] * 3 + [("a", "sweep", NOON, None), ("b", "sweep", NOON, None)]


def test_what_it_writes_is_committed_or_rolled_back_with_its_unit_of_work(database: Database) -> None:
    with database.deliver() as db:
        ADDED.execute(db, timer("kept"))
    with pytest.raises(KeyError, match="set_id"), database.work() as session:  # noqa: PT012 - one is written before
        ADDED.execute(session, timer("not kept"))
        ADDED.execute(session, {name: value for name, value in timer("half").items() if name != "set_id"})
    with database.glance() as db:
        assert [row[0] for row in FOUND.execute(db, {"workspace": "T1", "many": 9}).rows] == ["kept"]


def test_it_says_how_many_rows_were_written(database: Database) -> None:
    with database.work() as db:
        db.add_all(SeenRequest(workspace="T1", key=f"{number}", seen_at=NOON) for number in range(3))
        db.flush()
        assert [FORGOTTEN.execute(db, {"of": team}).written for team in ("T2", "T1")] == [0, 3]


def test_an_error_of_the_driver_is_told_as_sqlalchemy_tells_it(database: Database) -> None:
    judged: list[Any] = []
    event.listen(database.engine, "handle_error", judged.append)
    with pytest.raises(IntegrityError) as raised, database.work() as db:  # noqa: PT012 - one is written before
        done(db)
        done(db)
    assert isinstance(raised.value, DBAPIError)
    assert isinstance(raised.value.orig, database.engine.dialect.loaded_dbapi.Error)
    assert [one.original_exception for one in judged] == [raised.value.orig]
    with database.glance() as found:
        assert FOUND.execute(found, {"workspace": "T1", "many": 9}).rows == []


def test_an_insert_tells_the_id_of_its_row_either_way(database: Database) -> None:
    with database.work() as db:
        ids = [ADDED_ALONE.execute(db, timer(subject)) for subject in "ab"]
    stop = listening(database)
    with database.work() as db:
        ids.append(ADDED_ALONE.execute(db, timer("c")))
    stop()
    with database.look() as db:
        assert [db.get_one(Timer, one).subject for one in ids] == ["a", "b", "c"]


def test_a_naive_moment_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="naive"), database.work() as db:
        ADDED.execute(db, timer("a", due_at=datetime(2026, 9, 1, 12, 0)))  # noqa: DTZ001 - which is the point


def test_a_list_of_values_is_refused(database: Database) -> None:
    several = CompiledStatement(select(_seen.c.key).where(_seen.c.key.in_(bindparam("keys", expanding=True))))
    with pytest.raises(ValueError, match="list"), database.glance() as db:
        several.execute(db, {"keys": ["a"]})


def test_one_row_goes_to_the_driver_and_several_by_sqlalchemy_to_the_same_end(database: Database) -> None:
    with database.work() as db:
        timers.put(db, "T1", Later.SWEEP, "one", NOON, None)
        timers.write(db, "T1", {(Later.SWEEP, name): timers.TimerDue(NOON, None) for name in ("one", "two")})
        found = FOUND.execute(db, {"workspace": "T1", "many": 9}).rows
    assert [tuple(row[:3]) for row in found] == [("one", "sweep", NOON), ("two", "sweep", NOON)]
