"""Nobody waits for Slack before an answer, and what was done shows at once."""

import asyncio
from pathlib import Path

import pytest

from rehearsal import faults
from tests.house import a_house
from tests.scenes.play import to_the_slot
from tests.stopwatch import Stopwatch

pytestmark = pytest.mark.usefixtures("in_real_time")

SLOW = 1.5
AT_ONCE = 1.0
BACK_WITHIN = 4.5


async def test_no_listener_waits_for_slack_before_its_ack(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        for method in ("chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.open"):
            house.ws.faults.add(method, faults.slow(SLOW), times=None)
        for who, command, words in (
            (house.chloe, "/set-issue", "Two departments will not share a technician"),
            (house.ben, "/action", "Ask the governors by Friday"),
            (house.ana, "/set", "start"),
            (house.ana, "/set", "pause"),
            (house.ana, "/set", "resume"),
            (house.ana, "/set", "help"),
        ):
            watch = Stopwatch()
            answer = await house.ws.command(who, house.room, command, words)
            assert answer.ok
            assert watch.seconds < AT_ONCE, f"{command} {words} waited"


async def test_the_first_visible_change_after_a_click_needs_one_call(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_slot(house)
        await house.pass_time(seconds=30)
        before = len(house.ws.calls)
        await house.press(house.chloe, "That's it")
        first = house.ws.calls[before]
        assert first.method in {"chat.postMessage", "chat.update"}


async def test_the_first_visible_change_after_a_command_needs_one_call(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        before = len(house.ws.calls)
        await house.command(house.ana, "/set", "start")
        assert house.ws.calls[before].method == "chat.postMessage"


async def test_help_is_there_whichever_command_it_is_asked_of(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for command in ("/set", "/action", "/set-issue"):
            answer = await house.command(house.otto, command, "help")
            assert "What you can type" in answer.text


async def test_a_socket_that_broke_without_a_word_is_replaced_while_somebody_tries_again(tmp_path: Path) -> None:
    async with a_house(tmp_path, socket_mode=True) as house:
        await house.found()
        house.ws.drop_sockets()
        assert not (await house.ws.command(house.ana, house.room, "/set", "plan")).ok
        watch = Stopwatch()
        async with asyncio.timeout(60):
            while not (await house.ws.command(house.ana, house.room, "/set", "plan")).ok:  # noqa: ASYNC110 -- only trying tells
                await asyncio.sleep(0.1)
        assert watch.seconds < BACK_WITHIN
