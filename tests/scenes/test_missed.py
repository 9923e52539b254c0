"""Whoever could not come to a meeting is told the next morning, where they live, and once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import Scene, a_scene, plain

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)


def told_of_missed(scene: Scene, who: Person) -> list[Message]:
    return [one for one in scene.ws.dm(who) if "without you" in plain(one.text)]


async def meet(scene: Scene, *those: Person) -> None:
    await scene.press(scene.ana, "Start")
    for one in those:
        await scene.press(one, "I'm here")
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")


@pytest.mark.parametrize("zone", ["Australia/Sydney", "America/Los_Angeles"])
async def test_the_next_morning_is_that_of_whoever_could_not_come(tmp_path: Path, zone: str) -> None:
    """In Sydney the meeting is at one in the morning of Wednesday, in Los Angeles before nine on Tuesday."""
    async with a_scene(tmp_path) as scene:
        scene.eva.zone = zone
        await scene.found()
        await scene.command(scene.eva, "/set", "regrets")
        await scene.to(FIRST)
        await scene.press(scene.ana, "Start")
        opening = next(one for one in scene.ws.messages(scene.room) if "then answer the question below" in one.text)
        assert f"away: <@{scene.eva.id}>" in opening.text
        for one in (scene.ben, scene.chloe, scene.dan):
            await scene.press(one, "I'm here")
        await scene.command(scene.ana, "/set", "end")
        await scene.press(scene.ana, "Close")
        await scene.pass_time(days=2)
        [told] = told_of_missed(scene, scene.eva)
        there = ZoneInfo(zone)
        assert told.at.astimezone(there).hour == 9
        assert timedelta(0) < told.at - FIRST < timedelta(days=1)


async def test_whoever_missed_two_meetings_of_a_set_is_told_of_the_last_one(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found(every_weeks="1")
        await scene.command(scene.eva, "/set", "away from 9 Nov 2026 until 18 Nov 2026")
        for week in range(2):
            await scene.to(FIRST + timedelta(weeks=week))
            await meet(scene, scene.ben, scene.chloe, scene.dan)
        await scene.to(FIRST + timedelta(weeks=1, days=2, hours=6))
        [told] = told_of_missed(scene, scene.eva)
        assert plain(told.text).count("without you") == 1
        assert "Tue 17 Nov 2026" in plain(told.text)
