"""The times in which nobody was there, as starts and heartbeats find them, and the clock that they set."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from bot.clock import MovableClock, SystemClock
from bot.domain.errors import OutOfTime
from bot.domain.message_and_timer_kinds import Later, Says
from bot.domain.notice_subjects import told_of_loss
from bot.services.deadline import Deadline, within
from bot.services.heartbeats import Heartbeats
from rehearsal.people import Channel
from storage import heartbeats, posts, seen_requests, timers
from storage.database import Database
from storage.delivery_models import Absence, Conversation, Heartbeat, Post, SeenRequest, Timer
from tests.handlers.delivery_process import TEAM as ROWS_TEAM
from tests.handlers.delivery_process import Rows

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEAM = "T1"
A_DAY = timedelta(days=1)


class Machine:
    """A machine whose clock somebody sets, while its time passes all the same."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.wall = NOON.timestamp()
        self.clock = SystemClock(lambda: self.wall, lambda: self.passed)

    def runs(self, **how_long: float) -> None:
        seconds = timedelta(**how_long).total_seconds()
        self.passed, self.wall = self.passed + seconds, self.wall + seconds

    def is_set(self, by: timedelta) -> None:
        self.wall += by.total_seconds()


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def file(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def server(postgres_url: str) -> Iterator[Database]:
    opened = Database(postgres_url)
    yield opened
    opened.close()


def absences(database: Database) -> list[tuple[datetime, datetime]]:
    with database.look() as db:
        return [(one.began_at, one.ended_at) for one in heartbeats.missed(db, 0)]


@pytest.fixture
def real() -> MovableClock:
    return MovableClock(NOON)


def test_the_very_first_process_missed_nothing(database: Database, real: MovableClock) -> None:
    assert Heartbeats(database, "one", real=real).arrived() == timedelta(0)


def test_the_gap_since_the_newest_heartbeat_is_an_absence(database: Database, real: MovableClock) -> None:
    first = Heartbeats(database, "one", real=real)
    first.arrived()
    real.move_to(NOON + timedelta(seconds=10))
    first.beat()
    real.move_to(NOON + timedelta(minutes=5))
    second = Heartbeats(database, "two", real=real)
    assert second.arrived() == timedelta(minutes=4, seconds=50)
    assert absences(database) == [(NOON + timedelta(seconds=10), NOON + timedelta(minutes=5))]
    assert second.newest == 1
    first.beat()
    assert first.newest == 1


def test_an_absence_is_told_on_the_clock_that_people_see(database: Database, real: MovableClock) -> None:
    clock = MovableClock(NOON + timedelta(days=100))
    Heartbeats(database, "one", real, clock).arrived()
    real.move_to(NOON + timedelta(hours=1))
    Heartbeats(database, "two", real, clock).arrived()
    assert absences(database) == [(clock.now() - timedelta(hours=1), clock.now())]


def test_of_two_that_start_after_an_outage_only_the_first_finds_a_gap(database: Database, real: MovableClock) -> None:
    Heartbeats(database, "one", real=real).arrived()
    real.move_to(NOON + timedelta(hours=1))
    found = [Heartbeats(database, name, real=real).arrived() for name in ("two", "three")]
    assert found == [timedelta(hours=1), timedelta(0)]


def test_an_absence_that_could_not_be_written_down_is_found_again(database: Database, real: MovableClock) -> None:
    Heartbeats(database, "one", real=real).arrived()
    real.move_to(NOON + timedelta(hours=1))
    second = Heartbeats(database, "two", real=real)
    with broken(database), pytest.raises(ValueError, match="broken"):
        second.arrived()
    assert second.newest == 0
    assert second.arrived() == timedelta(hours=1)
    assert len(absences(database)) == 1


@pytest.mark.parametrize(("seconds", "missed"), [(14, 0), (16, 16)])
def test_among_several_a_young_heartbeat_may_be_that_of_one_who_is_alive(
    postgres_url: str, real: MovableClock, seconds: int, missed: int
) -> None:
    database = Database(postgres_url)
    Heartbeats(database, "one", real=real).arrived()
    real.move_to(NOON + timedelta(seconds=seconds))
    assert Heartbeats(database, "two", real=real).arrived() == timedelta(seconds=missed)
    database.close()


def test_a_process_that_is_alone_was_missed_for_as_long_as_it_takes(sqlite_url: str, real: MovableClock) -> None:
    database = Database(sqlite_url)
    Heartbeats(database, "one", real=real).arrived()
    real.move_to(NOON + timedelta(seconds=3))
    assert Heartbeats(database, "two", real=real).arrived() == timedelta(seconds=3)
    database.close()


@pytest.mark.parametrize(("seconds", "missed"), [(14, 0), (16, 16)])
def test_a_process_that_was_suspended_finds_that_nobody_was_there(
    database: Database, real: MovableClock, seconds: int, missed: int
) -> None:
    one = Heartbeats(database, "one", real=real)
    one.arrived()
    real.move_to(NOON + timedelta(seconds=seconds))
    assert one.beat() == timedelta(seconds=missed)
    assert one.beat() == timedelta(0)


def test_it_finds_that_before_it_does_anything_else(database: Database, real: MovableClock) -> None:
    one = Heartbeats(database, "one", real=real)
    one.check()  # before its start there is nothing to find
    one.arrived()
    real.move_to(NOON + timedelta(seconds=12))
    one.check()
    assert (one.newest, absences(database)) == (0, [])
    real.move_to(NOON + timedelta(minutes=5))
    at_once = [threading.Thread(target=one.check) for _ in range(4)]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    assert (one.newest, absences(database)) == (1, [(NOON, real.now())])


def test_it_finds_nothing_while_another_process_was_there(server: Database, real: MovableClock) -> None:
    one, other = Heartbeats(server, "one", real=real), Heartbeats(server, "two", real=real)
    one.arrived()
    other.arrived()
    for _ in range(30):
        real.move_to(real.now() + timedelta(seconds=10))
        other.beat()
    one.check()
    assert absences(server) == []


def test_where_the_clock_is_moved_by_hand_nobody_was_away(database: Database, real: MovableClock) -> None:
    one = Heartbeats(database, "one", real=real, watches=False)
    one.arrived()
    real.move_to(NOON + timedelta(hours=5))
    one.check()
    assert one.beat() == timedelta(0)
    assert absences(database) == []


def test_of_three_processes_each_has_another_place(server: Database, real: MovableClock) -> None:
    three = [Heartbeats(server, name, real=real) for name in ("c", "a", "b")]
    for _ in range(2):
        for one in three:
            one.beat()
    assert [one.place for one in three] == [2 / 3, 0, 1 / 3]
    real.move_to(NOON + timedelta(seconds=20))
    for one in three[:2] * 2:
        one.beat()
    assert [one.place for one in three[:2]] == [1 / 2, 0]


def test_the_clock_is_the_database_s_however_wrong_the_machine_s_own_is(
    server: Database, caplog: pytest.LogCaptureFixture
) -> None:
    clocks = [SystemClock(lambda seconds=seconds: datetime.now(UTC).timestamp() + seconds) for seconds in (-5, 0, 7200)]  # type: ignore[misc]
    for number, clock in enumerate(clocks):
        Heartbeats(server, str(number), clock).arrived()
    right = datetime.now(UTC)
    assert all(abs(clock.now() - right) < timedelta(seconds=1) for clock in clocks)
    assert absences(server) == []
    assert caplog.text.count("from the database's") == 1
    assert "+7200 s" in caplog.text or "+7199 s" in caplog.text


def test_on_sqlite_it_is_the_machine_s_own(file: Database, machine: Machine) -> None:
    one = Heartbeats(file, "one", machine.clock)
    one.arrived()
    machine.runs(seconds=10)
    machine.is_set(timedelta(seconds=2))
    one.beat()
    assert machine.clock.now() == NOON + timedelta(seconds=12)
    assert absences(file) == []


def test_a_clock_that_is_put_forward_is_a_time_in_which_nobody_was_there(file: Database, machine: Machine) -> None:
    one = Heartbeats(file, "one", machine.clock)
    one.arrived()
    machine.runs(seconds=10)
    machine.is_set(A_DAY)
    assert machine.clock.now() == NOON + timedelta(seconds=10), "it jumps only where the absence is found, too"
    assert one.beat() == A_DAY + timedelta(seconds=10)
    assert absences(file) == [(NOON, NOON + A_DAY + timedelta(seconds=10))]


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_that_is_set_back_a_day_ends_before_it_began_and_once(
    file: Database, machine: Machine, restarted: bool
) -> None:
    machine.is_set(A_DAY)
    one = Heartbeats(file, "one", machine.clock)
    one.arrived()
    machine.is_set(-A_DAY)
    machine.runs(seconds=10)
    one = Heartbeats(file, "two", machine.clock) if restarted else one
    if restarted:
        machine.clock.read_the_wall()
    assert (one.arrived() if restarted else one.beat()) == timedelta(seconds=10) - A_DAY
    assert absences(file) == [(NOON + A_DAY, NOON + timedelta(seconds=10))]
    machine.runs(seconds=10)
    assert one.beat() == timedelta(0)
    with file.look() as db:
        assert max(db.scalars(select(Heartbeat.beat_at))) == machine.clock.now()


def test_what_was_written_while_the_clock_was_ahead_is_due_at_once(file: Database, machine: Machine) -> None:
    machine.is_set(A_DAY)
    one = Heartbeats(file, "one", machine.clock)
    one.arrived()
    ahead = machine.clock.now()
    soon, next_week = ahead + timedelta(days=3), ahead + timedelta(days=7)
    with file.work() as db:
        room = posts.channel_conversation(db, TEAM, "C1")
        for subject, due_at in (("now", ahead), ("soon", soon), ("a civil hour", next_week)):
            posts.put(db, room, Says.NOTICE, subject, due_at=due_at, set_id=None, parent_id=None, facts={})
        tried = posts.put(db, room, Says.NOTICE, "tried", due_at=ahead, set_id=None, parent_id=None, facts={})
        tried.tried_at = tried.looked_at = ahead
        timers.put(db, TEAM, Later.OPEN_DM, "1", ahead, None)
        timers.put(db, TEAM, Later.MEETING_UNSTARTED, "1", ahead + timedelta(minutes=30), None)
        timers.put(db, TEAM, Later.MEETING_DUE, "1", next_week, None)
        timers.put(db, TEAM, Later.CHANNEL_AGAIN, "1", ahead + timedelta(hours=1), None)
        timers.put(db, TEAM, Later.LETTER, "1", next_week, None)
        seen_requests.seen(db, TEAM, ["Ev1"], ahead)
    machine.is_set(-A_DAY)
    machine.runs(seconds=10)
    one.beat()
    now = machine.clock.now()
    with file.look() as db:
        due = {row.subject: row.due_at for row in db.scalars(select(Post))}
        assert due == {"now": now, "tried": now, "soon": soon, "a civil hour": next_week - timedelta(weeks=1)}
        tried = db.scalars(select(Post).where(Post.subject == "tried")).one()
        assert (tried.tried_at, tried.looked_at) == (now, None)
        moved = {Later(row.kind): row.due_at for row in db.scalars(select(Timer))}
        half_an_hour = now + timedelta(minutes=30)
        assert moved == {
            Later.OPEN_DM: now,
            Later.MEETING_UNSTARTED: half_an_hour,
            Later.MEETING_DUE: next_week,
            Later.CHANNEL_AGAIN: now + timedelta(hours=1),
            Later.LETTER: now,  # as it fires it looks when the next one is due
        }
        assert db.scalar(select(SeenRequest.seen_at)) == now


def test_no_channel_was_lost_in_the_future_and_the_notice_of_it_can_still_be_settled(
    file: Database, machine: Machine
) -> None:
    machine.is_set(A_DAY)
    one = Heartbeats(file, "one", machine.clock)
    one.arrived()
    rows = Rows(file, machine.clock)
    set_id = rows.set(Channel("C1", "heads"))
    with file.work() as db:
        posts.channel_conversation(db, ROWS_TEAM, "C1").lost_at = machine.clock.now()
        dm = posts.channel_conversation(db, ROWS_TEAM, "D1")
        subject = told_of_loss(set_id, machine.clock.now())
        posts.put(db, dm, Says.NOTICE, subject, due_at=NOON, set_id=set_id, parent_id=None, facts={})
    machine.is_set(-A_DAY)
    machine.runs(seconds=10)
    one.beat()
    with file.look() as db:
        lost_at = db.scalar(select(Conversation.lost_at).where(Conversation.channel == "C1"))
        assert lost_at == machine.clock.now()
        assert db.scalar(select(Post.subject)) == told_of_loss(set_id, lost_at)


@contextmanager
def broken(database: Database) -> Iterator[None]:
    """No heartbeat can be written."""

    def fail(*executed: object) -> None:
        if "INSERT INTO heartbeats" in str(executed[2]):
            raise ValueError("broken")

    event.listen(database.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", fail)


def test_nothing_is_done_by_a_clock_that_was_set_back_before_that_is_written_down(
    file: Database, machine: Machine
) -> None:
    machine.is_set(A_DAY)
    one = Heartbeats(file, "one", machine.clock)
    one.arrived()
    machine.is_set(-A_DAY)
    machine.runs(seconds=10)
    with broken(file):
        with pytest.raises(ValueError, match="broken"):
            one.beat()
        with pytest.raises(ValueError, match="broken"):
            one.check()
    one.check()
    assert absences(file) == [(NOON + A_DAY, NOON + timedelta(seconds=10))]


def test_the_work_at_hand_can_still_be_withdrawn_after_it_had_to_beat(database: Database, real: MovableClock) -> None:
    one = Heartbeats(database, "one", real=real)
    one.arrived()
    real.move_to(NOON + timedelta(minutes=5))
    deadline = Deadline(time.monotonic() + 60)
    with within(deadline):
        one.check()
    assert one.newest == 1
    assert (deadline.saved, deadline.withdraw()) == (False, True)


def test_it_waits_no_longer_for_a_beat_than_it_has_time(database: Database, real: MovableClock) -> None:
    one = Heartbeats(database, "one", real=real)
    one.arrived()
    real.move_to(NOON + timedelta(minutes=5))
    with one._beating, within(Deadline(time.monotonic() + 0.2)), pytest.raises(OutOfTime):
        one.check()
    one.check()
    assert one.newest == 1


def test_absences_are_forgotten_after_thirty_days_but_for_the_newest(database: Database, real: MovableClock) -> None:
    for hours in (1, 2, 24 * 31, 24 * 70):
        Heartbeats(database, "one", real=real).arrived()
        real.move_to(NOON + timedelta(hours=hours))
        Heartbeats(database, "one", real=real).arrived()
    with database.look() as db:
        assert list(db.scalars(select(Absence.id))) == [4]
