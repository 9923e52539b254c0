"""What the host is asked beforehand comes to whoever is there to answer it, and gets letters."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.people import Person
from tests.people_of_year import menus
from tests.scene import Scene, a_scene, founded, plain

ON_A_DAY_OFF = "falls on"
REACHED = "Is it reached?"
LEFT = "Have they left the set?"


def told(scene: Scene, words: str) -> list[Person]:
    """Who has these words in a direct message, once for each message."""
    return [who for who in scene.people for one in scene.ws.dm(who) if words in plain(one.text)]


async def take_off(scene: Scene, who: Person, day: str) -> None:
    await scene.command(who, "/set", "plan")
    await scene.press(who, "Days off", scene.ws.ephemerals(who)[-1])
    await scene.submit(who, first=day)


async def test_a_day_off_added_on_the_day_of_a_meeting_that_is_near_is_shown_to_its_host(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.to(datetime(2026, 11, 5, 10, tzinfo=UTC))
        await take_off(scene, scene.ben, "2026-11-10")
        await scene.to(datetime(2026, 11, 9, 13, tzinfo=UTC))
        assert told(scene, ON_A_DAY_OFF) == [scene.ana]


async def test_another_country_that_has_a_holiday_on_that_day_is_shown_as_well(tmp_path: Path) -> None:
    start = datetime(2026, 11, 18, 10, tzinfo=UTC)
    async with a_scene(tmp_path, start=start, after=founded(first_on="2026-11-26")) as scene:
        await scene.to(datetime(2026, 11, 20, 10, tzinfo=UTC))
        await scene.command(scene.ben, "/set", "plan")
        await scene.press(scene.ben, "Change the set", scene.ws.ephemerals(scene.ben)[-1])
        await scene.submit(scene.ben, country="United States")
        await scene.to(datetime(2026, 11, 24, 13, tzinfo=UTC))
        assert told(scene, "Thanksgiving") == [scene.ana]


async def name_and_move(scene: Scene, place: int, option: str, **typed: str) -> None:
    """By the menu of the plan beside that meeting."""
    await scene.command(scene.ben, "/set", "plan")
    plan = scene.ws.ephemerals(scene.ben)[-1]
    await scene.ws.press(scene.ben, plan, menus(plan)[place]["action_id"], option=option, value=None)
    await scene.submit(scene.ben, **typed)


async def test_a_milestone_whose_meeting_is_moved_is_asked_about_in_one_place(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await name_and_move(scene, 1, "Name the milestone", milestone="Mid-way")
        await scene.to(datetime(2026, 11, 16, 12, tzinfo=UTC))
        assert told(scene, REACHED) == [scene.ana]
        await name_and_move(scene, 0, "Move", day="2026-12-02", at="14:00", which="Only this one")
        assert told(scene, REACHED) == [scene.ana], "until it is asked anew"
        await scene.to(datetime(2026, 11, 24, 12, tzinfo=UTC))
        [asked] = [one for one in scene.ws.dm(scene.ana) if REACHED in plain(one.text)]
        assert "Wed 2 Dec" in plain(asked.text) or "Wednesday 2 December" in plain(asked.text)
        assert asked.at > datetime(2026, 11, 20, tzinfo=UTC)


async def test_what_was_put_by_for_the_next_one_is_asked_though_the_host_is_back(tmp_path: Path) -> None:
    async with a_scene(tmp_path, start=datetime(2026, 12, 1, 14, tzinfo=UTC)) as scene:
        those = [one.id for one in (scene.ana, scene.chloe, scene.ben, scene.dan, scene.eva)]
        await scene.found(members=those, first_on="2026-12-08")
        await take_off(scene, scene.ana, "2026-12-22")
        for one in (scene.ben, scene.dan, scene.eva):
            await scene.command(one, "/set", "away from 7 Dec until 30 Dec")
        await scene.command(scene.ana, "/set", "away from 7 Dec until 8 Dec")
        await scene.to(datetime(2026, 12, 15, 15, tzinfo=UTC))
        assert told(scene, ON_A_DAY_OFF) == [scene.chloe]


async def test_whether_somebody_who_is_gone_has_left_is_asked_of_one_who_gets_letters(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ana, "/set", "reminders off")
        await scene.ws.leave(scene.ben, scene.room)
        await scene.settle()
        await scene.to(datetime(2026, 11, 6, 18, tzinfo=UTC))
        assert told(scene, LEFT) == [scene.chloe]


async def test_and_of_whoever_hosts_next_until_it_is_answered(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.ws.leave(scene.ben, scene.room)
        await scene.settle()
        await scene.to(datetime(2026, 11, 4, 10, tzinfo=UTC))
        await scene.command(scene.dan, "/set", "plan")
        await scene.press(scene.dan, "Hand on", scene.ws.ephemerals(scene.dan)[-1])
        await scene.to(datetime(2026, 11, 5, 10, tzinfo=UTC))
        assert told(scene, LEFT) == [scene.ana, scene.chloe]
        asked = next(one for one in scene.ws.dm(scene.chloe) if LEFT in plain(one.text))
        await scene.press(scene.chloe, "Keep their place", asked)
        await scene.command(scene.dan, "/set", "plan")
        await scene.press(scene.dan, "Hand on", scene.ws.ephemerals(scene.dan)[-1])
        await scene.to(datetime(2026, 11, 9, 10, tzinfo=UTC))
        assert told(scene, LEFT) == [scene.ana, scene.chloe]
