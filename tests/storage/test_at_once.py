"""Two transactions of two processes that write the same rows: each waits for the other, and neither fails."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from bot.domain.outgoing import Later
from bot.domain.sending import Reply
from storage import deliveries, heartbeats, posts, strays, timers
from storage.database import Database
from storage.models import Person
from storage.outgoing import Conversation, Delivery, Heartbeat, Stray, Timer
from storage.timers import TimerDue

NOON: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM: Final = "T1"
PEOPLE: Final = range(1, 61)
ROUNDS: Final = 5

Writes = Callable[[Session, list[int]], object]


@pytest.fixture
def one(postgres_url: str) -> Iterator[Database]:
    yield from opened(postgres_url)


@pytest.fixture
def other(postgres_url: str) -> Iterator[Database]:
    yield from opened(postgres_url)


def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


def write_timers(db: Session, people: list[int]) -> None:
    timers.write(db, TEAM, {(Later.OPEN_DM, str(person)): TimerDue(NOON, None) for person in people})


def drop_timers(db: Session, people: list[int]) -> None:
    timers.write(db, TEAM, {(Later.OPEN_DM, str(person)): None for person in people})


def make_conversations(db: Session, people: list[int]) -> None:
    posts.person_conversations(db, TEAM, people)


def see_deliveries(db: Session, people: list[int]) -> None:
    deliveries.seen(db, TEAM, [f"Ev{person}" for person in people], NOON)


def keep_strays(db: Session, people: list[int]) -> None:
    strays.put(db, Reply(TEAM, "C1", "1.0", "U1", "2.0"))


def beat(db: Session, people: list[int]) -> None:
    heartbeats.beat(db, "one", NOON)


def of_people(database: Database) -> None:
    with database.work() as db:
        db.add_all([Person(id=number, workspace=TEAM, user=f"U{number}") for number in PEOPLE])


def counted(database: Database, table: type[object]) -> int:
    with database.look() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


LOOK_FIRST: Final = [
    pytest.param(make_conversations, Conversation, len(PEOPLE), id="conversations"),
]
EACH: Final = pytest.mark.parametrize(
    ("writes", "table", "many"),
    [
        *LOOK_FIRST,
        pytest.param(write_timers, Timer, len(PEOPLE), id="timers"),
        pytest.param(see_deliveries, Delivery, len(PEOPLE), id="deliveries"),
        pytest.param(keep_strays, Stray, 1, id="strays"),
        pytest.param(beat, Heartbeat, 1, id="heartbeats"),
    ],
)


@pytest.mark.parametrize(("writes", "table", "many"), LOOK_FIRST)
def test_what_the_other_has_written_meanwhile_is_written_once(
    one: Database, other: Database, writes: Writes, table: type[object], many: int
) -> None:
    of_people(one)

    def meanwhile(*_: object) -> None:
        """The other is through before this one has read what its first look brought."""
        with other.work() as db:
            writes(db, list(PEOPLE))

    with one.work() as db:
        db.execute(select(1))
        event.listen(one.engine, "after_cursor_execute", meanwhile, once=True)
        writes(db, list(PEOPLE))
    assert counted(one, table) == many


@EACH
def test_two_that_write_the_same_in_opposite_order_at_once_both_come_through(
    one: Database, other: Database, writes: Writes, table: type[object], many: int
) -> None:
    of_people(one)
    for _ in range(ROUNDS):
        assert at_once(one, other, writes) == []
        assert counted(one, table) == many
        with one.work() as db:
            db.execute(table.__table__.delete())  # type: ignore[attr-defined]


def test_two_that_drop_the_same_timers_at_once_both_come_through(one: Database, other: Database) -> None:
    for _ in range(ROUNDS):
        with one.work() as db:
            write_timers(db, list(PEOPLE))
        assert at_once(one, other, drop_timers) == []
        assert counted(one, Timer) == 0


def at_once(one: Database, other: Database, writes: Writes) -> list[Exception]:
    """What went wrong while both wrote, one of them from the last to the first."""
    ready, wrong = threading.Barrier(2), list[Exception]()

    def run(database: Database, people: list[int]) -> None:
        try:
            with database.work() as db:
                db.execute(select(1))
                ready.wait(10)
                writes(db, people)
        except Exception as error:  # noqa: BLE001 - whatever it is fails the test
            wrong.append(error)

    threads = [
        threading.Thread(target=run, args=(one, list(PEOPLE))),
        threading.Thread(target=run, args=(other, list(reversed(PEOPLE)))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_a_timer_that_is_there_already_is_moved_and_keeps_its_place(database: Database) -> None:
    with database.work() as db:
        timers.put(db, TEAM, Later.OPEN_DM, "1", NOON, None)
        first = db.scalar(select(Timer.id))
        timers.put(db, TEAM, Later.OPEN_DM, "1", NOON + timedelta(minutes=1), None)
    with database.look() as db:
        row = db.scalars(select(Timer)).one()
        assert (row.id, row.due_at) == (first, NOON + timedelta(minutes=1))


def test_a_delivery_of_which_one_key_was_seen_was_seen(database: Database) -> None:
    with database.work() as db:
        assert not deliveries.seen(db, TEAM, ["Ev1", "trigger"], NOON)
        assert not deliveries.seen(db, "T2", ["Ev1"], NOON)
        assert deliveries.seen(db, TEAM, ["trigger", "Ev2"], NOON)
        assert not deliveries.seen(db, TEAM, [], NOON)


def test_what_a_form_said_is_known_by_its_hash_and_where_there_is_none_it_may_have_been_anything(
    database: Database,
) -> None:
    with database.work() as db:
        assert not deliveries.seen(db, TEAM, ["view:V1"], NOON, "a hash")
        assert not deliveries.seen(db, TEAM, ["view:V2"], NOON)
        assert deliveries.seen(db, TEAM, ["view:V1"], NOON, "another hash")
        assert not deliveries.said_otherwise(db, TEAM, ["view:V1"], "a hash")
        assert deliveries.said_otherwise(db, TEAM, ["view:V1"], "another hash")
        assert deliveries.said_otherwise(db, TEAM, ["view:V2"], "a hash")
        assert deliveries.said_otherwise(db, TEAM, ["view:V2"], None)
