"""Lookups ask Slack, and store what it says."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.message_and_timer_kinds import Later
from bot.services.heartbeats import Heartbeats
from bot.services.timers import Timers
from handlers.scheduler import Scheduler
from handlers.slack_lookups import SlackLookups, account_of
from rehearsal.faults import Faults
from rehearsal.workspace import Workspace
from storage import timers
from storage.models import Person as PersonRow
from tests.handlers.delivery_process import TEAM, DeliveryProcess, Rows
from tests.handlers.services import people_of
from tests.handlers.times import START


class Desk:
    """One process with its scheduler running."""

    def __init__(self, sender: DeliveryProcess) -> None:
        self.sender, self.rows = sender, sender.rows
        lookups = SlackLookups(
            lambda _workspace: sender.client,
            people_of(self.rows, self.wake),
            sender.executor,
            clock=sender.clock,
            real=sender.real,
        )
        heartbeats = Heartbeats(self.rows.database, "one", real=sender.real)
        self.scheduler = Scheduler(
            Timers(self.rows.database),
            {},
            lookups,
            sender.delivery,
            heartbeats,
            sender.clock,
            sender.executor,
            real=sender.real,
        )

    def wake(self) -> None:
        self.scheduler.wake()

    async def settled(self) -> None:
        self.wake()
        await self.scheduler.idle()

    def person(self, person_id: int) -> PersonRow:
        with self.rows.database.look() as db:
            return db.get_one(PersonRow, person_id)

    def learn(self, person_id: int) -> None:
        with self.rows.database.work() as db:
            timers.put(db, TEAM, Later.LEARN_PERSON, str(person_id), START, None)

    def timers_left(self) -> int:
        with self.rows.database.look() as db:
            return len(timers.lookups(db, START))


@pytest.fixture
async def desk(rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock) -> AsyncIterator[Desk]:
    async with DeliveryProcess(rows, slack, clock, real, runs=False) as sender:
        desk = Desk(sender)
        await desk.scheduler.start()
        yield desk
        await desk.scheduler.stop()


def called(slack: Workspace, method: str) -> int:
    return len([call for call in slack.calls if call.method == method])


@pytest.mark.parametrize("database", ["sqlite", "postgres"], indirect=True)
async def test_a_dm_is_opened_once_and_then_what_waits_is_sent(desk: Desk, rows: Rows, slack: Workspace) -> None:
    ana = slack.person("Ana")
    person = rows.person(ana)
    rows.want("Report back", person)
    rows.want("And this", person)
    await desk.settled()
    assert [message.text for message in slack.dm(ana)] == ["Report back", "And this"]
    assert called(slack, "conversations.open") == 1
    assert rows.conversation(person).channel == slack.dm_channel(ana).id
    assert desk.timers_left() == 0


async def test_a_dm_that_cannot_be_opened_leaves_the_person_unreachable(
    desk: Desk, rows: Rows, slack: Workspace
) -> None:
    person = rows.person(slack.person("Gone", deleted=True))
    post = rows.want("Report back", person)
    await desk.settled()
    assert (desk.person(person).reachable, rows.post(post).dropped, desk.timers_left()) == (False, True, 0)


async def test_a_zone_is_learned(desk: Desk, rows: Rows, slack: Workspace) -> None:
    person = rows.person(slack.person("Ana", zone="Europe/Sofia"))
    desk.learn(person)
    await desk.settled()
    learned = desk.person(person)
    assert (learned.zone, learned.known_at, learned.reachable) == ("Europe/Sofia", START, True)
    assert desk.timers_left() == 0


@pytest.mark.parametrize("who", [pytest.param({"deleted": True}, id="gone"), pytest.param({"is_bot": True}, id="bot")])
async def test_nobody_writes_to_accounts_that_nobody_reads(
    desk: Desk, rows: Rows, slack: Workspace, who: dict[str, bool]
) -> None:
    person = rows.person(slack.person("X", **who))  # type: ignore[arg-type]
    desk.learn(person)
    await desk.settled()
    assert not desk.person(person).reachable


async def test_a_lookup_that_fails_is_tried_again_but_not_at_once(
    desk: Desk, rows: Rows, slack: Workspace, real: MovableClock
) -> None:
    person = rows.person(slack.person("Ana", zone="Europe/Sofia"))
    slack.faults.add("users.info", Faults.status(500))
    slack.faults.add("users.info", Faults.ratelimited(30))
    desk.learn(person)
    for seconds, calls in ((0, 1), (0.5, 1), (1, 2), (20, 2), (11, 3)):
        real.move_to(real.now() + timedelta(seconds=seconds))
        await desk.settled()
        assert called(slack, "users.info") == calls
    assert desk.person(person).zone == "Europe/Sofia"


@pytest.mark.parametrize("body", ["[1]", "null", "{", '{"ok": true}'])
async def test_an_answer_that_is_not_slacks_is_asked_for_again(
    desk: Desk, rows: Rows, slack: Workspace, real: MovableClock, caplog: pytest.LogCaptureFixture, body: str
) -> None:
    person = rows.person(slack.person("Ana", zone="Europe/Sofia"))
    slack.faults.add("users.info", Faults.garbage(body))
    desk.learn(person)
    await desk.settled()
    real.move_to(real.now() + timedelta(seconds=2))
    await desk.settled()
    assert desk.person(person).zone == "Europe/Sofia"
    assert [record for record in caplog.records if record.exc_info] == []


async def test_a_lookup_for_nobody_is_forgotten(desk: Desk, slack: Workspace) -> None:
    desk.learn(4711)
    await desk.settled()
    assert (desk.timers_left(), called(slack, "users.info")) == (0, 0)


def test_an_account_of_another_workspace_is_a_stranger_and_guests_are_told_apart() -> None:
    theirs = account_of({"id": "U1", "team_id": "T9", "tz": "Asia/Tokyo", "is_restricted": True}, "T0001")
    ours = account_of({"id": "U1", "team_id": "T0001"}, "T0001")
    assert (theirs.is_stranger, theirs.is_guest, theirs.zone) == (True, True, "Asia/Tokyo")
    assert (ours.is_stranger, ours.is_guest, ours.is_bot, ours.zone) == (False, False, False, None)


async def test_no_more_dms_are_opened_in_a_minute_than_slack_allows(
    desk: Desk, rows: Rows, slack: Workspace, clock: MovableClock
) -> None:
    for number in range(60):
        rows.want("Report back", rows.person(slack.person(f"Person {number}")))
    for _ in range(3):
        await desk.settled()
    assert called(slack, "conversations.open") == 50
    clock.move_to(clock.now() + timedelta(seconds=6.1))
    await desk.settled()
    assert called(slack, "conversations.open") == 55


async def test_after_an_absence_people_are_asked_about_at_a_pace(
    desk: Desk, rows: Rows, slack: Workspace, clock: MovableClock
) -> None:
    for number in range(80):
        desk.learn(rows.person(slack.person(f"Person {number}")))
    for _ in range(3):
        await desk.settled()
    assert called(slack, "users.info") == 60
    clock.move_to(clock.now() + timedelta(seconds=5.1))
    await desk.settled()
    assert called(slack, "users.info") == 65


async def refused_for_a_day(desk: Desk, clock: MovableClock, real: MovableClock) -> None:
    await desk.settled()
    for hours in (23, 2):
        clock.move_to(clock.now() + timedelta(hours=hours))
        real.move_to(real.now() + timedelta(hours=hours))
        await desk.settled()
        if hours == 23:
            assert desk.timers_left() == 1


@pytest.mark.parametrize("error", ["some_error_of_next_year", "invalid_arg_name", "invalid_arguments"])
async def test_a_lookup_that_slack_refuses_is_given_up_after_a_day(
    desk: Desk,
    rows: Rows,
    slack: Workspace,
    clock: MovableClock,
    real: MovableClock,
    caplog: pytest.LogCaptureFixture,
    error: str,
) -> None:
    person = rows.person(slack.person("Ana"))
    post = rows.want("Report back", person)
    for _ in range(3):
        slack.faults.add("conversations.open", Faults.error(error))
    await refused_for_a_day(desk, clock, real)
    assert (desk.person(person).reachable, rows.post(post).dropped, desk.timers_left()) == (False, True, 0)
    assert caplog.text.count("is given up") == 1


@pytest.mark.parametrize("error", ["token_revoked", "internal_error"])
async def test_one_that_fails_for_all_alike_never_is(
    desk: Desk, rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock, error: str
) -> None:
    person = rows.person(slack.person("Ana"))
    rows.want("Report back", person)
    for _ in range(3):
        slack.faults.add("conversations.open", Faults.error(error))
    await refused_for_a_day(desk, clock, real)
    assert (desk.person(person).reachable, desk.timers_left()) == (True, 1)


async def test_people_are_learned_about_while_hundreds_of_dms_wait_to_be_opened(
    desk: Desk, rows: Rows, slack: Workspace
) -> None:
    for number in range(160):
        waits = rows.person(slack.person(f"Person {number}"))
        with rows.database.work() as db:
            timers.put(db, TEAM, Later.OPEN_DM, str(waits), START - timedelta(hours=1), None)
    for _ in range(3):
        await desk.settled()
    late = rows.person(slack.person("Late", zone="Europe/Sofia"))
    desk.learn(late)
    await desk.settled()
    assert desk.person(late).zone == "Europe/Sofia"
