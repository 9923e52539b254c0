"""The gap that a start finds."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.clock import MovableClock
from bot.services.presence import Presence
from storage.database import Database

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def real() -> MovableClock:
    return MovableClock(NOON)


def test_the_very_first_process_missed_nothing(database: Database, real: MovableClock) -> None:
    assert Presence(database, "one", real=real).arrived() == timedelta(0)


def test_the_gap_since_the_newest_heartbeat_is_given_back_in_the_same_unit_of_work(
    database: Database, real: MovableClock
) -> None:
    given: list[timedelta] = []
    first = Presence(database, "one", real=real)
    first.arrived()
    real.move_to(NOON + timedelta(seconds=10))
    first.beat()
    real.move_to(NOON + timedelta(minutes=5))
    second = Presence(database, "two", lambda _db, gap: given.append(gap), real)
    assert second.arrived() == timedelta(minutes=4, seconds=50)
    assert given == [timedelta(minutes=4, seconds=50)]


def test_of_two_that_start_after_an_outage_only_the_first_finds_a_gap(database: Database, real: MovableClock) -> None:
    Presence(database, "one", real=real).arrived()
    real.move_to(NOON + timedelta(hours=1))
    found = [Presence(database, name, real=real).arrived() for name in ("two", "three")]
    assert found == [timedelta(hours=1), timedelta(0)]


def test_a_gap_that_could_not_be_given_back_is_found_again(database: Database, real: MovableClock) -> None:
    def broken(_db: Session, _gap: timedelta) -> None:
        raise ValueError("broken")

    Presence(database, "one", real=real).arrived()
    real.move_to(NOON + timedelta(hours=1))
    with pytest.raises(ValueError, match="broken"):
        Presence(database, "two", broken, real).arrived()
    assert Presence(database, "three", real=real).arrived() == timedelta(hours=1)


@pytest.mark.parametrize(("seconds", "missed"), [(14, 0), (16, 16)])
def test_among_several_a_young_heartbeat_may_be_that_of_one_who_is_alive(
    postgres_url: str, real: MovableClock, seconds: int, missed: int
) -> None:
    database = Database(postgres_url)
    Presence(database, "one", real=real).arrived()
    real.move_to(NOON + timedelta(seconds=seconds))
    assert Presence(database, "two", real=real).arrived() == timedelta(seconds=missed)
    database.close()


def test_a_process_that_is_alone_was_missed_for_as_long_as_it_takes(sqlite_url: str, real: MovableClock) -> None:
    database = Database(sqlite_url)
    Presence(database, "one", real=real).arrived()
    real.move_to(NOON + timedelta(seconds=3))
    assert Presence(database, "two", real=real).arrived() == timedelta(seconds=3)
    database.close()
