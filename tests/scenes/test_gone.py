"""Whoever leaves the channel in a meeting: not waited for, and past a presenter the others are asked how to go on."""

from pathlib import Path

import pytest

from tests.house import a_house, labels
from tests.scenes.play import newest, to_the_slot


@pytest.mark.promise(9, 74)
async def test_a_presenter_who_leaves_the_channel_leaves_their_slot_to_the_others(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await to_the_slot(house)
        refused = await house.command(house.ben, "/set", "next")
        assert refused.text.startswith("Moving on is for")
        await house.ws.leave(house.chloe, house.room)
        await house.settle()
        assert labels(newest(house, "has gone away")) == ["Wait", "A moment", "Go to review"]
        answer = await house.command(house.ben, "/set", "next")
        assert answer.text == "Moved on: Presenting is over."
