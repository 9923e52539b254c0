"""Whoever could not come reads what happened from their letter, and each slot only with its presenter's yes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearsal.messages import Message
from rehearsal.people import Person
from tests.scene import Scene, a_scene, follows, founded, labels, plain
from tests.scenes.play import ISSUE, at_the_slot, through_the_slot, to_the_slot

THE_MORNING_AFTER = datetime(2026, 11, 4, 9, 1, tzinfo=UTC)
READ = "Read what happened"
ASKED = "May they read your slot in the record?"
WITHHELD = "You weren't there, so ask them about it."


def letter(scene: Scene, who: Person, label: str) -> Message:
    return next(one for one in scene.ws.dm(who) if label in labels(one))


def are_asked(scene: Scene, who: Person) -> bool:
    return any(ASKED in plain(one.text) for one in scene.ws.dm(who))


@follows(at_the_slot)
async def slot_held_without_dan_and_eva(scene: Scene) -> None:
    await through_the_slot(scene, scene.chloe)


@follows(founded())
async def slot_held_by_all(scene: Scene) -> None:
    await to_the_slot(scene, scene.dan, scene.eva)
    await through_the_slot(scene, scene.chloe)


async def the_next_morning(scene: Scene, *, tick: bool | None = None) -> None:
    """Chloé has presented; where `tick` says so she gives her pulse, and ticks the box or leaves it."""
    if tick is not None:
        await scene.press(scene.chloe, "Give your pulse")
        await scene.submit(scene.chloe, score="7", **({"absent": ["yes"]} if tick else {}))
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")
    await scene.to(THE_MORNING_AFTER)


async def read_by(scene: Scene, who: Person) -> str:
    """The record of that meeting, as its reader finds it from their letter."""
    await scene.press(who, READ, letter(scene, who, READ))
    found = str(scene.ws.view(who))
    await scene.ws.close_view(who)
    return found


async def test_with_the_presenters_tick_their_slot_is_read_by_whoever_could_not_come(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=slot_held_without_dan_and_eva) as scene:
        await the_next_morning(scene, tick=True)
        assert ISSUE not in str([one.blocks for one in scene.ws.dm(scene.dan)])
        found = await read_by(scene, scene.dan)
        assert (ISSUE in found, WITHHELD in found) == (True, False)
        assert not are_asked(scene, scene.chloe)


async def test_without_it_they_read_only_who_presented_wherever_they_look(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=slot_held_without_dan_and_eva) as scene:
        await the_next_morning(scene, tick=False)
        found = await read_by(scene, scene.dan)
        assert (ISSUE in found, WITHHELD in found, f"<@{scene.chloe.id}> presented" in found) == (False, True, True)
        for who, sees in ((scene.dan, False), (scene.ben, True), (scene.chloe, True)):
            await scene.command(who, "/set", "record")
            assert (ISSUE in str(scene.ws.view(who))) is sees
            await scene.ws.close_view(who)
        assert not are_asked(scene, scene.chloe)


async def test_of_two_meetings_missed_while_away_neither_is_read_without_it(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=at_the_slot) as scene:
        await scene.command(scene.eva, "/set", "away until 20 Dec")
        await through_the_slot(scene, scene.chloe)
        for _ in range(2):
            await scene.command(scene.ana, "/set", "end")
            await scene.press(scene.ana, "Close")
            await scene.start(scene.ben, scene.chloe)
        await scene.command(scene.eva, "/set", "record")
        await scene.press_in_form(scene.eva, "More")
        found = str(scene.ws.view(scene.eva))
        assert (ISSUE in found, WITHHELD in found) == (False, True)


async def test_whoever_gave_no_pulse_is_asked_in_their_next_letter_and_may_change_their_mind(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=slot_held_without_dan_and_eva) as scene:
        await the_next_morning(scene)
        assert [one for one in scene.people if are_asked(scene, one)] == [scene.chloe]
        assert ISSUE not in await read_by(scene, scene.dan)
        await scene.press(scene.chloe, "Yes", letter(scene, scene.chloe, "Yes"))
        assert "✓ They can read it." in plain(letter(scene, scene.chloe, "Yes").text)
        assert ISSUE in await read_by(scene, scene.dan)
        await scene.press(scene.chloe, "No", letter(scene, scene.chloe, "No"))
        assert ISSUE not in await read_by(scene, scene.dan)


@pytest.mark.parametrize("tick", [None, False])
async def test_where_all_are_there_nobody_is_asked(tmp_path: Path, tick: bool | None) -> None:
    async with a_scene(tmp_path, after=slot_held_by_all) as scene:
        await the_next_morning(scene, tick=tick)
        assert not any(are_asked(scene, one) or READ in str(scene.ws.dm(one)) for one in scene.people)


async def test_a_form_with_nothing_but_that_answer_is_taken_and_says_what_it_means(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=slot_held_without_dan_and_eva) as scene:
        for absent, answer in (["yes"], "can read your slot in the record."), ([], "will see only that you presented."):
            await scene.press(scene.chloe, "Give your pulse")
            await scene.submit(scene.chloe, absent=absent)
            assert scene.told(scene.chloe) == f"Whoever couldn't come {answer}"


async def test_only_presenters_are_asked_in_the_form_of_the_pulse(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=slot_held_without_dan_and_eva) as scene:
        for who, is_asked in ((scene.ben, False), (scene.chloe, True)):
            await scene.press(who, "Give your pulse")
            assert ("may read my slot" in str(scene.ws.view(who))) is is_asked
            await scene.ws.close_view(who)
