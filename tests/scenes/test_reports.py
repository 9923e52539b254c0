"""A request to report back that comes late, because nobody ran the bot when it was due."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.house import House, a_house, plain


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Ben has an action, and the set meets on Tuesday, 10 November, at two in London; today is the Tuesday before."""
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.ben, "/action", "Ask Mo for twenty minutes by Friday")
        yield house


async def asked_on(house: House, day: int, hour: int) -> list[str]:
    """What Ben has been asked when the bot is there again at that hour of November, UTC."""
    house.clock.move_to(datetime(2026, 11, day, hour, tzinfo=UTC))
    await house.bot.idle()
    return [plain(one.text) for one in house.ws.dm(house.ben) if "This falls due" not in one.text]


async def test_a_request_that_is_late_after_downtime_is_made_once_and_says_so(house: House) -> None:
    (asked,) = await asked_on(house, 9, 11)
    assert "This comes late: I was not running when it was due." in asked


async def test_a_request_that_makes_no_sense_any_more_is_not_made(house: House) -> None:
    assert await asked_on(house, 10, 18) == []
