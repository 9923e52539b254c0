"""Whoever has not agreed to the rules, or to new ones, is invited as everybody is."""

from datetime import UTC, datetime
from pathlib import Path

from rehearsal.people import Person
from tests.scene import Scene, a_scene, founding, plain

A_QUARTER_BEFORE = datetime(2026, 11, 10, 13, 46, tzinfo=UTC)


async def founded_by_ana(scene: Scene) -> None:
    """Nobody else has agreed."""
    await scene.command(scene.ana, "/set", "new")
    await scene.press_in_form(scene.ana, "More")
    await scene.submit(scene.ana, **founding(name="Heads", members=[one.id for one in scene.people], every_weeks="2"))


def heard_it_is_soon(scene: Scene) -> list[Person]:
    return [who for who in scene.people for one in scene.ws.dm(who) if f"in <#{scene.room.id}>" in plain(one.text)]


async def offered_at_home(scene: Scene, who: Person) -> list[str]:
    await scene.ws.open_home(who)
    await scene.settle()
    home = scene.ws.home(who)
    assert home is not None
    return [
        one["text"]["text"]
        for block in home["blocks"]
        for one in block.get("elements", [])
        if "text" in one and isinstance(one["text"], dict)
    ]


async def test_the_line_before_a_meeting_comes_to_all_but_those_who_declined_or_cannot_come(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await founded_by_ana(scene)
        for one in (scene.ben, scene.chloe):
            await scene.press(one, "I agree")
        await scene.press(scene.dan, "Not for me")
        await scene.command(scene.chloe, "/set", "regrets")
        await scene.to(A_QUARTER_BEFORE)
        assert heard_it_is_soon(scene) == [scene.ana, scene.ben, scene.eva]


async def test_while_a_set_agrees_the_home_tab_takes_who_cannot_come_and_shows_the_plan(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await founded_by_ana(scene)
        for who in (scene.ana, scene.ben):
            assert {"Plan", "Can't make it"} <= set(await offered_at_home(scene, who))
        assert "Tue 10 Nov" in plain(str(scene.ws.home(scene.ben)))
        await scene.press(scene.dan, "Not for me")
        assert "Can't make it" not in await offered_at_home(scene, scene.dan)
