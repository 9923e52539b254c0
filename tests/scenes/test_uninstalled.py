"""A workspace that uninstalls the bot: locked at once, deleted after fourteen days, and as it was if it installs the bot again."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from rehearsal.deliveries import Answer
from rehearsal.faults import Faults
from tests.scene import Scene, a_scene, follows, founded
from tests.scenes.test_erasures import everything

STAY: Final = {
    "heartbeats": "of the bot's processes",
    "absences": "when none of them ran",
    "audits": "that whoever runs the bot has used what is kept of somebody",
}


@follows(founded())
async def with_much_ahead(scene: Scene) -> None:
    await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
    await scene.command(scene.ben, "/action", "Look into the budget in two weeks")


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set with a meeting ahead, an issue and an action."""
    async with a_scene(tmp_path, after=with_much_ahead) as scene:
        await scene.command(scene.ana, "/set")  # the bot that runs has learned that its token works
        yield scene


def is_locked(scene: Scene) -> bool:
    return any(one["locked_at"] is not None for one in everything(scene)["installations"])


def calls(scene: Scene, *but: str) -> list[str]:
    return [one.method for one in scene.ws.calls if one.method not in ("auth.test", *but)]


async def told(scene: Scene, kind: str, *, ago: timedelta = timedelta(0), **event: object) -> Answer:
    """Slack tells the bot something about itself, that was so long ago."""
    payload = scene.ws._payloads.event({"type": kind, **event})
    payload["event_time"] = int((scene.clock.now() - ago).timestamp())
    answer = await scene.ws.tell(payload)
    await scene.settle()
    return answer


@pytest.mark.parametrize("tokens_first", [True, False], ids=["tokens first", "the app first"])
async def test_nothing_is_said_or_answered_any_more_and_timers_wait(scene: Scene, tokens_first: bool) -> None:
    answers = await scene.ws.uninstall(tokens_first=tokens_first)
    assert [one.status for one in answers] == [200, 200]
    assert is_locked(scene)
    before, timers = calls(scene), len(everything(scene)["timers"])
    answer = await scene.command(scene.ana, "/set")
    assert (answer.status, answer.text) == (200, "")
    await scene.is_asleep_for(days=9)
    await scene.pass_time(days=1)
    assert calls(scene) == before, "the card of the meeting, and what was due before it, wait"
    assert len(everything(scene)["timers"]) == timers


async def test_a_new_installation_restores_it_as_it_was(scene: Scene) -> None:
    await scene.ws.uninstall()
    await scene.is_asleep_for(days=5)
    scene.ws.install()
    await scene.restarted()
    assert not is_locked(scene)
    assert "Heads of department" in (await scene.command(scene.ana, "/set")).text
    await scene.pass_time(days=3)
    assert any("past the start time" in one.text for one in scene.ws.messages(scene.room))
    await scene.pass_time(days=30)
    assert everything(scene)["issues"] != []


async def test_what_is_typed_after_a_new_installation_finds_it_without_a_restart(scene: Scene) -> None:
    await scene.ws.uninstall()
    scene.ws.install()
    assert (await scene.command(scene.ana, "/set")).text == ""
    assert "Heads of department" in (await scene.command(scene.ana, "/set")).text


async def test_after_fourteen_days_nothing_is_left_of_it(scene: Scene) -> None:
    await scene.ws.uninstall()
    await scene.is_asleep_for(days=13, hours=20)
    await scene.pass_time(hours=3)
    assert everything(scene)["actions"] != []
    await scene.pass_time(hours=3)
    left = {name for name, those in everything(scene).items() if those}
    assert left <= STAY.keys()


async def test_what_is_older_than_the_installation_is_not_asked_about(scene: Scene) -> None:
    scene.ws.revoke_token()
    before = len(scene.ws.calls)
    await told(scene, "app_uninstalled", ago=timedelta(days=3))
    assert not is_locked(scene)
    assert scene.ws.calls[before:] == []


async def test_what_comes_after_a_new_installation_changes_nothing(scene: Scene) -> None:
    await told(scene, "app_uninstalled")
    await told(scene, "tokens_revoked", tokens={"bot": [scene.ws.bot_user]})
    assert not is_locked(scene)


async def test_tokens_of_people_are_none_of_the_bot_s(scene: Scene) -> None:
    scene.ws.revoke_token()
    await told(scene, "tokens_revoked", tokens={"oauth": [scene.ana.id]})
    assert not is_locked(scene)


async def test_where_slack_does_not_say_the_event_comes_again(scene: Scene) -> None:
    scene.ws.revoke_token()
    scene.ws.faults.add("auth.test", Faults.status(503))
    assert (await told(scene, "app_uninstalled")).status == 200
    assert is_locked(scene)
    assert [one.status for one in scene.ws.deliveries.made[-2:]] == [500, 200]


async def test_another_workspace_goes_on(scene: Scene) -> None:
    """The token works, but for another workspace than the one that was locked."""
    await scene.ws.uninstall()
    scene.ws.install()
    scene.ws._world.team_id = "T0002"
    await scene.restarted()
    assert is_locked(scene)
