"""Timers fire once, on time, whatever becomes of the others."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import chain
from typing import Self

import pytest

from bot.clock import MovableClock, SystemClock
from bot.domain.message_and_timer_kinds import DueTimer, Later
from bot.services.heartbeats import Heartbeats
from bot.services.timers import Timers
from handlers.scheduler import AT_ONCE, Scheduler, _beginning_at
from handlers.slack_lookups import SlackLookups
from rehearsal.people import Channel
from rehearsal.workspace import Workspace
from storage import timers
from storage.database import Database
from tests.handlers.delivery_process import TEAM, DeliveryProcess, Rows
from tests.handlers.services import people_of
from tests.handlers.times import START
from tests.processes import until

A_MINUTE = timedelta(minutes=1)


class Agenda:
    """Services whose timers fire: each takes its timer in a unit of work and writes down that it did."""

    def __init__(self, database: Database, clock: MovableClock | SystemClock) -> None:
        self.database, self.clock = database, clock
        self.fired: list[tuple[Later, str, datetime]] = []
        self.calls = 0
        self.then: Callable[[DueTimer], None] = lambda _timer: None

    def put(self, kind: Later, subject: str, due_at: datetime) -> None:
        with self.database.work() as db:
            timers.put(db, TEAM, kind, subject, due_at, None)

    def fire(self, timer: DueTimer) -> None:
        self.calls += 1
        with self.database.work() as db:
            taken = timers.take(db, timer, self.clock.now())
        if taken:
            self.fired.append((timer.kind, timer.subject, self.clock.now()))
            self.then(timer)

    def fail(self, timer: DueTimer) -> None:
        self.calls += 1
        raise ValueError("this one is broken")

    def leave(self, timer: DueTimer) -> None:
        self.calls += 1


def scheduler_of(sender: DeliveryProcess, agenda: Agenda, process: str = "one") -> Scheduler:
    fire = dict.fromkeys(Later, agenda.fire) | {Later.STEP_WARN: agenda.fail, Later.STEP_GRACE: agenda.leave}
    return Scheduler(
        Timers(sender.rows.database),
        fire,
        SlackLookups(lambda _workspace: sender.client, people_of(sender.rows, lambda: None), sender.executor),
        sender.delivery,
        Heartbeats(sender.rows.database, process, real=sender.real),
        sender.clock,
        sender.executor,
        real=sender.real,
    )


@pytest.fixture
def agenda(rows: Rows, clock: MovableClock) -> Agenda:
    return Agenda(rows.database, clock)


@pytest.fixture
async def scheduler(
    agenda: Agenda, rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock
) -> AsyncIterator[Scheduler]:
    async with DeliveryProcess(rows, slack, clock, real, runs=False) as sender:
        running = scheduler_of(sender, agenda)
        await running.start()
        yield running
        await running.stop()


async def moved(scheduler: Scheduler, clock: MovableClock, moment: datetime) -> None:
    await scheduler.idle()
    clock.move_to(moment)
    await scheduler.idle()


async def woken(scheduler: Scheduler) -> None:
    scheduler.wake()
    async with asyncio.timeout(60):
        await scheduler.idle()


async def test_a_timer_fires_when_its_time_comes_and_not_before(
    scheduler: Scheduler, agenda: Agenda, clock: MovableClock
) -> None:
    agenda.put(Later.STEP_END, "1", START + A_MINUTE)
    await woken(scheduler)
    await moved(scheduler, clock, START + timedelta(seconds=59))
    assert agenda.fired == []
    await moved(scheduler, clock, START + A_MINUTE)
    assert agenda.fired == [(Later.STEP_END, "1", START + A_MINUTE)]


async def test_a_timer_that_was_moved_fires_at_its_new_time_alone(
    scheduler: Scheduler, agenda: Agenda, clock: MovableClock
) -> None:
    agenda.put(Later.STEP_END, "1", START + A_MINUTE)
    await woken(scheduler)
    agenda.put(Later.STEP_END, "1", START + 2 * A_MINUTE)
    await moved(scheduler, clock, START + A_MINUTE)
    assert agenda.fired == []
    await moved(scheduler, clock, START + 2 * A_MINUTE)
    assert agenda.fired == [(Later.STEP_END, "1", START + 2 * A_MINUTE)]


async def test_a_timer_that_leads_to_another_which_is_due_already_fires_both(
    scheduler: Scheduler, agenda: Agenda, clock: MovableClock
) -> None:
    def next_one(timer: DueTimer) -> None:
        if timer.kind is Later.STEP_END:
            agenda.put(Later.TURN_QUIET, "2", START)
            scheduler.wake()

    agenda.then = next_one
    agenda.put(Later.STEP_END, "1", START)
    await woken(scheduler)
    assert [kind for kind, _, _ in agenda.fired] == [Later.STEP_END, Later.TURN_QUIET]


async def test_one_failing_timer_does_not_stop_the_others_and_is_tried_again_later(
    scheduler: Scheduler, agenda: Agenda, clock: MovableClock, real: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    agenda.put(Later.STEP_WARN, "broken", START)
    for number in range(3):
        agenda.put(Later.STEP_END, str(number), START)
    await woken(scheduler)
    await woken(scheduler)
    assert [subject for _, subject, _ in agenda.fired] == ["0", "1", "2"]
    assert agenda.calls == 4
    assert "reference" in caplog.text
    real.move_to(real.now() + timedelta(seconds=2))
    await woken(scheduler)
    assert agenda.calls == 5


async def test_more_failing_timers_than_are_looked_at_do_not_stop_the_others(
    scheduler: Scheduler, agenda: Agenda
) -> None:
    for number in range(120):
        agenda.put(Later.STEP_WARN, f"broken {number}", START - A_MINUTE)
    agenda.put(Later.STEP_END, "good", START)
    for _ in range(3):
        await woken(scheduler)
    assert [subject for _, subject, _ in agenda.fired] == ["good"]


async def test_a_timer_that_is_left_where_it_is_does_not_keep_the_loop_busy(
    scheduler: Scheduler, agenda: Agenda, real: MovableClock
) -> None:
    agenda.put(Later.STEP_GRACE, "left", START)
    for _ in range(5):
        await woken(scheduler)
    assert agenda.calls == 1
    real.move_to(real.now() + timedelta(seconds=2))
    await woken(scheduler)
    assert agenda.calls == 2


async def test_a_timer_that_somebody_writes_again_while_the_clock_stands_is_fired_again(
    scheduler: Scheduler, agenda: Agenda
) -> None:
    for _ in range(5):
        agenda.put(Later.STEP_END, "1", START)
        scheduler.wrote(START)
        await woken(scheduler)
    assert len(agenda.fired) == 5


async def test_a_timer_that_writes_itself_anew_for_now_does_not_keep_the_loop_busy(
    scheduler: Scheduler, agenda: Agenda
) -> None:
    def again(timer: DueTimer) -> None:
        agenda.put(timer.kind, timer.subject, START)
        scheduler.wrote(START)

    agenda.then = again
    agenda.put(Later.STEP_END, "1", START)
    for _ in range(5):
        await woken(scheduler)
    assert len(agenda.fired) == 1


async def test_a_kind_that_nobody_fires_is_a_failure_like_any_other(
    rows: Rows,
    slack: Workspace,
    clock: MovableClock,
    real: MovableClock,
    agenda: Agenda,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with DeliveryProcess(rows, slack, clock, real, runs=False) as sender:
        running = scheduler_of(sender, agenda)
        running._fire = {}
        await running.start()
        agenda.put(Later.STEP_END, "1", START)
        await woken(running)
        await running.stop()
    assert "timer step_end of 1 failed" in caplog.text


@pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
def test_two_who_fire_one_timer_at_the_same_time_fire_it_once(rows: Rows, agenda: Agenda) -> None:
    for number in range(20):
        agenda.put(Later.STEP_END, str(number), START)
        timer = DueTimer(TEAM, Later.STEP_END, str(number), START)
        pair = [threading.Thread(target=agenda.fire, args=(timer,)) for _ in range(2)]
        for thread in pair:
            thread.start()
        for thread in pair:
            thread.join()
    assert [subject for _, subject, _ in agenda.fired] == [str(number) for number in range(20)]


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_three_processes_seldom_try_the_same_timer(
    rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock
) -> None:
    agendas = [Agenda(rows.database, clock) for _ in range(3)]
    async with AsyncExitStack() as stack:
        senders = [DeliveryProcess(rows, slack, clock, real, process=name, runs=False) for name in "abc"]
        running = [
            scheduler_of(await stack.enter_async_context(sender), agenda, sender.process)
            for sender, agenda in zip(senders, agendas, strict=True)
        ]
        for one in running:
            await one.start()
        for one in running:
            await one.beat()  # now each knows the others
            await woken(one)
        for number in range(60):
            agendas[0].put(Later.STEP_END, str(number), START)
        for one in running:
            one.wake()
        await asyncio.gather(*(woken(one) for one in running))
        for one in running:
            await one.stop()
    fired = [subject for agenda in agendas for _, subject, _ in agenda.fired]
    assert sorted(fired, key=int) == [str(number) for number in range(60)]
    assert all(agenda.fired for agenda in agendas), "nobody waits for another"
    assert sum(agenda.calls for agenda in agendas) <= 60 + 20, "in the same order each would try them all: 180"


async def test_a_set_s_own_timers_are_fired_in_their_order_wherever_a_process_begins(
    rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock
) -> None:
    due = [
        DueTimer(TEAM, kind, str(number), START, number)
        for kind in (Later.STEP_END, Later.TURN_QUIET)
        for number in (1, 2, 3)
    ]
    begun = [[timer.set_id for timer in chain.from_iterable(_beginning_at(place, due))] for place in (0, 1 / 3, 2 / 3)]
    assert begun == [[1, 1, 2, 2, 3, 3], [2, 2, 3, 3, 1, 1], [3, 3, 1, 1, 2, 2]]
    assert [timer.kind for timer in _beginning_at(1 / 3, due)[0]] == [Later.STEP_END, Later.TURN_QUIET]


async def test_what_nobody_wakes_is_found_although_the_clock_of_the_machine_is_set_back(
    agenda: Agenda,
    rows: Rows,
    slack: Workspace,
    clock: MovableClock,
    real: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class SetBack(datetime):
        """What APScheduler takes for the time."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) - timedelta(days=1)

    monkeypatch.setattr("handlers.scheduler.INTERVAL", 1)
    async with DeliveryProcess(rows, slack, clock, real, runs=False) as sender:
        running = scheduler_of(sender, agenda)
        await running.start()
        await woken(running)
        monkeypatch.setattr("apscheduler.schedulers.base.datetime", SetBack)
        agenda.put(Later.STEP_END, "1", START)
        try:
            await until(lambda: bool(agenda.fired), 60)
        finally:
            await running.stop()


