"""Of several changes of a date that nobody has been told yet the last is told, by the date that its reader knows; and by whom."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.people import Person
from tests.scene import Scene, a_scene, follows, founded, plain
from tests.scenes.play import said
from tests.scenes.test_who_can_come import came_as, move


@follows(founded())
async def told_by_letter(scene: Scene) -> None:
    await scene.to(datetime(2026, 11, 5, 15, 0, tzinfo=UTC))


@follows(told_by_letter)
async def the_day_before(scene: Scene) -> None:
    await scene.to(datetime(2026, 11, 9, 10, 0, tzinfo=UTC))


@follows(the_day_before)
async def the_evening_before(scene: Scene) -> None:
    await scene.to(datetime(2026, 11, 9, 19, 0, tzinfo=UTC))


@follows(the_evening_before)
async def its_hour_has_come(scene: Scene) -> None:
    await scene.to(datetime(2026, 11, 10, 14, 0, tzinfo=UTC))


def changes(scene: Scene, who: Person) -> list[tuple[datetime, str]]:
    return [
        (one.at, plain(one.text)) for one in scene.ws.dm(who) if "has moved" in one.text or "won't meet" in one.text
    ]


async def test_of_moves_overnight_the_last_is_told_in_the_morning_by_the_date_that_was_known(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=the_evening_before) as scene:
        for day in ("2026-11-11", "2026-11-12", "2026-11-13"):
            await move(scene, scene.ana, day, "10:00")
            await scene.pass_time(minutes=5)
        await scene.to(datetime(2026, 11, 10, 13, 0, tzinfo=UTC))
        [(at, words)] = changes(scene, scene.ben)
        assert at.hour == 9
        assert "it meets Fri 13 Nov 2026, 10:00 (Europe/London), not Tue 10 Nov 2026, 14:00" in words


async def test_a_move_that_is_taken_back_overnight_is_told_to_nobody(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=the_evening_before) as scene:
        await move(scene, scene.ana, "2026-11-11")
        await move(scene, scene.ana, "2026-11-10")
        await scene.to(datetime(2026, 11, 10, 13, 0, tzinfo=UTC))
        assert [changes(scene, one) for one in scene.people[:4]] == [[]] * 4, "in New York it is still day"


async def test_a_second_move_within_the_day_is_told_as_well(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=the_day_before) as scene:
        await move(scene, scene.ana, "2026-11-11")
        await scene.pass_time(hours=1)
        await move(scene, scene.ana, "2026-11-12")
        await scene.pass_time(hours=1)
        assert ["not Tue 10 Nov" in words for _, words in changes(scene, scene.ben)] == [True, False]


async def test_a_meeting_that_is_moved_once_its_hour_has_come_is_told_to_everybody_else(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=its_hour_has_come) as scene:
        await scene.pass_time(minutes=35)
        await scene.press(scene.ana, "Move it")
        await scene.submit(scene.ana, day="2026-11-11", at="08:30")
        await scene.to(datetime(2026, 11, 10, 16, 0, tzinfo=UTC))
        assert [len(changes(scene, one)) for one in scene.people if one is not scene.chloe] == [0, 1, 1, 1]
        await scene.to(datetime(2026, 11, 11, 8, 30, tzinfo=UTC))
        assert len(changes(scene, scene.chloe)) == 1, "in Sofia it is after hours"


def void(scene: Scene, who: Person) -> list[tuple[datetime, str]]:
    """What told somebody that a date that they had been told is none any more."""
    return [(one.at, plain(one.text)) for one in scene.ws.dm(who) if "was going to meet" in came_as(one)]


async def test_whoever_was_told_a_date_by_letter_is_told_in_the_next_one_that_it_is_void(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=told_by_letter) as scene:
        await move(scene, scene.ana, "2026-11-23")
        await scene.to(datetime(2026, 11, 17, 18, 0, tzinfo=UTC))
        for one in (scene.ben, scene.chloe):
            [(at, words)] = void(scene, one)
            assert at.date() == datetime(2026, 11, 6, tzinfo=UTC).date()
            assert "was going to meet Tue 10 Nov 2026, 14:00 (Europe/London). That meeting was moved to Mon 23" in words
            assert "While you were away" not in words
        assert not void(scene, scene.ana), "she has moved it"
        assert not changes(scene, scene.ben)


async def test_whoever_was_told_a_date_at_short_notice_is_told_that_it_is_void_and_of_the_next_one_too(
    tmp_path: Path,
) -> None:
    async with a_scene(tmp_path, after=the_day_before) as scene:
        await move(scene, scene.ana, "2026-11-13")
        await scene.pass_time(hours=1)
        await move(scene, scene.ana, "2026-11-23")
        await scene.to(datetime(2026, 11, 10, 12, 0, tzinfo=UTC))
        assert ["meet Fri 13 Nov" in words for _, words in void(scene, scene.ben)] == [True]
        await move(scene, scene.ana, "2026-11-20")
        await scene.to(datetime(2026, 11, 11, 12, 0, tzinfo=UTC))
        assert ["meet Mon 23 Nov" in words for _, words in void(scene, scene.ben)] == [False, True]


async def test_who_was_told_of_no_date_and_whoever_is_back_on_the_one_they_know_hear_nothing(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await move(scene, scene.ana, "2026-11-23")
        await move(scene, scene.ana, "2026-11-10")
        await scene.to(datetime(2026, 11, 5, 15, 0, tzinfo=UTC))
        await move(scene, scene.ana, "2026-11-23")
        await move(scene, scene.ana, "2026-11-10")
        await scene.to(datetime(2026, 11, 6, 18, 0, tzinfo=UTC))
        assert [void(scene, one) for one in scene.people] == [[]] * 5


async def test_what_waits_for_the_letter_is_told_at_once_where_the_meeting_is_moved_near(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=told_by_letter) as scene:
        await move(scene, scene.ana, "2026-11-23")
        await move(scene, scene.ana, "2026-11-06", "16:00")
        await scene.to(datetime(2026, 11, 6, 15, 0, tzinfo=UTC))
        [(_, words)] = changes(scene, scene.ben)
        assert "it meets Fri 6 Nov 2026, 16:00 (Europe/London), not Tue 10 Nov 2026, 14:00" in words
        assert not void(scene, scene.ben)


async def test_a_move_during_a_closing_is_told_with_who_has_made_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=its_hour_has_come) as scene:
        await scene.press(scene.ana, "Start")
        for one in scene.people[1:4]:
            await scene.press(one, "I'm here")
        await scene.command(scene.ana, "/set", "end")
        await move(scene, scene.dan, "2026-11-25", "10:00")
        await scene.pass_time(minutes=2)
        assert any(f"<@{scene.dan.id}> has moved meeting 2" in one for one in said(scene))
