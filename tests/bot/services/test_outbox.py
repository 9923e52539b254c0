"""The rows of what is owed to Slack, from claim to outcome."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update

from bot.clock import MovableClock
from bot.domain.delivery import Attempt, Rest, Seek, Send, Step, Wait
from bot.domain.message_and_timer_kinds import Later, Says
from bot.services.outbox import Outbox
from storage import delivery, posts, timers
from storage.database import Database
from storage.delivery_models import Conversation, Post
from storage.models import Person

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM = "T1"


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
def real() -> MovableClock:
    return MovableClock(NOON)


@pytest.fixture
def outbox(database: Database, clock: MovableClock, real: MovableClock) -> Outbox:
    return Outbox(database, clock, "one", real)


def want(database: Database, subject: str = "x", channel: str = "C1") -> int:
    with database.work() as db:
        room = posts.channel_conversation(db, TEAM, channel)
        post = posts.put(db, room, "notice", subject, due_at=NOON, set_id=None, parent_id=None, facts={})
        return post.id


def row(database: Database, post_id: int) -> Post:
    with database.look() as db:
        return db.get_one(Post, post_id)


def claimed(outbox: Outbox) -> int:
    (conversation_id,) = outbox.claim(frozenset()).taken
    return conversation_id


def attempt_of(step: Step) -> Attempt:
    assert isinstance(step, Send | Seek)
    return step.attempt


def test_what_is_shown_is_the_revision_that_was_read_before_rendering(database: Database, outbox: Outbox) -> None:
    post_id = want(database)
    room = claimed(outbox)
    attempt = attempt_of(outbox.next(room))
    with database.work() as db:
        posts.bump(db, TEAM, {Says.NOTICE: ["x"]})
    assert outbox.attempt(attempt)
    outbox.sent(attempt, "100.1")
    assert (row(database, post_id).shown, row(database, post_id).wanted) == (1, 2)
    edit = attempt_of(outbox.next(room))
    assert (edit.ts, edit.revision) == ("100.1", 2)
    outbox.edited(edit)
    assert outbox.next(room) == Rest()


def test_a_message_that_is_found_is_drawn_as_one_that_is_there_although_nothing_of_it_counts_as_shown(
    database: Database, outbox: Outbox
) -> None:
    post_id = want(database)
    room = claimed(outbox)
    first = attempt_of(outbox.next(room))
    assert not first.wanted.is_there
    outbox.attempt(first)
    outbox.found(attempt_of(outbox.next(room)), "100.1")
    assert row(database, post_id).shown == 0
    assert attempt_of(outbox.next(room)).wanted.is_there


def test_an_attempt_that_nobody_wrote_down_is_looked_for_at_once_and_again_after_seven_seconds(
    database: Database, outbox: Outbox, real: MovableClock
) -> None:
    want(database)
    room = claimed(outbox)
    assert outbox.attempt(attempt_of(outbox.next(room)))
    look = outbox.next(room)
    assert isinstance(look, Seek)
    outbox.not_found(look.attempt, NOON)
    assert outbox.next(room) == Wait(NOON + timedelta(seconds=7), paced=False)
    real.move_to(NOON + timedelta(seconds=7))
    outbox.renew([room])
    look = outbox.next(room)
    assert isinstance(look, Seek)
    outbox.not_found(look.attempt, real.now())
    assert isinstance(outbox.next(room), Send)


def test_a_look_begins_at_the_newest_message_known_before_the_first_attempt(database: Database, outbox: Outbox) -> None:
    want(database, "first")
    room = claimed(outbox)
    first = attempt_of(outbox.next(room))
    assert first.after_ts == f"{(NOON - timedelta(minutes=5)).timestamp():.6f}"
    outbox.attempt(first)
    outbox.sent(first, "1800000000.000100")
    want(database, "second")
    assert attempt_of(outbox.next(room)).after_ts == "1800000000.000100"


def test_nothing_is_done_without_the_lease(postgres_url: str, clock: MovableClock, real: MovableClock) -> None:
    database = Database(postgres_url)
    outbox = Outbox(database, clock, "one", real)
    want(database)
    room = claimed(outbox)
    attempt = attempt_of(outbox.next(room))
    real.move_to(NOON + timedelta(seconds=10))
    assert outbox.next(room) == Rest()
    assert not outbox.attempt(attempt)
    assert outbox.renew([room]) == frozenset()
    database.close()


def test_a_post_that_was_dropped_meanwhile_is_not_sent(database: Database, outbox: Outbox) -> None:
    want(database)
    attempt = attempt_of(outbox.next(claimed(outbox)))
    outbox.dropped(attempt)
    assert not outbox.attempt(attempt)


def test_what_is_served_already_is_reported_again_but_not_leased_again(database: Database, outbox: Outbox) -> None:
    want(database)
    room = claimed(outbox)
    claim = outbox.claim(frozenset({room}))
    assert claim.taken == claim.fresh == frozenset({room})
    outbox.release(room)
    assert claimed(outbox) == room


def test_a_dm_that_is_not_open_is_asked_for_once(database: Database, outbox: Outbox) -> None:
    with database.work() as db:
        ana = Person(workspace=TEAM, user="U1")
        db.add(ana)
        db.flush()
        dm = posts.person_conversations(db, TEAM, [ana.id])[ana.id]
        posts.put(db, dm, "notice", "x", due_at=NOON, set_id=None, parent_id=None, facts={})
        person_id = ana.id
    assert [outbox.claim(frozenset()).opening for _ in range(2)] == [True, False]
    with database.look() as db:
        (timer,) = timers.lookups(db, NOON)
    assert (timer.kind, timer.subject, timer.due_at) == (Later.OPEN_DM, str(person_id), NOON)


def test_on_sqlite_nothing_is_leased_and_what_a_dead_process_held_is_ours(
    sqlite_url: str, clock: MovableClock, real: MovableClock
) -> None:
    database = Database(sqlite_url)
    want(database)
    with database.work() as db:
        db.execute(update(Conversation).values(leased_by="dead", leased_until=NOON + timedelta(seconds=10)))
    outbox = Outbox(database, clock, "alive", real)
    room = claimed(outbox)
    assert outbox.attempt(attempt_of(outbox.next(room)))
    with database.look() as db:
        assert db.scalars(select(Conversation.leased_by)).all() == ["dead"]
    database.close()


def test_on_postgresql_what_another_holds_is_left_alone(
    postgres_url: str, clock: MovableClock, real: MovableClock
) -> None:
    database = Database(postgres_url)
    want(database)
    claimed(Outbox(database, clock, "alive", real))
    other = Outbox(database, clock, "other", real)
    assert other.claim(frozenset()).taken == frozenset()
    database.close()


def test_the_next_due_time_is_that_of_a_post_that_is_not_due_yet(database: Database, real: MovableClock) -> None:
    want(database)
    for now, next_at in ((NOON, None), (NOON - timedelta(seconds=1), NOON)):
        assert Outbox(database, MovableClock(now), "one", real).claim(frozenset()).next_at == next_at


def test_a_conversation_that_a_clock_ahead_has_paused_is_served(
    database: Database, outbox: Outbox, real: MovableClock
) -> None:
    want(database)
    room = claimed(outbox)
    with database.work() as db:
        delivery.pause(db, room, real.now() + timedelta(seconds=60))
    assert outbox.next(room) == Wait(NOON + timedelta(seconds=60), paced=False)
    with database.work() as db:
        delivery.pause(db, room, real.now() + timedelta(days=1))
    assert isinstance(outbox.next(room), Send)


@pytest.mark.parametrize(
    "outcome",
    [
        pytest.param(lambda outbox, attempt: outbox.not_done(attempt), id="not done"),
        pytest.param(lambda outbox, attempt: outbox.no_access(attempt), id="no access"),
        pytest.param(lambda outbox, attempt: outbox.not_reached(attempt), id="not reached"),
        pytest.param(lambda outbox, attempt: outbox.gone(attempt, "is_archived"), id="gone"),
        pytest.param(lambda outbox, attempt: outbox.sent(attempt, "100.1"), id="sent"),
        pytest.param(lambda outbox, attempt: outbox.found(attempt, "100.1"), id="found"),
    ],
)
def test_a_conversation_is_locked_before_its_posts_as_gestures_do(
    database: Database, outbox: Outbox, outcome: Callable[[Outbox, Attempt], object]
) -> None:
    want(database)
    attempt = attempt_of(outbox.next(claimed(outbox)))
    outbox.attempt(attempt)
    written: list[str] = []

    def keep(*ran: Any) -> None:
        if ran[2].startswith("UPDATE"):
            written.append(ran[2].split()[1])

    event.listen(database.engine, "before_cursor_execute", keep)
    outcome(outbox, attempt)
    assert written == ["conversations", "posts"]


def test_a_look_that_does_not_reach_slack_is_no_trouble_and_leaves_it_unclear(
    database: Database, outbox: Outbox, real: MovableClock
) -> None:
    post_id = want(database)
    room = claimed(outbox)
    attempt = attempt_of(outbox.next(room))
    outbox.attempt(attempt)
    outbox.not_reached(attempt)
    post = row(database, post_id)
    assert (post.trouble_at, post.tried_at, post.attempts) == (None, NOON, 1)
    assert isinstance(outbox.next(room), Wait)
