"""Somebody whose account is closed is waited for at no meeting, until they are there again."""

from datetime import UTC, datetime
from pathlib import Path

from tests.forged_payloads import one
from tests.scene import Scene, a_scene, founded, plain


async def account_changes(scene: Scene, *, deleted: bool) -> None:
    scene.eva.deleted = deleted
    described = scene.eva.described(scene.eva.team_id, scene.clock.now())
    await scene.ws.event({"type": "user_change", "user": described})
    await scene.settle()


async def test_whoever_has_no_account_any_more_is_not_waited_for_and_the_host_is_asked_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await account_changes(scene, deleted=True)
        await scene.to(datetime(2026, 11, 5, 12, tzinfo=UTC))
        asked = [plain(one.text) for one in scene.ws.dm(scene.ana) if "account here is closed" in one.text]
        assert len(asked) == 1
        assert "Have they left the set?" in asked[0]
        await scene.to(datetime(2026, 11, 10, 14, tzinfo=UTC))
        await scene.press(scene.ana, "Start")
        opening = next(one for one in scene.ws.messages(scene.room) if "then answer the question below" in one.text)
        assert f"<@{scene.eva.id}>" not in opening.text
        for one in (scene.ben, scene.chloe, scene.dan):
            await scene.press(one, "I'm here")
        assert any("The opening is over. 4 people came." in one.text for one in scene.ws.messages(scene.room))


async def test_whoever_has_an_account_again_is_waited_for_again(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await account_changes(scene, deleted=True)
        await account_changes(scene, deleted=False)
        await scene.to(datetime(2026, 11, 10, 14, tzinfo=UTC))
        assert not [one for one in scene.ws.dm(scene.ana) if "account here is closed" in one.text]
        await scene.press(scene.ana, "Start")
        opening = next(one for one in scene.ws.messages(scene.room) if "then answer the question below" in one.text)
        assert f"<@{scene.eva.id}>" in opening.text


async def test_when_somebody_joined_is_kept_of_those_who_came_after_the_founding(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.pass_time(days=1)
        await scene.command(scene.ana, "/set", f"add <@{scene.otto.id}>")
        assert one(tmp_path, "SELECT count(*) FROM members WHERE joined_at IS NULL") == "5"
        assert one(tmp_path, "SELECT date(joined_at) FROM members WHERE joined_at IS NOT NULL") == "2026-11-04"
