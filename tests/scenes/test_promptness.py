"""Nobody waits for Slack before an answer, and what was done shows at once."""

import asyncio
from pathlib import Path

import pytest

from rehearsal import faults
from tests.scene import a_scene, founded
from tests.scenes.play import at_the_slot
from tests.stopwatch import Stopwatch

pytestmark = pytest.mark.usefixtures("in_real_time")

SLOW = 1.5
AT_ONCE = 1.0
BACK_WITHIN = 4.5


async def test_no_listener_waits_for_slack_before_its_ack(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        for method in ("chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.open"):
            scene.ws.faults.add(method, faults.slow(SLOW), times=None)
        for who, command, words in (
            (scene.chloe, "/set-issue", "Two departments will not share a technician"),
            (scene.ben, "/action", "Ask the governors by Friday"),
            (scene.ana, "/set", "start"),
            (scene.ana, "/set", "pause"),
            (scene.ana, "/set", "resume"),
            (scene.ana, "/set", "help"),
        ):
            watch = Stopwatch()
            answer = await scene.ws.command(who, scene.room, command, words)
            assert answer.ok
            assert watch.seconds < AT_ONCE, f"{command} {words} waited"


async def test_the_first_visible_change_after_a_click_needs_one_call(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_slot) as scene:
        await scene.command(
            scene.otto, "/set", "help"
        )  # the first that is heard of a bot asks Slack whose its token is
        await scene.pass_time(seconds=30)
        before = len(scene.ws.calls)
        await scene.press(scene.chloe, "That's it")
        first = scene.ws.calls[before]
        assert first.method in {"chat.postMessage", "chat.update"}


async def test_the_first_visible_change_after_a_command_needs_one_call(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(
            scene.otto, "/set", "help"
        )  # the first that is heard of a bot asks Slack whose its token is
        before = len(scene.ws.calls)
        await scene.command(scene.ana, "/set", "start")
        assert scene.ws.calls[before].method == "chat.postMessage"


async def test_help_is_there_whichever_command_it_is_asked_of(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        for command in ("/set", "/action", "/set-issue"):
            answer = await scene.command(scene.otto, command, "help")
            assert "What you can type" in answer.text


async def test_a_socket_that_broke_without_a_word_is_replaced_while_somebody_tries_again(tmp_path: Path) -> None:
    async with a_scene(tmp_path, socket_mode=True) as scene:
        await scene.found()
        scene.ws.drop_sockets()
        assert not (await scene.ws.command(scene.ana, scene.room, "/set", "plan")).ok
        watch = Stopwatch()
        async with asyncio.timeout(60):
            while not (await scene.ws.command(scene.ana, scene.room, "/set", "plan")).ok:  # noqa: ASYNC110 -- only trying tells
                await asyncio.sleep(0.1)
        assert watch.seconds < BACK_WITHIN
