"""Whoever left a set and came again reads what they were there for, and nothing of what was meanwhile."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.people import Person
from tests.scene import Scene, a_scene, founded
from tests.scenes.play import through_the_slot, to_the_slot
from tests.scenes.test_leaving import leaves


async def read_by(scene: Scene, who: Person) -> str:
    """The newest page of the record."""
    await scene.command(who, "/set", "record")
    found = str(scene.ws.view(who))
    await scene.ws.close_view(who)
    return found


async def test_the_record_leaves_out_the_time_in_which_they_were_not_in_the_set(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ana, "/set", "start")
        await scene.command(scene.ana, "/set", "end")
        await scene.press(scene.ana, "Close")
        await scene.pass_time(days=1)
        await leaves(scene, scene.ben)
        await to_the_slot(scene, scene.dan, scene.eva)
        await through_the_slot(scene, scene.chloe)
        await scene.command(scene.ana, "/set", "end")
        await scene.press(scene.ana, "Close")
        await scene.to(datetime(2026, 11, 6, 10, tzinfo=UTC))
        await scene.command(scene.ana, "/set", f"add <@{scene.ben.id}>")
        await scene.press(scene.ben, "I agree")
        found = await read_by(scene, scene.ben)
        assert "technician" not in found
        assert "has met once" in found
        assert "so your view leaves that time out" in found
        assert "technician" in await read_by(scene, scene.dan)
