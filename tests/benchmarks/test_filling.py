"""What the figures of a long used database are measured in: whole, as many as was asked for, and quiet."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from benchmarks.database_size import DatabaseSize, shape_of
from benchmarks.filling import fill
from bot.clock import MovableClock
from bot.domain.message_and_timer_kinds import Says
from bot.services.outbox import Outbox
from bot.services.timers import Timers
from storage import posts, sets
from storage.action_models import Action, Report
from storage.database import Database
from storage.delivery_models import Post, Timer

NOW = datetime(2026, 11, 3, 14, tzinfo=UTC)
LATER = NOW + timedelta(days=365)


def test_a_filled_database_holds_what_was_asked_for_and_is_quiet(database: Database) -> None:
    fill(database.engine, shape_of(2000), NOW)
    there_is_as_much_as_was_asked_for(database)
    nothing_is_due_and_nothing_is_owed(database)
    what_is_written_next_is_numbered_on(database)


def there_is_as_much_as_was_asked_for(filled: Database) -> None:
    with filled.look() as db:
        many = [db.scalar(select(func.count()).select_from(table)) for table in (Action, Post, Timer, Report)]
    assert many == [2000, 2000, 2000 + 2, 1000]  # a look at the channel of each set is among the timers


def nothing_is_due_and_nothing_is_owed(filled: Database) -> None:
    claim = Outbox(filled, MovableClock(LATER), "one").claim(frozenset())
    assert (claim.taken, claim.opening, claim.replies) == (frozenset(), False, ())
    due = Timers(filled).due(LATER, hurried=10, low_priority=0, lookups=10)
    assert (due.hurried, due.lookups) == ([], [])


def what_is_written_next_is_numbered_on(filled: Database) -> None:
    with filled.work() as db:
        channel = posts.channel_conversation(db, "T0001", "C0001")
        put = posts.put(db, channel, Says.NOTICE, "1", due_at=NOW, set_id=None, parent_id=None, facts={})
        assert put.id == 2001


def test_people_may_be_in_several_sets(database: Database) -> None:
    fill(database.engine, DatabaseSize(sets=6, meetings=2, together=6), NOW)
    with database.look() as db:
        assert len(sets.of_person(db, "T0001", "F100000")) == 6


@pytest.mark.parametrize("size", [shape_of(2000), DatabaseSize(sets=6, meetings=3, actions=25, owners=1, together=6)])
def test_every_row_points_at_one_that_is_there(sqlite_url: str, size: DatabaseSize) -> None:
    database = Database(sqlite_url)
    fill(database.engine, size, NOW)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()
