"""What can wait leaves at the pace of the workspace, whoever sends it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.message_and_timer_kinds import Says
from bot.services.outbox import Outbox
from storage import posts
from storage.database import Database
from tests.bot.services.test_outbox import attempt_of

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM = "T1"
NOBODY: frozenset[int] = frozenset()
MANY = 40


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON)


def outbox_of(database: Database, clock: MovableClock, process: str = "one") -> Outbox:
    return Outbox(database, clock, process, clock, a_minute=300)


def remind(database: Database, many: int = MANY) -> None:
    with database.work() as db:
        for number in range(many):
            room = posts.channel_conversation(db, TEAM, f"D{number:04}")
            posts.put(db, room, Says.REPORT_ASK, str(number), due_at=NOON, set_id=None, parent_id=None, facts={})


def say(database: Database, many: int) -> None:
    with database.work() as db:
        for number in range(many):
            room = posts.channel_conversation(db, TEAM, f"C{number:04}")
            posts.put(db, room, Says.NOTICE, str(number), due_at=NOON, set_id=None, parent_id=None, facts={})


def send(outbox: Outbox, conversation_id: int, ts: int) -> None:
    attempt = attempt_of(outbox.next(conversation_id))
    assert outbox.attempt(attempt)
    outbox.sent(attempt, f"{ts}.0")
    outbox.release(conversation_id)


def later(clock: MovableClock, seconds: float) -> None:
    clock.move_to(clock.now() + timedelta(seconds=seconds))


def test_a_handful_is_taken_and_no_more_are_leased_until_the_next_may_leave(
    database: Database, clock: MovableClock
) -> None:
    remind(database)
    outbox = outbox_of(database, clock)
    first = outbox.claim(NOBODY).taken
    assert len(first) == 10
    again = outbox.claim(first)
    assert again.taken <= first
    assert again.next_at == NOON + timedelta(seconds=1)
    later(clock, 1)
    assert len(outbox.claim(first).taken - first) == 5


def test_several_processes_share_the_pace_of_a_workspace(database: Database, clock: MovableClock) -> None:
    remind(database)
    one, two = outbox_of(database, clock), outbox_of(database, clock, "two")
    first, second = one.claim(NOBODY).taken, two.claim(NOBODY).taken
    assert (len(first), len(second)) == (10, 0)
    later(clock, 1)
    assert len(two.claim(NOBODY).taken) == 5
    assert len(one.claim(first).taken - first) == 0


def test_what_cannot_wait_goes_at_once_and_counts(database: Database, clock: MovableClock) -> None:
    remind(database)
    outbox = outbox_of(database, clock)
    held = outbox.claim(NOBODY).taken
    say(database, 12)
    rooms = outbox.claim(held).taken - held
    assert len(rooms) == 12
    for number, room in enumerate(sorted(rooms)):
        send(outbox, room, number + 1)
    later(clock, 1)
    assert outbox.claim(held).taken <= held
    later(clock, 2.4)
    assert len(outbox.claim(held).taken - held) == 5


def test_an_edit_of_a_reminder_goes_at_once(database: Database, clock: MovableClock) -> None:
    remind(database)
    outbox = outbox_of(database, clock)
    first = outbox.claim(NOBODY).taken
    for number, room in enumerate(sorted(first)):
        send(outbox, room, number + 1)
    with database.work() as db:
        posts.bump(db, TEAM, {Says.REPORT_ASK: ["0"]})
    assert len(outbox.claim(NOBODY).taken) == 1


def test_a_clock_that_was_set_back_silences_nobody(database: Database, clock: MovableClock) -> None:
    remind(database)
    ahead = MovableClock(NOON + timedelta(days=1))
    outbox_of(database, ahead).claim(NOBODY)
    outbox = outbox_of(database, clock, "two")
    assert len(outbox.claim(NOBODY).taken) == 10


def test_reminders_wait_while_as_many_conversations_are_served_as_one_turn_takes(
    database: Database, clock: MovableClock
) -> None:
    remind(database)
    outbox = outbox_of(database, clock)
    assert outbox.claim(frozenset(range(10_000, 10_200))).taken == NOBODY
    later(clock, 1)
    assert len(outbox.claim(NOBODY).taken) == 10
