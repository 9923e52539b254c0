"""The bot says at most twelve messages a slot besides the calls, and at most twelve at the top a meeting, whatever people do."""

from datetime import timedelta
from pathlib import Path

import pytest

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import Scene, a_scene, founded
from tests.scenes.play import ISSUE, newest
from tests.scenes.walk import is_call

PAUSES = 7
ACTIONS = 10
AWAY = timedelta(minutes=3)


@pytest.mark.promise(76, 77)
async def test_pauses_and_actions_keep_within_the_budget(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.chloe, "/set-issue", ISSUE)
        await scene.start(scene.ben, scene.chloe)
        await runs_out_twice(scene, scene.ana, 8)
        await pauses(scene)
        await to_the_presenting(scene)
        await the_slot_is_as_loud_as_can_be(scene)
        await pauses(scene)
        await runs_out_twice(scene, scene.ana, 10)
        await pauses(scene)
        assert len(in_the_slot(scene)) <= 12
        assert len(at_the_top(scene)) <= 12
        await every_action_stands_in_the_thread(scene)


async def the_slot_is_as_loud_as_can_be(scene: Scene) -> None:
    """Every step runs out twice, there is a restart, and the presenter commits to more than anybody does."""
    for minutes in (7, 6, 15, 3):
        await pauses(scene, once=True)
        await runs_out_twice(scene, scene.chloe, minutes)
    await scene.restarted(AWAY)
    for number in range(1, ACTIONS + 1):
        await scene.command(scene.chloe, "/action", f"Do thing {number} of them by Friday")
    await pauses(scene)
    await runs_out_twice(scene, scene.chloe, 5)
    await runs_out_twice(scene, scene.chloe, 5)


async def to_the_presenting(scene: Scene) -> None:
    """Past the bids, where a meeting has them with one issue."""
    while "the whole slot happens here, in this thread" not in " ".join(
        one.text for one in scene.ws.everything(scene.room)
    ):
        await scene.command(scene.ana, "/set", "next")


async def pauses(scene: Scene, *, once: bool = False) -> None:
    for _ in range(1 if once else PAUSES):
        await scene.command(scene.dan, "/set", "pause")
        await scene.pass_time(seconds=20)
        await scene.command(scene.chloe, "/set", "resume")


async def runs_out_twice(scene: Scene, mover: Person, minutes: float) -> None:
    """The time-box and five minutes more; then somebody moves on."""
    await scene.pass_time(minutes=minutes, seconds=10)
    await scene.command(mover, "/set", "extend 5")
    await scene.pass_time(minutes=5, seconds=10)
    await scene.command(mover, "/set", "next")


def in_the_slot(scene: Scene) -> list[Message]:
    head = newest(scene, "*Slot 1, ").ts
    ours = [one for one in scene.ws.everything(scene.room) if one.bot_id]
    return [one for one in ours if one.thread_ts == head and one.ts != head and not is_call(one)]


def at_the_top(scene: Scene) -> list[Message]:
    """What the meeting itself said there; the charter was there before."""
    ours = [one for one in scene.ws.everything(scene.room) if one.bot_id and one.thread_ts in (None, one.ts)]
    return ours[1:]


async def every_action_stands_in_the_thread(scene: Scene) -> None:
    await scene.pass_time(seconds=30)
    taken = [one for one in in_the_slot(scene) if "takes on: " in one.text]
    assert len(taken) == 3
    for number in range(1, ACTIONS + 1):
        assert [f"Do thing {number} of them" in one.text for one in taken].count(True) == 1
