"""Which timers are found due: no kind of which thousands may be due holds up another."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, text

from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.services.unit_of_work import UnitOfWork
from storage import timers
from storage.database import Database
from storage.delivery_models import Timer
from storage.timers import TimerDue
from tests.query_plans import overhearing

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM = "T1"
A_DAY = timedelta(days=1)


def put(database: Database, kind: Later, due_at: datetime, many: int) -> None:
    with database.work() as db:
        rows = [{"workspace": TEAM, "kind": kind, "subject": str(n), "due_at": due_at} for n in range(many)]
        db.execute(insert(Timer), rows)


def kinds(found: Iterable[DueTimer]) -> list[Later]:
    return [timer.kind for timer in found]


def test_reminders_do_not_wait_for_what_years_of_meetings_left_to_clean(database: Database) -> None:
    put(database, Later.MEETING_LONG_OVER, NOON - 300 * A_DAY, 60)
    put(database, Later.LETTER, NOON, 5)
    with database.look() as db:
        found = kinds(timers.low_priority(db, NOON, 20))
    assert found == [Later.LETTER] * 5 + [Later.MEETING_LONG_OVER] * 15


def test_dms_that_wait_to_be_opened_hold_up_neither_other_lookups_nor_what_fires(database: Database) -> None:
    put(database, Later.OPEN_DM, NOON - A_DAY, 150)
    put(database, Later.LEARN_PERSON, NOON, 1)
    put(database, Later.STEP_END, NOON, 1)
    with database.look() as db:
        assert Later.LEARN_PERSON in kinds(timers.lookups(db, NOON, 100))
        assert kinds(timers.due(db, NOON)) == [Later.STEP_END]


@pytest.mark.parametrize("kind", list(Later))
def test_the_next_one_is_found_whatever_its_kind(database: Database, kind: Later) -> None:
    put(database, kind, NOON + A_DAY, 1)
    with database.look() as db:
        assert timers.coming(db, NOON).next_at == NOON + A_DAY
        assert timers.coming(db, NOON + A_DAY).next_at is None


def test_each_look_is_one_statement_that_finds_each_kind_in_the_index(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.look() as db, overhearing() as heard:
        timers.due(db, NOON)
        timers.low_priority(db, NOON, 20)
        timers.lookups(db, NOON)
        timers.coming(db, NOON)
    looks = [asked for asked in heard.values() if "timers" in asked.statement]
    assert len(looks) == 4  # each its own: what can wait are three kinds, what is looked up four
    with database.engine.connect().execution_options(writes=False) as connection:
        for asked in looks:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked.statement}", asked.values)
            steps = [detail for *_, detail in plan if "timers" in detail]
            assert all("(kind=? AND due_at" in step or "ix_timers_due (due_at" in step for step in steps), steps
    database.close()


def due_at(database: Database, kind: Later) -> datetime | None:
    with database.look() as db:
        return next((row.due_at for row in db.query(Timer) if row.kind == kind), None)


def test_what_is_to_happen_once_is_not_put_off_by_who_asks_again(database: Database) -> None:
    for days in range(3):
        with database.work() as db:
            work = UnitOfWork(db, TEAM, NOON + days * A_DAY)
            work.once(Later.SWEEP, TEAM, work.now + A_DAY)
            work.write()
    assert due_at(database, Later.SWEEP) == NOON + A_DAY


def test_what_was_dropped_is_to_happen_once_again(database: Database) -> None:
    put(database, Later.OPEN_DM, NOON, 1)
    with database.work() as db:
        work = UnitOfWork(db, TEAM, NOON + A_DAY)
        work.never(Later.OPEN_DM, 0)
        work.once(Later.OPEN_DM, 0, work.now)
        work.write()
    assert due_at(database, Later.OPEN_DM) == NOON + A_DAY


def test_only_what_is_not_there_is_written(database: Database) -> None:
    with database.work() as db:
        assert timers.write(db, TEAM, {(Later.SWEEP, TEAM): TimerDue(NOON, None, once=True)})
        assert not timers.write(db, TEAM, {(Later.SWEEP, TEAM): TimerDue(NOON + A_DAY, None, once=True)})
        assert not timers.write(db, TEAM, {(Later.OPEN_DM, "1"): None})
        assert db.scalar(text("SELECT count(*) FROM timers")) == 1
