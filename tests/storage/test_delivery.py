"""What delivery asks of the database."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from bot.domain.message_and_timer_kinds import Later, Says
from storage import delivery, posts, timers
from storage.database import Database
from storage.delivery import Moment
from storage.delivery_models import Conversation, Post
from storage.delivery_rows import HeadRow
from storage.delivery_statements import PRESSING
from storage.models import Person

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM = "T1"
AT = Moment(NOON, NOON, "one")


def want(
    db: Session,
    channel: str,
    subject: str,
    due_at: datetime = NOON,
    parent_id: int | None = None,
    kind: Says = Says.NOTICE,
) -> Post:
    room = posts.channel_conversation(db, TEAM, channel)
    return posts.put(db, room, kind, subject, due_at=due_at, set_id=None, parent_id=parent_id, facts={})


def owed(db: Session, process: str = "one", now: datetime = NOON) -> dict[int, bool]:
    return delivery.owed(db, Moment(now, NOON, process), 0)


def waiting(db: Session) -> list[tuple[str, int]]:
    return delivery.low_priority(db, AT, 5)


def test_what_is_due_is_owed_and_what_is_shown_or_dropped_is_not(database: Database) -> None:
    with database.work() as db:
        new, stale = want(db, "C1", "new").conversation_id, want(db, "C2", "stale")
        shown, dropped = want(db, "C3", "shown"), want(db, "C4", "dropped")
        want(db, "C5", "later", NOON + timedelta(seconds=1))
        (stale.ts, stale.shown, stale.wanted) = ("1.0", 1, 2)
        (shown.ts, shown.shown, dropped.dropped) = ("1.0", 1, True)
        gone = posts.channel_conversation(db, TEAM, "C6")
        gone.gone, _ = "is_archived", want(db, "C6", "gone")
        db.flush()
        assert owed(db) == {new: True, stale.conversation_id: False}


def test_a_reply_is_owed_only_once_its_head_is_there_or_never_will_be(database: Database) -> None:
    with database.work() as db:
        head = want(db, "C1", "head", NOON + timedelta(days=1))
        want(db, "C1", "reply", parent_id=head.id)
        assert owed(db) == {}
        head.dropped = True
        db.flush()
        assert owed(db) == {head.conversation_id: True}


def test_a_conversation_is_leased_to_one_and_taken_over_when_the_lease_has_lapsed(database: Database) -> None:
    until = NOON + timedelta(seconds=10)
    with database.work() as db:
        room = want(db, "C1", "x").conversation_id
        assert delivery.lease(db, [room], "one", NOON, until) == {room}
        assert delivery.lease(db, [room], "two", NOON, until) == frozenset()
        assert owed(db, "two") == {}
        assert delivery.held(db, room, Moment(NOON, NOON, "two")) is None
        assert delivery.extend(db, [room], "one", until, until) == frozenset()
        assert delivery.lease(db, [room], "two", until, until + timedelta(seconds=10)) == {room}
        assert delivery.extend(db, [room], "one", until, until + timedelta(seconds=20)) == frozenset()


def first_unsent(db: Session, room: int) -> tuple[int, HeadRow | None]:
    """By its row, with the head of its thread."""
    found = delivery.first_unsent(db, room, AT)
    assert found is not None
    return found[0].id, found[1]


def test_what_was_tried_comes_first_and_then_the_oldest(database: Database) -> None:
    with database.work() as db:
        first, second = want(db, "C1", "first"), want(db, "C1", "second")
        room = first.conversation_id
        assert first_unsent(db, room) == (first.id, None)
        second.tried_at = NOON
        db.flush()
        assert first_unsent(db, room) == (second.id, None)


def test_a_revision_that_was_wanted_meanwhile_is_not_dropped(database: Database) -> None:
    with database.work() as db:
        post = want(db, "C1", "x")
        posts.bump(db, TEAM, {Says.NOTICE: ["x"]})
        delivery.drop(db, post.id, revision=1)
        db.refresh(post)
        assert not post.dropped
        delivery.drop(db, post.id, revision=2)
        db.refresh(post)
        assert post.dropped


@pytest.mark.parametrize("question", ["owed", "coming"])
def test_what_is_due_one_day_costs_nothing_today(sqlite_url: str, question: str) -> None:
    database = Database(sqlite_url)
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(database.engine, "before_cursor_execute", lambda *args: asked.append((args[2], args[3])))
    with database.look() as db:
        owed(db) if question == "owed" else delivery.coming(db, NOON)
        statement, values = next((sql, values) for sql, values in asked if "FROM posts" in sql)
        plan = db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    assert any("ix_posts_due_at" in row[3] for row in plan)
    assert not any(row[3].startswith("SCAN posts") for row in plan)
    database.close()


def test_postgresql_uses_the_index_of_what_is_due_too(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.look() as db:
        db.execute(text("SET LOCAL enable_seqscan = off"))
        pressing = PRESSING.text
        question = f"EXPLAIN SELECT due_at FROM posts WHERE {pressing} ORDER BY due_at LIMIT 1"  # noqa: S608
        plan = db.execute(text(question)).scalars().all()
    assert any("ix_posts_due_at" in line for line in plan)
    database.close()


def test_people_whose_dm_is_not_open_are_found(database: Database) -> None:
    with database.work() as db:
        ana = Person(workspace=TEAM, user="U1")
        db.add(ana)
        db.flush()
        dm: Conversation = posts.person_conversations(db, TEAM, [ana.id])[ana.id]
        posts.put(db, dm, "notice", "x", due_at=NOON, set_id=None, parent_id=None, facts={})
        assert delivery.unopened(db, NOON) == [(TEAM, ana.id, False)]
        timers.put(db, TEAM, Later.OPEN_DM, str(ana.id), NOON, None)
        assert (delivery.unopened(db, NOON), owed(db)) == ([(TEAM, ana.id, True)], {})
        dm.channel = "D1"
        db.flush()
        assert (delivery.unopened(db, NOON), owed(db)) == ([], {dm.id: True})


def test_what_can_wait_is_found_apart_and_lets_others_go_first(database: Database) -> None:
    with database.work() as db:
        reminder = want(db, "C1", "1:1:1", kind=Says.REPORT_ASK)
        room = reminder.conversation_id
        assert (owed(db), waiting(db)) == ({}, [(TEAM, room)])
        notice = want(db, "C1", "x")
        assert first_unsent(db, room) == (notice.id, None)
        delivery.shown(db, reminder.id, 1, None, ts="1.1")
        assert waiting(db) == []
        reminder_again = want(db, "C1", "1:1:1", kind=Says.REPORT_ASK)
        assert reminder_again is reminder
        assert (owed(db), waiting(db)) == ({room: True}, [])


def test_ten_thousand_reminders_are_not_walked_through_for_a_click(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.work() as db:
        room = posts.channel_conversation(db, TEAM, "C1")
        each = [(room, str(number)) for number in range(10_000)]
        posts.add(db, Says.REPORT_ASK, each, due_at=NOON, set_id=None, parent_id=None, facts={})
    steps: list[int] = []
    with database.look() as db:
        counted = db.connection().connection.driver_connection
        assert counted is not None
        counted.set_progress_handler(lambda: steps.append(1), 1000)
        assert owed(db) == {}
        assert delivery.unopened(db, NOON) == []
        assert waiting(db) == [(TEAM, room.id)]
        counted.set_progress_handler(None, 0)
    assert len(steps) < 5, "thousands of steps of SQLite's machine"
    database.close()


def test_what_a_clock_that_was_ahead_has_leased_or_put_off_is_held_back_no_longer(database: Database) -> None:
    ahead = NOON + timedelta(days=1)
    with database.work() as db:
        post = want(db, "C1", "x")
        delivery.lease(db, [post.conversation_id], "one", ahead, ahead + timedelta(seconds=10))
        assert owed(db, "two") == {post.conversation_id: True}
        assert delivery.lease(db, [post.conversation_id], "two", NOON, NOON + timedelta(seconds=10))
        delivery.changed(db, post.id, next_at=NOON + timedelta(seconds=60))
        assert owed(db, "two") == {}
        delivery.changed(db, post.id, next_at=ahead + timedelta(seconds=60))
        assert owed(db, "two") == {post.conversation_id: True}


def test_a_lease_of_a_process_whose_clock_is_a_little_ahead_holds(database: Database) -> None:
    with database.work() as db:
        room = want(db, "C1", "x").conversation_id
        delivery.lease(db, [room], "one", NOON, NOON + timedelta(seconds=13))
        assert delivery.lease(db, [room], "two", NOON, NOON + timedelta(seconds=10)) == frozenset()
