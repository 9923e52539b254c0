"""Whoever could not be written to is told so once, alone, as they come to the next meeting; and is written to again."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.faults import error
from tests.forged_payloads import one
from tests.scene import Scene, a_scene, founded, plain

MEETING = datetime(2026, 11, 10, 14, tzinfo=UTC)
MISSED = "haven't reached you since"


def told(scene: Scene) -> list[str]:
    return [plain(one.text) for one in scene.ws.ephemerals(scene.eva) if MISSED in one.text]


async def cannot_be_reached(scene: Scene, reason: str = "user_disabled") -> None:
    """Nothing can be said in Eva's direct messages until after the letters before the first meeting."""
    refuses = error(reason)
    scene.ws.faults.add("conversations.open", refuses, times=None, when=lambda call: call.args["users"] == scene.eva.id)
    await scene.found()
    await scene.to(MEETING.replace(hour=12))
    scene.ws.faults.clear()


async def test_whoever_could_not_be_reached_is_told_so_once_as_they_come_to_the_next_meeting(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await cannot_be_reached(scene)
        await scene.command(scene.eva, "/set", "plan")
        assert told(scene) == []
        await scene.to(MEETING)
        await scene.press(scene.ana, "Start")
        for one_of_them in (scene.ben, scene.eva):
            await scene.press(one_of_them, "I'm here")
        (said,) = told(scene)
        assert "Thu 5 Nov" in said or "Thursday 5 November" in said
        assert "I'll write to you again from now on." in said
        assert not [m for m in scene.ws.dm(scene.eva) if MISSED in m.text]
        assert not [m for m in scene.ws.ephemerals(scene.ben) if MISSED in m.text]
        await scene.say(scene.eva, "Cloudy, with a chance of sun", in_thread=False)
        await scene.command(scene.eva, "/set", "pause")
        assert len(told(scene)) == 1
        assert one(tmp_path, "SELECT count(*) FROM people WHERE missed_at IS NOT NULL OR NOT reachable") == "0"


async def test_what_is_the_apps_own_fault_is_told_to_nobody(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        refuses = error("messages_tab_disabled")
        dm = scene.ws.dm_channel(scene.eva).id
        scene.ws.faults.add("chat.postMessage", refuses, times=None, when=lambda call: call.args["channel"] == dm)
        await scene.to(MEETING)
        await scene.press(scene.ana, "Start")
        await scene.press(scene.eva, "I'm here")
        assert told(scene) == []
        assert one(tmp_path, "SELECT count(*) FROM people WHERE NOT reachable") == "0"


async def test_whoever_does_something_at_home_can_be_reached(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await cannot_be_reached(scene)
        assert one(tmp_path, "SELECT count(*) FROM people WHERE NOT reachable") == "1"
        await scene.command(scene.eva, "/set", "reminders")
        assert one(tmp_path, "SELECT count(*) FROM people WHERE NOT reachable") == "0"
