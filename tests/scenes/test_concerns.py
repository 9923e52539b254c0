"""*Something is off*: nothing ties what was sent to whoever sent it, and both are gone once the meeting is not to be."""

from pathlib import Path

from sqlalchemy import text

from benchmarks.gestures import press_private
from tests.scene import Scene, a_scene
from tests.scenes.test_erasures import rows


def of_table(scene: Scene, table: str) -> list[dict[str, object]]:
    with rows(scene) as db:
        return [dict(row) for row in db.execute(text(f"SELECT * FROM {table}")).mappings()]  # noqa: S608


async def sent_by_ben(scene: Scene) -> None:
    await scene.found(adviser=scene.otto.id)
    await scene.command(scene.ben, "/set", "concern")
    await scene.submit(scene.ben, words="We tell more than we ask")
    assert (of_table(scene, "concerns"), of_table(scene, "concern_senders")) == ([], [])
    await press_private(scene, scene.ben, "Tell the facilitator privately")
    assert "is your facilitator: write to them directly." in scene.told(scene.ben)
    assert "We tell more than we ask" in scene.told(scene.ben)
    await press_private(scene, scene.ben, "Send it")


async def test_the_words_say_nothing_of_who_sent_them(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await sent_by_ben(scene)
        (kept,), (sender,) = of_table(scene, "concerns"), of_table(scene, "concern_senders")
        assert kept.keys() == {"key", "workspace", "meeting_id", "words"}
        assert kept["words"] == "We tell more than we ask"
        assert sender.keys() == {"workspace", "meeting_id", "member_id"}


async def test_both_are_deleted_as_the_set_ends(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await sent_by_ben(scene)
        await scene.command(scene.ana, "/set", "end set")
        await scene.submit(scene.ana)
        assert (of_table(scene, "concerns"), of_table(scene, "concern_senders")) == ([], [])
