"""A set follows its channel, whatever becomes of it, and is given another one where it has lost it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from rehearsal.faults import Faults
from tests.scene import Scene, a_scene, follows, founded, founding

PUBLIC = "This channel is public"


@follows(founded())
async def looked_at(scene: Scene) -> None:
    await scene.pass_time(minutes=1)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with a_scene(tmp_path, after=looked_at) as scene:
        yield scene


def charter(scene: Scene) -> str:
    return next(one.text for one in scene.ws.messages(scene.room) if "an action learning set" in one.text)


def looks(scene: Scene) -> int:
    return len([one for one in scene.ws.calls if one.method == "conversations.info"])


async def test_a_channel_is_looked_at_every_day_and_half_an_hour_before_a_meeting(scene: Scene) -> None:
    before = looks(scene)
    await scene.pass_time(days=3, every_look=True)
    assert looks(scene) - before == 3
    await scene.to(scene.clock.now().replace(day=10, hour=13, minute=29))
    before = looks(scene)
    await scene.pass_time(minutes=1)
    assert looks(scene) - before == 1


async def test_a_channel_that_is_renamed_is_looked_at(scene: Scene) -> None:
    await scene.ws.make(scene.room, private=False)
    await scene.ws.rename(scene.room, "set-of-heads")
    await scene.settle()
    assert PUBLIC in charter(scene)


async def test_the_rules_are_changed_under_a_charter_that_tells_the_truth(scene: Scene) -> None:
    await scene.ws.make(scene.room, private=False)
    await scene.press(scene.ana, "Change the rules")
    await scene.submit(scene.ana, rules="We ask before we advise")
    for other in (scene.ben, scene.chloe):
        await scene.press(other, "I agree")
    assert PUBLIC in charter(scene)


async def test_a_charter_whose_words_have_changed_is_edited_and_not_posted_anew(scene: Scene) -> None:
    posted, head = len(scene.ws.messages(scene.room)), scene.with_button("Change the rules").ts
    assert "ask whoever runs me here" in charter(scene)
    scene.config = replace(scene.config, data_contact="jo@heads.example", safety_contact="Sam")
    await scene.restarted()
    await scene.pass_time(days=1)
    assert "ask jo@heads.example" in charter(scene)
    assert "turn to Sam, or" in charter(scene)
    assert len(scene.ws.messages(scene.room)) == posted
    assert scene.with_button("Change the rules").ts == head


async def test_a_look_that_fails_is_made_again(scene: Scene) -> None:
    await scene.ws.make(scene.room, private=False)
    scene.ws.faults.add("conversations.info", Faults.ratelimited(1))
    await scene.pass_time(days=1)
    assert PUBLIC not in charter(scene)
    await scene.bot.idle()
    await scene.ws.until(lambda: PUBLIC in charter(scene), timeout=20)


async def test_a_look_that_finds_no_channel_tells_the_host(scene: Scene) -> None:
    scene.room.archived = True
    await scene.pass_time(days=1, minutes=1)
    told = scene.ws.dm(scene.ana)[-1].text
    assert "I can't write in" in told
    assert "*Move the set here*" in str(scene.ws.dm(scene.ana)[-1].blocks)


async def test_another_id_changes_nothing_for_anybody(scene: Scene) -> None:
    await scene.start()
    await scene.ws.change_id(scene.room)
    await scene.settle()
    await scene.press(scene.ben, "I'm here")
    assert f"<@{scene.ben.id}>" in scene.with_button("I'm here").text
    await scene.command(scene.ana, "/set", "pause")
    assert "aused" in scene.ws.messages(scene.room)[-1].text
    assert scene.ws.undelivered == []


async def test_only_a_set_without_a_room_is_moved_and_by_whoever_looks_after_it(scene: Scene) -> None:
    hall = scene.ws.channel("hall", members=scene.people)
    answer = await scene.ws.command(scene.ana, hall, "/set", "")
    assert "Move the set here" not in answer.body
    await scene.ws.archive(scene.ana, scene.room)
    await scene.settle()
    answer = await scene.ws.command(scene.ben, hall, "/set", "")
    assert "Move the set here" not in answer.body
    answer = await scene.ws.command(scene.ana, hall, "/set", "")
    assert "Move the set here" in answer.body
    offer = scene.ws.ephemerals(scene.ana)[-1]
    await scene.press(scene.ben, "Move the set here", offer)
    assert "host or facilitator can move it" in scene.told(scene.ben)
    await scene.press(scene.ana, "Move the set here", offer)
    assert "the set has moved here" in scene.told(scene.ana)
    assert any("an action learning set" in one.text for one in scene.ws.messages(hall))
    await scene.press(scene.ana, "Move the set here", offer)
    assert "lives in" in scene.told(scene.ana)


async def test_a_moved_set_meets_in_its_new_channel(scene: Scene) -> None:
    hall = scene.ws.channel("hall", members=scene.people)
    await scene.ws.archive(scene.ana, scene.room)
    await scene.settle()
    await scene.ws.command(scene.ana, hall, "/set", "")
    await scene.press(scene.ana, "Move the set here", scene.ws.ephemerals(scene.ana)[-1])
    await scene.to(scene.clock.now().replace(day=10, hour=14, minute=1))
    assert "meeting 1" in scene.ws.messages(hall)[-1].text
    scene.room = hall
    await scene.press(scene.ben, "Start")
    await scene.press(scene.chloe, "I'm here")
    assert f"<@{scene.chloe.id}>" in scene.with_button("I'm here").text


async def test_a_channel_with_a_set_takes_no_other(scene: Scene) -> None:
    others = [scene.ws.person(name) for name in ("Fay", "Gus", "Hal")]
    hall = scene.ws.channel("hall", members=(*scene.people, *others))
    await scene.ws.command(others[0], hall, "/set", "new")
    await scene.ws.submit(others[0], founding(name="Others", members=[one.id for one in others], first_on="2026-11-20"))
    await scene.ws.archive(scene.ana, scene.room)
    await scene.settle()
    answer = await scene.ws.command(scene.ana, scene.ws.channel("attic", members=scene.people), "/set", "")
    assert "Move the set here" in answer.body
    offer = scene.ws.ephemerals(scene.ana)[-1]
    offer.channel = hall.id
    await scene.press(scene.ana, "Move the set here", offer)
    assert "This channel has a set already" in scene.told(scene.ana)
