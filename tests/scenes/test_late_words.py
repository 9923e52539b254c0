"""A form that is sent after its step is over: what it keeps shows wherever the slot speaks of it."""

from pathlib import Path

import pytest

from tests.scene import Scene, a_scene, founded
from tests.scenes.play import at_the_slot, newest, said, to_the_questions

QUESTION = "Who could go first?"
RESTATED = "How do I make it safe for either head to go first"


@pytest.mark.promise(28)
async def test_the_question_brought_is_shown_although_presenting_is_over(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_slot) as scene:
        await scene.press(scene.chloe, "Write my question down")
        await scene.press(scene.chloe, "That's it")
        assert QUESTION not in " ".join(said(scene))
        await scene.submit(scene.chloe, question=QUESTION)
        assert QUESTION in newest(scene, "Thank you, <@U003CHLOE>.").text
        assert QUESTION in newest(scene, "*Slot 1").text


@pytest.mark.promise(33)
async def test_the_real_question_is_shown_although_restating_is_over(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await to_restating(scene)
        await scene.press(scene.chloe, "Write it down")
        await scene.press(scene.chloe, "Next", newest(scene, "*Restate.*"))
        await scene.submit(scene.chloe, restated=RESTATED)
        assert [one for one in said(scene) if RESTATED in one and "The real question now, for" in one]
        assert RESTATED in " ".join(str(newest(scene, "*Commit.*").blocks).split())
        assert RESTATED in newest(scene, "*Slot 1").text


async def to_restating(scene: Scene) -> None:
    await to_the_questions(scene)
    await scene.press(scene.chloe, "Next", newest(scene, "first to ask"))
