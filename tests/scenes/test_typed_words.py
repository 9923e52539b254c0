"""What people type with words, links and emoji around it, in a set that is founded."""

from functools import partial
from pathlib import Path

import pytest

from bot.config import Config
from prompts import ids
from tests.scene import Scene, a_scene, founded, founding, labels


async def test_a_link_in_a_message_keeps_its_address_in_the_action(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        said = await scene.ws.say(scene.ben, scene.room, "I will read the plan :eyes: by Friday")
        said.text = said.text.replace(
            "the plan", "<https://a.example/plan|the plan>"
        )  # as Slack writes a link with words
        await scene.ws.shortcut(scene.ben, ids.MAKE_ACTION, said)
        await scene.submit(scene.ben)
        assert scene.told(scene.ben).startswith(
            "Noted: I will read the plan (https://a.example/plan) :eyes: · by Fri 6 Nov"
        )


@pytest.mark.parametrize(
    ("command", "text", "label"),
    [
        pytest.param("/set", "next meeting", "Move on", id="moving on"),
        pytest.param("/set", "extend 10 please", "10 more minutes", id="more time"),
        pytest.param("/action", "done 1", "No, add it as typed", id="an action after all"),
    ],
)
async def test_nothing_changes_before_a_press(tmp_path: Path, command: str, text: str, label: str) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.start(scene.ben, scene.chloe)
        before = shown(scene)
        await scene.command(scene.ana, command, text)
        asked = scene.ws.ephemerals(scene.ana)[-1]
        assert "Did you mean" in asked.text
        assert shown(scene) == before
        await scene.press(scene.ana, label, asked)
        assert shown(scene) != before or "Noted: done 1" in scene.told(scene.ana)


def shown(scene: Scene) -> list[tuple[str, list[str]]]:
    """What stands in the channel, and what can be pressed there."""
    return [(one.text, labels(one)) for one in scene.ws.everything(scene.room)]


async def test_words_that_may_be_meant_for_either_of_two_sets_go_on_where_the_set_is_chosen(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        elsewhere = scene.ws.channel("set-two", members=(scene.ana, scene.ben))
        await scene.ws.command(scene.ana, elsewhere, "/set", "new")
        given = founding(name="Two", members=[scene.ana.id, scene.ben.id], first_on="2026-11-20")
        await scene.submit(scene.ana, **given)
        lunch = scene.ws.channel("lunch", members=(scene.ana,))
        await scene.ws.command(scene.ana, lunch, "/action", "done 1")
        await scene.press(scene.ana, "No, add it as typed", scene.ws.ephemerals(scene.ana)[-1])
        await scene.press(scene.ana, "Heads of department", scene.ws.ephemerals(scene.ana)[-1])
        assert scene.told(scene.ana).startswith("Noted: done 1")


async def test_what_is_asked_names_and_presses_commands_with_the_prefix_of_the_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.scene.Config", partial(Config, command_prefix="acme"))
    async with a_scene(tmp_path) as scene:
        await scene.command(scene.ana, "/acme-set", "new")
        three = [scene.ana.id, scene.ben.id, scene.chloe.id]
        await scene.submit(scene.ana, **founding(name="Heads", members=three))
        for command, text, named, label, then in (
            ("/acme-set", "next meeting", "`/acme-set plan`", "The dates", "*Meetings*"),
            ("/acme-action", "done 1", "`/acme-action report`", "No, add it as typed", "Noted: done 1"),
            ("/acme-set-issue", "withdraw", "`/acme-set-issue list`", "My issues", "You have no issues waiting."),
            ("/acme-set", "back in 5 minutes", "`/acme-set away until 3 Dec`", "I'm back", "You're back"),
        ):
            await scene.command(scene.ana, command, text)
            assert named in scene.told(scene.ana)
            await scene.press(scene.ana, label, scene.ws.ephemerals(scene.ana)[-1])
            assert scene.told(scene.ana).startswith(then)
