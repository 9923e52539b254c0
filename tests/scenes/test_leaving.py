"""Whoever leaves a set leaves nothing in its rows that was only their own."""

from pathlib import Path

from rehearsal.people import Person
from tests import forged_payloads
from tests.scene import Scene, a_scene, founded
from tests.scenes.play import called


async def leaves(scene: Scene, who: Person) -> None:
    await scene.command(who, "/set", "leave")
    await scene.press(who, "Leave the set", scene.ws.ephemerals(who)[-1])


async def test_what_is_only_one_s_own_is_deleted_as_one_leaves(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
        await scene.command(scene.dan, "/set-issue", "Whom to tell first")
        await scene.start(scene.ben, scene.chloe, scene.dan, scene.eva)
        await scene.press(scene.ana, "Next")
        await scene.press(scene.chloe, "That's it")
        await scene.press(scene.chloe, "Next")
        await scene.say(called(scene), "Who could begin?")
        await scene.press(scene.chloe, "Next")
        await scene.press(scene.chloe, "Next")
        await scene.command(scene.chloe, "/action", "Ask Mo for twenty minutes by Friday")
        await scene.command(scene.chloe, "/set", "end slot")
        await scene.command(scene.ben, "/action", "Call the union by Friday")
        assert forged_payloads.all_of(tmp_path, "SELECT status FROM actions ORDER BY id") == ["aside", "open"]
        await leaves(scene, scene.chloe)
        await leaves(scene, scene.dan)
        await leaves(scene, scene.ben)
        assert forged_payloads.all_of(tmp_path, "SELECT sentence FROM issues") == [""], "only that there was a slot"
        assert forged_payloads.all_of(tmp_path, "SELECT what FROM actions") == ["Call the union"]
        await scene.press(scene.ana, "We're ready")
        await scene.command(scene.ana, "/set")
