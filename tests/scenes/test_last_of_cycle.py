"""The last meeting that is planned is the last of its cycle, whatever was not held before it; and everybody is asked before it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from rehearsal.people import Person
from tests.scene import Scene, a_scene, labels, plain
from tests.scenes.play import said
from tests.scenes.test_missed import meet
from tests.scenes.test_who_can_come import move

FIRST: Final = datetime(2026, 11, 10, 14, 0, tzinfo=UTC)
SECOND: Final = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
THIRD: Final = datetime(2026, 12, 8, 14, 0, tzinfo=UTC)


def asked_along(scene: Scene, who: Person) -> bool:
    return any("is the last you planned" in plain(one.text) for one in scene.ws.dm(who))


async def closing(scene: Scene) -> tuple[str, list[str]]:
    """What the closing of the meeting that starts now says and offers, with four there."""
    await scene.press(scene.ana, "Start")
    for one in (scene.chloe, scene.dan, scene.eva):
        await scene.press(one, "I'm here")
    await scene.command(scene.ana, "/set", "end")
    card = scene.with_button("Decide later")
    return plain(card.text), labels(card)


@pytest.mark.parametrize("skipped", [True, False])
async def test_after_one_that_was_not_held_the_last_planned_is_the_last(tmp_path: Path, skipped: bool) -> None:
    """Of three the second is skipped, or nobody says what becomes of it."""
    async with a_scene(tmp_path) as scene:
        await scene.found(meetings="3")
        await scene.to(FIRST)
        await meet(scene, *scene.people[1:4])
        await scene.to(datetime(2026, 11, 25, 15, 0, tzinfo=UTC))
        asked = [(who, one) for who in scene.people for one in scene.ws.dm(who) if "Skip this one" in labels(one)]
        if skipped:
            await scene.press(asked[0][0], "Skip this one", asked[0][1])
        await scene.to(THIRD)
        assert all(asked_along(scene, one) for one in scene.people)
        _, offered = await closing(scene)
        assert "Renew for 2" in offered


async def test_who_cannot_come_to_the_last_is_asked_as_well_and_what_is_told_is_true(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found(meetings="3")
        for at in (FIRST, SECOND):
            await scene.to(at)
            await meet(scene, *scene.people[1:4])
        await scene.command(scene.ben, "/set", "regrets")
        await scene.to(datetime(2026, 12, 4, 15, 0, tzinfo=UTC))
        assert sum("is the last you planned" in plain(one.text) for one in scene.ws.dm(scene.ben)) == 1
        for one in (scene.ana, scene.chloe, scene.dan, scene.eva):
            await scene.press(one, "Yes", [told for told in scene.ws.dm(one) if "Yes" in labels(told)][-1])
        await scene.to(THIRD)
        words, _ = await closing(scene)
        assert "Not all of you have told me yet whether you'd go on" in words


async def test_a_move_during_a_closing_is_told_with_who_has_made_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path) as scene:
        await scene.found()
        await scene.to(FIRST)
        await scene.press(scene.ana, "Start")
        for one in scene.people[1:4]:
            await scene.press(one, "I'm here")
        await scene.command(scene.ana, "/set", "end")
        await move(scene, scene.dan, "2026-11-25", "10:00")
        await scene.pass_time(minutes=2)
        assert any(f"<@{scene.dan.id}> has moved meeting 2" in one for one in said(scene))
