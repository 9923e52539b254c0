"""Who leaves the channel while the bot is not running, or comes back to it, is noticed as Slack is asked who is there."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from rehearsal.people import Person
from tests.scene import Scene, a_scene, founded, plain

DAY = timedelta(days=1)
MEETING = datetime(2026, 11, 10, 14, tzinfo=UTC)


def asked_of_eva(scene: Scene) -> list[str]:
    """What the host is asked about her."""
    return [plain(one.text) for one in scene.ws.dm(scene.ana) if "Have they left the set?" in one.text]


def counted(scene: Scene) -> list[datetime]:
    """When Slack was asked who is in the channel."""
    return [one.at for one in scene.ws.calls if one.method == "conversations.members"]


def expected(scene: Scene) -> str:
    """The card that mentions whoever is expected."""
    return next((one.text for one in scene.ws.messages(scene.room) if "then answer the question below" in one.text), "")


async def leaves_unseen(scene: Scene, who: Person) -> None:
    await scene.goes()
    scene.room.members.remove(who.id)
    await scene.is_away_for(timedelta(hours=1))
    await scene.arrives()
    await scene.settle()


async def test_whoever_left_while_nobody_was_there_is_waited_for_at_no_meeting_and_the_host_is_asked_once(
    tmp_path: Path,
) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await leaves_unseen(scene, scene.eva)
        await scene.pass_time(days=3)
        assert len(asked_of_eva(scene)) == 1
        await scene.to(MEETING)
        await scene.press(scene.ana, "Start")
        assert f"<@{scene.eva.id}>" not in expected(scene)
        for one in (scene.ben, scene.chloe, scene.dan):
            await scene.press(one, "I'm here")
        assert any("The opening is over. 4 people came." in one.text for one in scene.ws.messages(scene.room))


async def test_a_running_meeting_waits_no_longer_for_whoever_left_while_nobody_was_there(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.start(scene.ben, scene.chloe, scene.dan)
        await leaves_unseen(scene, scene.eva)
        assert f"<@{scene.eva.id}>" not in expected(scene)


async def test_whoever_came_back_while_nobody_was_there_is_waited_for_again(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.ws.leave(scene.eva, scene.room)
        await scene.settle()
        await scene.goes()
        scene.room.members.append(scene.eva.id)
        await scene.is_away_for(timedelta(hours=1))
        await scene.arrives()
        await scene.settle()
        await scene.to(MEETING)
        assert asked_of_eva(scene) == []
        await scene.press(scene.ana, "Start")
        assert f"<@{scene.eva.id}>" in expected(scene)


async def test_whoever_has_never_agreed_may_never_have_been_there(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        gita = scene.ws.person("Gita")
        await scene.command(scene.ana, "/set", f"add <@{gita.id}>")
        await scene.pass_time(days=3)
        assert asked_of_eva(scene) == []


async def test_a_list_without_anybody_of_the_set_is_not_believed(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.goes()
        scene.room.members[:] = [scene.otto.id, scene.ws.bot_user]
        await scene.is_away_for(timedelta(hours=1))
        await scene.arrives()
        await scene.pass_time(days=3)
        assert asked_of_eva(scene) == []


async def test_slack_is_asked_once_a_day_who_is_there_and_in_any_case_just_before_a_meeting(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.pass_time(hours=1)
        first = len(counted(scene))
        await scene.pass_time(days=5, hours=23, every_look=True)
        asked = counted(scene)[first:]
        assert len(asked) >= 4
        assert all(later - before >= timedelta(hours=20) for before, later in pairwise(asked))
        await scene.to(MEETING)
        assert any(MEETING - timedelta(minutes=31) <= at <= MEETING for at in counted(scene))
