"""Of several changes of a date that nobody has been told yet the last is told, by the date that its reader knows; and by whom."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.people import Person
from tests.scene import Scene, a_scene, plain
from tests.scenes.play import said
from tests.scenes.test_who_can_come import move


def changes(scene: Scene, who: Person) -> list[tuple[datetime, str]]:
    return [
        (one.at, plain(one.text)) for one in scene.ws.dm(who) if "has moved" in one.text or "won't meet" in one.text
    ]


async def test_of_moves_overnight_the_last_is_told_in_the_morning_by_the_date_that_was_known(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await scene.to(datetime(2026, 11, 9, 19, 0, tzinfo=UTC))
        for day in ("2026-11-11", "2026-11-12", "2026-11-13"):
            await move(scene, scene.ana, day, "10:00")
            await scene.pass_time(minutes=5)
        await scene.to(datetime(2026, 11, 10, 13, 0, tzinfo=UTC))
        [(at, words)] = changes(scene, scene.ben)
        assert at.hour == 9
        assert "it meets Fri 13 Nov 2026, 10:00 (Europe/London), not Tue 10 Nov 2026, 14:00" in words


async def test_a_move_that_is_taken_back_overnight_is_told_to_nobody(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await scene.to(datetime(2026, 11, 9, 19, 0, tzinfo=UTC))
        await move(scene, scene.ana, "2026-11-11")
        await move(scene, scene.ana, "2026-11-10")
        await scene.to(datetime(2026, 11, 10, 13, 0, tzinfo=UTC))
        assert [changes(scene, one) for one in scene.people[:4]] == [[]] * 4, "in New York it is still day"


async def test_a_second_move_within_the_day_is_told_as_well(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await scene.to(datetime(2026, 11, 9, 10, 0, tzinfo=UTC))
        await move(scene, scene.ana, "2026-11-11")
        await scene.pass_time(hours=1)
        await move(scene, scene.ana, "2026-11-12")
        await scene.pass_time(hours=1)
        assert ["not Tue 10 Nov" in words for _, words in changes(scene, scene.ben)] == [True, False]


async def test_a_meeting_that_is_moved_once_its_hour_has_come_is_told_to_everybody_else(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await scene.to(datetime(2026, 11, 10, 14, 35, tzinfo=UTC))
        await scene.press(scene.ana, "Move it")
        await scene.submit(scene.ana, day="2026-11-11", at="08:30")
        await scene.to(datetime(2026, 11, 10, 16, 0, tzinfo=UTC))
        assert [len(changes(scene, one)) for one in scene.people if one is not scene.chloe] == [0, 1, 1, 1]
        await scene.to(datetime(2026, 11, 11, 8, 30, tzinfo=UTC))
        assert len(changes(scene, scene.chloe)) == 1, "in Sofia it is after hours"


async def test_a_move_during_a_closing_is_told_with_who_has_made_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await scene.to(datetime(2026, 11, 10, 14, 0, tzinfo=UTC))
        await scene.press(scene.ana, "Start")
        for one in scene.people[1:4]:
            await scene.press(one, "I'm here")
        await scene.command(scene.ana, "/set", "end")
        await move(scene, scene.dan, "2026-11-25", "10:00")
        await scene.pass_time(minutes=2)
        assert any(f"<@{scene.dan.id}> has moved meeting 2" in one for one in said(scene))
