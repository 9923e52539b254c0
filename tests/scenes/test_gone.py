"""Whoever leaves the channel in a meeting: not waited for, and past a presenter the others are asked how to go on."""

from pathlib import Path

import pytest

from tests.scene import a_scene, labels
from tests.scenes.play import at_the_slot, newest


@pytest.mark.promise(9, 74)
async def test_a_presenter_who_leaves_the_channel_leaves_their_slot_to_the_others(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_slot) as scene:
        refused = await scene.command(scene.ben, "/set", "next")
        assert "can move us on" in refused.text
        await scene.ws.leave(scene.chloe, scene.room)
        await scene.settle()
        assert labels(newest(scene, "is away now")) == ["Wait", "A moment", "Go to review"]
        answer = await scene.command(scene.ben, "/set", "next")
        assert answer.text == "Presenting: done. We've moved on."
