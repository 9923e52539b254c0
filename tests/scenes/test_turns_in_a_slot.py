"""The prompts that a call offers."""

from pathlib import Path

import pytest

from tests.scene import a_scene
from tests.scenes.play import at_the_questions, call, called


@pytest.mark.promise(54)
async def test_a_call_offers_prompts_that_nobody_has_heard(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_questions) as scene:
        heard = set()
        for _ in range(5):
            heard.add(call(scene).text.partition("If it helps: ")[2])
            await scene.press(scene.ana, "Another prompt", call(scene))
        assert called(scene) == scene.ana
    assert len(heard) == 5
