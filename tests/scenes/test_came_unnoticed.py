"""Who comes into the channel while the bot is not running is told of once, as Slack is asked who is there."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from rehearsal.faults import Faults
from rehearsal.people import Person
from tests import forged_payloads
from tests.scene import Scene, a_scene, follows, founded, plain

CAN_READ = "can now read this channel"


@follows(founded())
async def looked_at(scene: Scene) -> None:
    await scene.pass_time(days=1, hours=1)


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set whose channel was looked at; Otto was in it from the beginning."""
    async with a_scene(tmp_path, after=looked_at) as scene:
        yield scene


def told(scene: Scene) -> list[str]:
    return [plain(one.text) for one in scene.ws.everything(scene.room) if CAN_READ in one.text]


async def come_unseen(scene: Scene, *those: Person, gone_for: timedelta = timedelta(hours=1)) -> None:
    await scene.goes()
    scene.room.members.extend(one.id for one in those)
    await scene.is_away_for(gone_for)
    await scene.arrives()
    await scene.settle()
    await scene.pass_time(minutes=2)


async def test_several_who_came_while_nobody_was_there_are_told_of_once_in_one_line(scene: Scene) -> None:
    zoe, yan = scene.ws.person("Zoe"), scene.ws.person("Yan")
    helper = scene.ws.person("Helper", is_bot=True)
    assert told(scene) == []
    await come_unseen(scene, zoe, yan, helper)
    (line,) = told(scene)
    assert (f"<@{zoe.id}>" in line, f"<@{yan.id}>" in line, helper.id in line) == (True, True, False)
    await come_unseen(scene)
    await scene.pass_time(days=3)
    assert len(told(scene)) == 1


async def test_whoever_came_with_an_event_or_is_in_the_set_is_not_told_of_again(scene: Scene) -> None:
    zoe, yan = scene.ws.person("Zoe"), scene.ws.person("Yan")
    await scene.ws.join(zoe, scene.room)
    await scene.settle()
    await scene.command(scene.ana, "/set", f"add <@{yan.id}>")
    await come_unseen(scene, yan)
    await scene.pass_time(days=3)
    assert len(told(scene)) == 1


async def test_an_event_that_comes_after_the_look_tells_nothing_anew(scene: Scene) -> None:
    zoe = scene.ws.person("Zoe")
    await come_unseen(scene, zoe)
    scene.room.members.remove(zoe.id)
    await scene.ws.join(zoe, scene.room)
    await scene.pass_time(minutes=5)
    assert len(told(scene)) == 1


async def test_of_whom_slack_tells_nothing_the_next_look_asks_again(scene: Scene) -> None:
    zoe = scene.ws.person("Zoe")
    scene.ws.faults.add("users.info", Faults.status(500), when=lambda call: call.args.get("user") == zoe.id)
    await come_unseen(scene, zoe)
    assert told(scene) == []
    await scene.pass_time(days=1, hours=1)
    assert len(told(scene)) == 1


async def test_in_another_channel_nobody_is_told_of_at_the_first_look(scene: Scene) -> None:
    elsewhere = scene.ws.channel("elsewhere", members=(*scene.people, scene.otto, scene.ws.person("Zoe")))
    await scene.ws.archive(scene.ana, scene.room)
    await scene.settle()
    await scene.ws.command(scene.ana, elsewhere, "/set", "")
    await scene.press(scene.ana, "Move the set here", scene.ws.ephemerals(scene.ana)[-1])
    await scene.pass_time(days=2)
    assert any(
        call.method == "conversations.members" and call.args["channel"] == elsewhere.id for call in scene.ws.calls
    )
    assert not [one for one in scene.ws.everything(elsewhere) if CAN_READ in one.text]


async def test_who_was_there_is_forgotten_with_the_set(scene: Scene, tmp_path: Path) -> None:
    assert forged_payloads.one(tmp_path, "SELECT count(*) FROM channel_readers") == "1"
    await scene.command(scene.ana, "/set", "end well")
    await scene.submit(scene.ana)
    await scene.pass_time(days=120)
    assert forged_payloads.one(tmp_path, "SELECT count(*) FROM channel_readers") == "0"
