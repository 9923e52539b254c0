"""What is not urgent is told by direct message at a civil hour of its reader's, and not while they are away."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rehearsal.faults import Call, Faults
from rehearsal.people import Person
from tests.scene import Scene, a_scene, founded

EVENING = datetime(2026, 11, 3, 22, tzinfo=UTC)


def hours(scene: Scene, who: Person) -> list[str]:
    """When they were written to, as their own wall showed it."""
    return [f"{one.at.astimezone(ZoneInfo(who.zone)):%a %H:%M}" for one in scene.ws.dm(who)]


async def test_an_invitation_waits_for_the_morning_of_whoever_is_invited(tmp_path: Path) -> None:
    async with a_scene(tmp_path, start=EVENING) as scene:
        priya = scene.ws.person("Priya", zone="Asia/Kolkata")
        await scene.found()
        await scene.command(scene.ana, "/set", f"add <@{priya.id}>")
        assert hours(scene, priya) == []
        await scene.to(datetime(2026, 11, 4, 12, tzinfo=UTC))
        assert hours(scene, priya)[0] == "Wed 09:00"


async def test_an_invitation_that_waits_is_not_sent_to_whoever_comes_meanwhile(tmp_path: Path) -> None:
    async with a_scene(tmp_path, start=EVENING) as scene:
        priya = scene.ws.person("Priya", zone="Asia/Kolkata")
        await scene.found()
        await scene.command(scene.ana, "/set", f"add <@{priya.id}>")
        await scene.ws.join(priya, scene.room)
        await scene.to(datetime(2026, 11, 4, 12, tzinfo=UTC))
        assert hours(scene, priya) == []


async def test_a_facilitator_who_comes_meanwhile_is_not_told_to_be_asked_in(tmp_path: Path) -> None:
    async with a_scene(tmp_path, start=EVENING) as scene:
        priya = scene.ws.person("Priya", zone="Asia/Kolkata")
        await scene.found(adviser=priya.id)
        await scene.ws.join(priya, scene.room)
        await scene.to(datetime(2026, 11, 4, 12, tzinfo=UTC))
        [told] = scene.ws.dm(priya)
        assert "not in" not in told.text


async def test_what_is_a_facilitators_to_do_waits_for_theirs(tmp_path: Path) -> None:
    async with a_scene(tmp_path, start=EVENING) as scene:
        priya = scene.ws.person("Priya", zone="Asia/Kolkata")
        await scene.ws.join(priya, scene.room)
        await scene.found(adviser=priya.id)
        assert hours(scene, priya) == []
        await scene.to(datetime(2026, 11, 4, 12, tzinfo=UTC))
        assert hours(scene, priya) == ["Wed 09:00"]


def refuse(scene: Scene, times: int | None = None) -> None:
    def there(call: Call) -> bool:
        return call.args.get("channel") == scene.room.id

    scene.ws.faults.add("chat.postMessage", Faults.error("restricted_action"), times=times, when=there)


async def test_a_lost_channel_is_told_in_the_morning_unless_the_set_meets_before(tmp_path: Path) -> None:
    async with a_scene(tmp_path, start=EVENING, after=founded()) as scene:
        refuse(scene)
        await scene.command(scene.ana, "/set", f"add <@{scene.otto.id}>")
        assert hours(scene, scene.ana) == []
        await scene.pass_time(minutes=15)
        await scene.is_asleep_for(hours=10, minutes=35)
        await scene.to(datetime(2026, 11, 4, 9, 1, tzinfo=UTC))
        assert hours(scene, scene.ana) == ["Wed 09:00"]


async def test_of_a_channel_that_is_there_again_by_then_nobody_is_told(tmp_path: Path) -> None:
    async with a_scene(tmp_path, start=EVENING, after=founded()) as scene:
        refuse(scene, times=1)
        await scene.command(scene.ana, "/set", f"add <@{scene.otto.id}>")
        await scene.to(datetime(2026, 11, 4, 9, 1, tzinfo=UTC))
        assert hours(scene, scene.ana) == []


async def test_a_lost_channel_is_told_at_once_where_the_set_meets_before_the_morning(tmp_path: Path) -> None:
    async with a_scene(tmp_path, start=EVENING, after=founded(first_on="2026-11-04", at="08:00")) as scene:
        refuse(scene)
        await scene.command(scene.ana, "/set", f"add <@{scene.otto.id}>")
        assert hours(scene, scene.ana) == ["Tue 22:00"]


async def test_nobody_is_told_goodbye_while_they_are_away(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.dan, "/set", "away until 20 Nov")
        await scene.ws.leave(scene.dan, scene.room)
        await scene.settle()
        await scene.command(scene.ana, "/set", f"remove <@{scene.dan.id}>")
        await scene.press(scene.ana, "They have left", scene.ws.ephemerals(scene.ana)[-1])
        await scene.to(datetime(2026, 11, 20, 18, tzinfo=UTC))
        assert hours(scene, scene.dan) == []
        await scene.to(datetime(2026, 11, 23, 10, tzinfo=UTC))
        assert hours(scene, scene.dan) == ["Mon 09:00"]
