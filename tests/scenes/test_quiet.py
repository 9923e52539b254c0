"""The bot says at most twelve messages a slot besides the calls, and at most twelve at the top a meeting, whatever people do."""

from datetime import timedelta
from pathlib import Path

import pytest

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.house import House, a_house
from tests.scenes.play import ISSUE, newest
from tests.scenes.walk import is_call

PAUSES = 7
ACTIONS = 10
AWAY = timedelta(minutes=3)


@pytest.mark.promise(76, 77)
async def test_pauses_and_actions_keep_within_the_budget(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.start(house.ben, house.chloe)
        await runs_out_twice(house, house.ana, 8)
        await pauses(house)
        await to_the_presenting(house)
        await the_slot_is_as_loud_as_can_be(house)
        await pauses(house)
        await runs_out_twice(house, house.ana, 10)
        await pauses(house)
        assert len(in_the_slot(house)) <= 12
        assert len(at_the_top(house)) <= 12
        await every_action_stands_in_the_thread(house)


async def the_slot_is_as_loud_as_can_be(house: House) -> None:
    """Every step runs out twice, there is a restart, and the presenter commits to more than anybody does."""
    for minutes in (7, 6, 15, 3):
        await pauses(house, once=True)
        await runs_out_twice(house, house.chloe, minutes)
    await house.restarted(AWAY)
    for number in range(1, ACTIONS + 1):
        await house.command(house.chloe, "/action", f"Do thing {number} of them by Friday")
    await pauses(house)
    await runs_out_twice(house, house.chloe, 5)
    await runs_out_twice(house, house.chloe, 5)


async def to_the_presenting(house: House) -> None:
    """Past the bids, where a meeting has them with one issue."""
    while "this thread is where we meet" not in " ".join(one.text for one in house.ws.everything(house.room)):
        await house.command(house.ana, "/set", "next")


async def pauses(house: House, *, once: bool = False) -> None:
    for _ in range(1 if once else PAUSES):
        await house.command(house.dan, "/set", "pause")
        await house.pass_time(seconds=20)
        await house.command(house.dan, "/set", "resume")


async def runs_out_twice(house: House, mover: Person, minutes: float) -> None:
    """The time-box and five minutes more; then somebody moves on."""
    await house.pass_time(minutes=minutes, seconds=10)
    await house.command(mover, "/set", "extend 5")
    await house.pass_time(minutes=5, seconds=10)
    await house.command(mover, "/set", "next")


def in_the_slot(house: House) -> list[Message]:
    head = newest(house, "*Slot 1, ").ts
    ours = [one for one in house.ws.everything(house.room) if one.bot_id]
    return [one for one in ours if one.thread_ts == head and one.ts != head and not is_call(one)]


def at_the_top(house: House) -> list[Message]:
    """What the meeting itself said there; the charter was there before."""
    ours = [one for one in house.ws.everything(house.room) if one.bot_id and one.thread_ts in (None, one.ts)]
    return ours[1:]


async def every_action_stands_in_the_thread(house: House) -> None:
    await house.pass_time(seconds=30)
    taken = [one for one in in_the_slot(house) if "takes on: " in one.text]
    assert len(taken) == 3
    for number in range(1, ACTIONS + 1):
        assert [f"Do thing {number} of them" in one.text for one in taken].count(True) == 1
