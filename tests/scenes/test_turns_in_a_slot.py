"""The prompts that a call offers."""

from pathlib import Path

import pytest

from tests.house import a_house
from tests.scenes.play import call, called, to_the_questions


@pytest.mark.promise(54)
async def test_a_call_offers_prompts_that_nobody_has_heard(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_questions(house)
        heard = set()
        for _ in range(5):
            heard.add(call(house).text.partition("If it helps: ")[2])
            await house.press(house.ana, "Another prompt", call(house))
        assert called(house) == house.ana
    assert len(heard) == 5
