"""The last meeting of a cycle is the last that is left, and everybody is asked before it whether they would go on."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.people_of_year import menus
from tests.scene import Scene, a_scene, follows, founded, labels, plain
from tests.scenes.play import newest, said

FIRST, SECOND, THIRD = (
    datetime(2026, 11, 10, 14, tzinfo=UTC),
    datetime(2026, 11, 24, 14, tzinfo=UTC),
    datetime(2026, 12, 8, 14, tzinfo=UTC),
)
ASKED = "is the last meeting you planned"


async def meets(scene: Scene, at: datetime) -> None:
    await scene.to(at)
    await opens(scene)
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")


@follows(founded(meetings="3"))
async def once_held(scene: Scene) -> None:
    await meets(scene, FIRST)


async def opens(scene: Scene) -> None:
    await scene.press(scene.ana, "Start")
    for one in (scene.chloe, scene.dan, scene.eva):
        await scene.press(one, "I'm here")


def asked(scene: Scene, who: Person) -> list[Message]:
    return [one for one in scene.ws.dm(who) if ASKED in plain(one.text)]


async def test_after_one_that_was_skipped_the_meeting_that_is_left_is_the_last(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=once_held) as scene:
        await scene.to(datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
        (offer,) = (one for who in scene.people for one in scene.ws.dm(who) if "Skip this one" in labels(one))
        await scene.press(scene.ben, "Skip this one", offer)
        await scene.to(datetime(2026, 12, 4, 9, 30, tzinfo=UTC))
        assert all(asked(scene, one) for one in scene.people)
        await scene.to(THIRD)
        assert "meeting 2 of 2" in newest(scene, "it's time").text
        await opens(scene)
        newest(scene, "This is the last meeting you planned.")
        await scene.command(scene.ana, "/set", "end")
        assert labels(newest(scene, "Before we go"))[:2] == ["Renew for 2", "End well"]


async def test_after_one_that_nobody_held_the_meeting_that_is_left_is_the_last(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=once_held) as scene:
        await scene.to(THIRD)
        assert all(asked(scene, one) for one in scene.people)
        await opens(scene)
        newest(scene, "This is the last meeting you planned.")
        await scene.command(scene.ana, "/set", "end")
        assert "Renew for 2" in labels(newest(scene, "Before we go"))


async def test_one_that_becomes_the_last_once_it_was_told_of_asks_the_day_before(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=once_held) as scene:
        await scene.to(datetime(2026, 11, 19, 15, tzinfo=UTC))
        await scene.command(scene.ana, "/set", "plan")
        plan = scene.ws.ephemerals(scene.ana)[-1]
        await scene.ws.press(scene.ana, plan, menus(plan)[-1]["action_id"], option="Cancel", value=None)
        await scene.submit(scene.ana)
        assert not any(asked(scene, one) for one in scene.people)
        await scene.to(SECOND)
        assert [len(asked(scene, one)) for one in scene.people] == [1] * 5


async def test_whoever_cannot_come_to_the_last_is_asked_all_the_same(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=once_held) as scene:
        await meets(scene, SECOND)
        await scene.command(scene.ben, "/set", "regrets")
        await scene.command(scene.eva, "/set", "reminders off")
        await scene.to(datetime(2026, 12, 3, 15, tzinfo=UTC))
        (letter,) = asked(scene, scene.ben)
        assert "I'll expect you" not in letter.text
        for one in (scene.ana, scene.ben, scene.chloe, scene.dan):
            await scene.press(one, "Yes", asked(scene, one)[-1])
        await scene.to(THIRD)
        assert [len(asked(scene, one)) for one in scene.people] == [1, 1, 1, 1, 0], "each is asked once"
        await opens(scene)
        await scene.command(scene.ana, "/set", "end")
        assert "Not all of you have told me yet whether you'd go on" in said(scene)[-1]