async def test_a_clean_stop_leaves_a_heartbeat_and_gives_everything_back(
    agenda: Agenda, rows: Rows, slack: Workspace, room: Channel, clock: MovableClock, real: MovableClock
) -> None:
    async with DeliveryProcess(rows, slack, clock, real, runs=False) as sender:
        running = scheduler_of(sender, agenda)
        assert await running.start() == timedelta(0)
        rows.want("Card", room)
        await woken(running)
        real.move_to(START + A_MINUTE)
        await running.stop()
        assert rows.conversation(room).leased_by is None
        real.move_to(START + 3 * A_MINUTE)
        assert Heartbeats(rows.database, "next", real=real).arrived() == 2 * A_MINUTE


async def test_on_the_machine_s_own_clock_apscheduler_rings_at_the_next_due_time(
    rows: Rows, slack: Workspace, room: Channel
) -> None:
    clock = SystemClock()
    agenda = Agenda(rows.database, clock)
    soon = datetime.now(UTC) + timedelta(seconds=0.2)
    agenda.put(Later.STEP_END, "1", soon)
    rows.want("Card", room, due_at=soon)
    async with DeliveryProcess(rows, slack, clock, clock, runs=False) as sender:
        running = scheduler_of(sender, agenda)
        await running.start()
        await slack.until(lambda: [message.text for message in slack.messages(room)] == ["Card"])
        await woken(running)
        await running.stop()
    ((_, _, fired_at),) = agenda.fired
    assert timedelta(0) <= fired_at - soon < timedelta(seconds=1)


@pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
async def test_timers_that_can_wait_fire_a_few_at_a_time_after_all_others(
    agenda: Agenda, scheduler: Scheduler, clock: MovableClock
) -> None:
    for number in range(50):
        agenda.put(Later.LETTER, str(number), START + timedelta(microseconds=1))
    agenda.put(Later.STEP_END, "1", START + timedelta(microseconds=2))
    await woken(scheduler)
    await moved(scheduler, clock, START + timedelta(seconds=1))
    assert agenda.fired[0][:2] == (Later.STEP_END, "1")
    assert [subject for _, subject, _ in agenda.fired[1:]] == [str(number) for number in range(20)]
    await woken(scheduler)
    assert len(agenda.fired) == 21
    for seconds, fired in ((2, 41), (3, 51)):
        await moved(scheduler, clock, START + timedelta(seconds=seconds))
        assert len(agenda.fired) == fired


async def test_more_than_fire_in_one_turn_are_fired_without_being_asked_again(
    scheduler: Scheduler, agenda: Agenda, clock: MovableClock
) -> None:
    many = AT_ONCE + 20
    for number in range(many):
        agenda.put(Later.STEP_END, f"{number}", START)
    scheduler.wrote(START)
    async with asyncio.timeout(60):
        await scheduler.idle()
    assert len(agenda.fired) == many
