"""A set follows its channel, whatever becomes of it, and is given another one where it has lost it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rehearsal.faults import Faults
from tests.house import House, a_house

PUBLIC = "since it is public"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.pass_time(minutes=1)
        yield house


def charter(house: House) -> str:
    return next(one.text for one in house.ws.messages(house.room) if "an action learning set" in one.text)


def looks(house: House) -> int:
    return len([one for one in house.ws.calls if one.method == "conversations.info"])


async def test_a_channel_is_looked_at_every_day_and_half_an_hour_before_a_meeting(house: House) -> None:
    before = looks(house)
    await house.pass_time(days=3)
    assert looks(house) - before == 3
    await house.to(house.clock.now().replace(day=10, hour=13, minute=29))
    before = looks(house)
    await house.pass_time(minutes=1)
    assert looks(house) - before == 1


async def test_a_channel_that_is_renamed_is_looked_at(house: House) -> None:
    await house.ws.make(house.room, private=False)
    await house.ws.rename(house.room, "set-of-heads")
    await house.settle()
    assert PUBLIC in charter(house)


async def test_the_rules_are_changed_under_a_charter_that_tells_the_truth(house: House) -> None:
    await house.ws.make(house.room, private=False)
    await house.press(house.ana, "Change the rules")
    await house.submit(house.ana, rules="We ask before we advise")
    assert PUBLIC in charter(house)


async def test_a_look_that_fails_is_made_again(house: House) -> None:
    await house.ws.make(house.room, private=False)
    house.ws.faults.add("conversations.info", Faults.ratelimited(1))
    await house.pass_time(days=1)
    assert PUBLIC not in charter(house)
    await house.bot.idle()
    await house.ws.until(lambda: PUBLIC in charter(house), timeout=20)


async def test_a_look_that_finds_no_channel_tells_the_host(house: House) -> None:
    house.room.archived = True
    await house.pass_time(days=1, minutes=1)
    told = house.ws.dm(house.ana)[-1].text
    assert "I can't write in" in told
    assert "*Move the set here*" in str(house.ws.dm(house.ana)[-1].blocks)


async def test_another_id_changes_nothing_for_anybody(house: House) -> None:
    await house.start()
    await house.ws.change_id(house.room)
    await house.settle()
    await house.press(house.ben, "I'm here")
    assert f"<@{house.ben.id}>" in house.with_button("I'm here").text
    await house.command(house.ana, "/set", "pause")
    assert "aused" in house.ws.messages(house.room)[-1].text
    assert house.ws.undelivered == []


async def test_only_a_set_without_a_room_is_moved_and_by_whoever_looks_after_it(house: House) -> None:
    hall = house.ws.channel("hall", members=house.people)
    answer = await house.ws.command(house.ana, hall, "/set", "")
    assert "Move the set here" not in answer.body
    await house.ws.archive(house.ana, house.room)
    await house.settle()
    answer = await house.ws.command(house.ben, hall, "/set", "")
    assert "Move the set here" not in answer.body
    answer = await house.ws.command(house.ana, hall, "/set", "")
    assert "Move the set here" in answer.body
    offer = house.ws.ephemerals(house.ana)[-1]
    await house.press(house.ben, "Move the set here", offer)
    assert "for its host or facilitator" in house.told(house.ben)
    await house.press(house.ana, "Move the set here", offer)
    assert "the set is here now" in house.told(house.ana)
    assert any("an action learning set" in one.text for one in house.ws.messages(hall))
    await house.press(house.ana, "Move the set here", offer)
    assert "has its room in" in house.told(house.ana)


async def test_a_moved_set_meets_in_its_new_channel(house: House) -> None:
    hall = house.ws.channel("hall", members=house.people)
    await house.ws.archive(house.ana, house.room)
    await house.settle()
    await house.ws.command(house.ana, hall, "/set", "")
    await house.press(house.ana, "Move the set here", house.ws.ephemerals(house.ana)[-1])
    await house.to(house.clock.now().replace(day=10, hour=14, minute=1))
    assert "meeting 1" in house.ws.messages(hall)[-1].text
    house.room = hall
    await house.press(house.ben, "Start")
    await house.press(house.chloe, "I'm here")
    assert f"<@{house.chloe.id}>" in house.with_button("I'm here").text


async def test_a_channel_with_a_set_takes_no_other(house: House) -> None:
    others = [house.ws.person(name) for name in ("Fay", "Gus", "Hal")]
    hall = house.ws.channel("hall", members=(*house.people, *others))
    await house.ws.command(others[0], hall, "/set", "new")
    await house.ws.submit(
        others[0], {"name": "Others", "members": [one.id for one in others], "first_on": "2026-11-20"}
    )
    await house.ws.archive(house.ana, house.room)
    await house.settle()
    answer = await house.ws.command(house.ana, house.ws.channel("attic", members=house.people), "/set", "")
    assert "Move the set here" in answer.body
    offer = house.ws.ephemerals(house.ana)[-1]
    offer.channel = hall.id
    await house.press(house.ana, "Move the set here", offer)
    assert "This channel has a set already" in house.told(house.ana)
