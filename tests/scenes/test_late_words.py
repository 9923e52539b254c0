"""A form that is sent after its step is over: what it keeps shows wherever the slot speaks of it."""

from pathlib import Path

import pytest

from tests.house import House, a_house
from tests.scenes.play import newest, said, to_the_questions, to_the_slot

QUESTION = "Who could go first?"
RESTATED = "How do I make it safe for either head to go first"


@pytest.mark.promise(28)
async def test_the_question_brought_is_shown_although_presenting_is_over(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_slot(house)
        await house.press(house.chloe, "Write my question down")
        await house.press(house.chloe, "That's it")
        assert QUESTION not in " ".join(said(house))
        await house.submit(house.chloe, question=QUESTION)
        assert QUESTION in newest(house, "Presenting: over.").text
        assert QUESTION in newest(house, "*Slot 1").text


@pytest.mark.promise(33)
async def test_the_real_question_is_shown_although_restating_is_over(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_restating(house)
        await house.press(house.chloe, "Write it down")
        await house.press(house.chloe, "Next", newest(house, "*Restate.*"))
        await house.submit(house.chloe, restated=RESTATED)
        assert [one for one in said(house) if RESTATED in one and "The real question now, for" in one]
        assert RESTATED in " ".join(str(newest(house, "*Commit.*").blocks).split())
        assert RESTATED in newest(house, "*Slot 1").text


async def to_restating(house: House) -> None:
    await to_the_questions(house)
    await house.press(house.chloe, "Next", newest(house, "you ask"))
