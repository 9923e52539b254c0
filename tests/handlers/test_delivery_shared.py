"""Several processes deliver from one PostgreSQL database."""

import time
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import timedelta
from random import Random

import pytest

from bot.clock import MovableClock
from rehearsal.faults import Faults
from rehearsal.people import Channel
from rehearsal.workspace import Workspace
from tests.handlers.delivery_process import DeliveryProcess, Rows

pytestmark = pytest.mark.parametrize("database", ["postgres"], indirect=True)


def texts(slack: Workspace, room: Channel) -> list[str]:
    return [message.text for message in slack.everything(room)]


def calls_made(slack: Workspace, number: int) -> Callable[[], bool]:
    """Whether so many calls have been made from now on."""
    enough = len(slack.calls) + number
    return lambda: len(slack.calls) >= enough


@pytest.fixture
async def other(
    rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock
) -> AsyncIterator[DeliveryProcess]:
    async with DeliveryProcess(rows, slack, clock, real, process="two") as running:
        yield running


async def test_two_processes_say_everything_once_and_in_order(
    sender: DeliveryProcess, other: DeliveryProcess, rows: Rows, slack: Workspace
) -> None:
    rooms = [slack.channel(f"room {number}") for number in range(6)]
    for kind in (Faults.drop_after, Faults.status(500, took_effect=True), Faults.drop_before):
        slack.faults.add("chat.postMessage", kind, times=3)
    for number in range(5):
        for room in rooms:
            rows.want(f"{number}", room)
        sender.delivery.wake()
        other.delivery.wake()
    for _ in range(30):
        await other.later(4)
        await sender.settled()
    assert [texts(slack, room) for room in rooms] == [["0", "1", "2", "3", "4"]] * 6


async def test_a_conversation_is_taken_over_ten_seconds_after_its_process_was_killed(
    sender: DeliveryProcess, other: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, real: MovableClock
) -> None:
    slack.faults.add("chat.postMessage", Faults.slow(0.2))
    rows.want("Welcome", room)
    sender.delivery.wake()
    await slack.until(lambda: texts(slack, room) == ["Welcome"])
    await sender.killed()
    rows.want("Next", room)
    await other.later(9.9)
    assert texts(slack, room) == ["Welcome"]
    await other.later(0.2)
    assert texts(slack, room) == ["Welcome", "Next"]


async def test_a_conversation_that_is_being_served_is_kept_as_long_as_its_process_lives(
    sender: DeliveryProcess, other: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    rows.want("Card", room)
    await sender.settled()
    slack.faults.add("chat.update", Faults.ratelimited(60))
    rows.redraw("Card", "edited")
    await sender.settled()
    for _ in range(20):
        await sender.later(2)
        await sender.lease_renewed()
        await other.settled()
        assert rows.conversation(room).leased_by == "one"


async def test_a_renewal_that_ends_late_does_not_put_the_next_one_off(
    sender: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time passes between what is written and what delivery hears of it."""
    renew = sender.outbox.renew

    def slowly(ids: Iterable[int]) -> frozenset[int]:
        kept = renew(ids)
        time.sleep(0.05)
        return kept

    monkeypatch.setattr(sender.outbox, "renew", slowly)
    slack.faults.add("chat.postMessage", Faults.ratelimited(60))
    rows.want("Card", room)
    await sender.settled()
    for _ in range(3):
        await sender.later(2)
        await sender.lease_renewed()
    assert rows.conversation(room).leased_by == "one"


async def test_a_clean_stop_hands_over_at_once(
    sender: DeliveryProcess, other: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel
) -> None:
    slack.faults.add("chat.postMessage", Faults.ratelimited(60))
    rows.want("Card", room)
    await sender.settled()
    assert rows.conversation(room).leased_by == "one"
    await sender.delivery.stop()
    await other.settled()
    assert texts(slack, room) == ["Card"]


async def test_a_process_whose_lease_has_lapsed_makes_no_call(
    sender: DeliveryProcess, other: DeliveryProcess, rows: Rows, slack: Workspace, room: Channel, real: MovableClock
) -> None:
    rows.want("Card", room)
    claim = sender.outbox.claim(frozenset())
    (conversation,) = claim.taken
    step = sender.outbox.next(conversation)
    real.move_to(real.now() + timedelta(seconds=11))
    assert not sender.outbox.attempt(step.attempt)  # type: ignore[union-attr]
    await other.settled()
    assert texts(slack, room) == ["Card"]


async def test_processes_that_are_killed_again_and_again_lose_nothing_and_say_nothing_twice(
    rows: Rows, slack: Workspace, clock: MovableClock, real: MovableClock
) -> None:
    chance = Random(7)
    rooms = [slack.channel(f"room {number}") for number in range(4)]
    for life in range(12):
        slack.faults.add("chat.postMessage", chance.choice([Faults.drop_after, Faults.slow(0.05), Faults.drop_before]))
        async with DeliveryProcess(rows, slack, clock, real, process=f"life {life}") as sender:
            for room in rooms:
                rows.want(f"{life}", room)
            for mover in (clock, real):
                mover.move_to(mover.now() + timedelta(seconds=11))
            sender.delivery.wake()
            await slack.until(calls_made(slack, chance.randint(1, 3)))
            await sender.killed()
    async with DeliveryProcess(rows, slack, clock, real, process="the last") as sender:
        for _ in range(12):
            await sender.later(11)
    assert [texts(slack, room) for room in rooms] == [[f"{life}" for life in range(12)]] * 4
