"""Whoever could not come to a meeting is told the next morning, where they live, and once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from prompts import ids
from rehearsal.faults import error
from rehearsal.messages import Message
from rehearsal.people import Person
from tests.forged_payloads import press
from tests.scene import Scene, a_scene, founded, plain

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)


def told_of_missed(scene: Scene, who: Person) -> list[Message]:
    return [one for one in scene.ws.dm(who) if "without you" in plain(one.text)]


async def meet(scene: Scene, *those: Person) -> None:
    await scene.press(scene.ana, "Start")
    for one in those:
        await scene.press(one, "I'm here")
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")


async def test_the_next_morning_is_that_of_whoever_could_not_come(tmp_path: Path) -> None:
    """In Sydney the meeting is at one in the morning of Wednesday, in Los Angeles before nine on Tuesday."""
    async with a_scene(tmp_path) as scene:
        scene.dan.zone, scene.eva.zone = "Australia/Sydney", "America/Los_Angeles"
        await scene.found()
        for one in (scene.dan, scene.eva):
            await scene.command(one, "/set", "regrets")
        await scene.to(FIRST)
        await scene.press(scene.ana, "Start")
        opening = next(one for one in scene.ws.messages(scene.room) if "then answer the question below" in one.text)
        assert f"away: <@{scene.dan.id}> and <@{scene.eva.id}>" in opening.text
        for one in (scene.ben, scene.chloe):
            await scene.press(one, "I'm here")
        await scene.command(scene.ana, "/set", "end")
        await scene.press(scene.ana, "Close")
        await scene.pass_time(days=2)
        for one in (scene.dan, scene.eva):
            [told] = told_of_missed(scene, one)
            assert told.at.astimezone(ZoneInfo(one.zone)).hour == 9, one.zone
            assert timedelta(0) < told.at - FIRST < timedelta(days=1), one.zone


async def read(scene: Scene, who: Person, letter: Message) -> list[str]:
    """What the buttons of a letter lead to, in its order: the record of a meeting each."""
    elements = [
        element
        for block in letter.blocks
        for element in [*block.get("elements", []), block.get("accessory", {})]
        if element.get("action_id") == ids.RECORD
    ]
    found = []
    for element in elements:
        await press(scene, who, letter, ids.RECORD, element["value"])
        found.append(plain(str(scene.ws.view(who))))
        await scene.ws.close_view(who)
    return found


async def test_whoever_missed_several_meetings_is_told_of_each_of_them_once(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(every_weeks="1", meetings="6")) as scene:
        await scene.command(scene.eva, "/set", "away from 9 Nov 2026 until 25 Nov 2026")
        for week in range(3):
            await scene.to(FIRST + timedelta(weeks=week))
            await meet(scene, scene.ben, scene.chloe, scene.dan)
        await scene.to(FIRST + timedelta(weeks=2, days=2, hours=6))
        [told] = told_of_missed(scene, scene.eva)
        assert "Before that they met 2 more times without you" in plain(told.text)
        for opened, day in zip(await read(scene, scene.eva, told), ("24 Nov", "17 Nov", "10 Nov"), strict=True):
            assert f"{day} 2026" in opened
        await scene.to(FIRST + timedelta(weeks=3))
        await meet(scene, scene.ben, scene.chloe, scene.dan)
        await scene.pass_time(days=1)
        *_, newest = told_of_missed(scene, scene.eva)
        assert "Tue 1 Dec 2026" in plain(newest.text)
        assert "Before that" not in plain(newest.text), "each is told once"


async def test_of_a_meeting_whose_letter_was_not_delivered_that_of_the_next_one_tells(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded(every_weeks="1", meetings="6")) as scene:
        scene.ws.faults.add(
            "chat.postMessage", error("msg_too_long"), times=None, when=lambda call: "without you" in str(call.args)
        )
        for week in range(2):
            await scene.to(FIRST + timedelta(weeks=week))
            await meet(scene, scene.ben, scene.chloe, scene.dan)
            await scene.to(FIRST + timedelta(weeks=week, hours=19, minutes=30))
        assert told_of_missed(scene, scene.eva) == []
        scene.ws.faults.clear()
        await scene.pass_time(days=1)
        [told] = told_of_missed(scene, scene.eva)
        opened = await read(scene, scene.eva, told)
        assert ["17 Nov 2026" in opened[0], "10 Nov 2026" in opened[1], len(opened)] == [True, True, 2]
