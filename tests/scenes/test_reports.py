"""A request to report back that comes late, because nobody ran the bot when it was due."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.scene import Scene, a_scene, founded, plain


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Ben has an action, and the set meets on Tuesday, 10 November, at two in London; today is the Tuesday before."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ben, "/action", "Ask Mo for twenty minutes by Friday")
        yield scene


async def asked_on(scene: Scene, day: int, hour: int) -> list[str]:
    """What Ben has been asked when the bot is there again at that hour of November, UTC."""
    scene.clock.move_to(datetime(2026, 11, day, hour, tzinfo=UTC))
    await scene.bot.idle()
    return [plain(one.text) for one in scene.ws.dm(scene.ben) if "Something you took on is due" not in one.text]


async def test_a_request_that_is_late_after_downtime_is_made_once_and_says_so(scene: Scene) -> None:
    (asked,) = await asked_on(scene, 9, 11)
    assert "Sorry this is late: I wasn't running at the time." in asked


async def test_a_request_that_makes_no_sense_any_more_is_not_made(scene: Scene) -> None:
    assert await asked_on(scene, 10, 18) == []
