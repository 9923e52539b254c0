"""Heartbeats."""

from datetime import UTC, datetime, timedelta

from storage import heartbeats
from storage.database import Database

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_nobody_was_ever_there(database: Database) -> None:
    with database.work() as db:
        assert heartbeats.newest(db) == (None, 0)


def test_the_newest_heartbeat_of_all_processes_counts(database: Database) -> None:
    with database.work() as db:
        heartbeats.beat(db, "one", NOON)
        heartbeats.beat(db, "two", NOON + timedelta(seconds=4))
        heartbeats.beat(db, "one", NOON + timedelta(seconds=3))
    with database.work() as db:
        assert heartbeats.newest(db) == (NOON + timedelta(seconds=4), 0)
