"""While a legal hold is in force nothing that people gave is deleted, all are told so, and what was asked for is done as it ends."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scene import Scene, a_scene, founded
from tests.scenes.play import newest
from tests.scenes.test_erasures import THEIRS, ends, everything, forgets, met, with_words


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """A set of five that has agreed, under a hold."""
    async with a_scene(tmp_path, after=founded()) as scene:
        await held(scene)
        yield scene


async def held(scene: Scene, *, on: bool = True) -> None:
    scene.config = replace(scene.config, legal_hold=on)
    await scene.restarted()


async def ended(scene: Scene) -> None:
    """The hold ends; within the hour what was asked for begins."""
    await held(scene, on=False)
    await scene.pass_time(hours=1, minutes=10)


async def test_charters_say_so_within_a_day(scene: Scene) -> None:
    await scene.pass_time(days=1)
    assert "A legal hold is in force" in newest(scene, "an action learning set").text
    await ended(scene)
    await scene.pass_time(days=1)
    assert "A legal hold" not in newest(scene, "an action learning set").text


async def test_what_a_member_wants_deleted_goes_as_it_ends(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=met) as scene:
        await held(scene)
        words = with_words(scene, THEIRS)
        await scene.command(scene.chloe, "/set", "forget")
        view = scene.ws.view(scene.chloe)
        assert "A legal hold is in force" in str(view)
        await scene.ws.close_view(scene.chloe)
        assert "as soon as the hold ends" in await forgets(scene)
        await scene.pass_time(days=2)
        assert sorted(with_words(scene, THEIRS)) == sorted(words)
        assert "as soon as the hold ends" in (await scene.command(scene.chloe, "/set", "forget")).text
        await ended(scene)
        assert with_words(scene, THEIRS) == []


async def test_whoever_leaves_leaves_their_own_behind_until_it_ends(scene: Scene) -> None:
    await scene.command(scene.chloe, "/set-issue", "Two departments will not share a technician")
    await scene.command(scene.chloe, "/set", "leave")
    asked = scene.ws.ephemerals(scene.chloe)[-1]
    assert "A legal hold is in force" in asked.text
    await scene.press(scene.chloe, "Leave the set", asked)
    await scene.pass_time(days=1)
    assert [one["sentence"] for one in everything(scene)["issues"]] == ["Two departments will not share a technician"]
    await ended(scene)
    assert everything(scene)["issues"] == []


async def test_what_is_taken_back_is_kept_aside(scene: Scene) -> None:
    await scene.command(scene.ben, "/action", "Look into the budget in two weeks")
    await scene.command(scene.ben, "/action", "list")
    await scene.press(scene.ben, "Withdraw 1", scene.ws.ephemerals(scene.ben)[-1])
    assert everything(scene)["actions"] == []
    (row,) = everything(scene)["held_rows"]
    assert (row["table_name"], row["content"]["what"]) == ("actions", "Look into the budget")
    await scene.pass_time(days=3)
    assert len(everything(scene)["held_rows"]) == 1
    await held(scene, on=False)
    await scene.pass_time(days=2)
    assert everything(scene)["held_rows"] == []


async def test_a_set_whose_time_is_over_stays_until_it_ends(scene: Scene) -> None:
    await ends(scene)
    await scene.is_asleep_for(days=18)
    await scene.pass_time(days=1)
    assert len(everything(scene)["sets"]) == 1
    await ended(scene)
    await scene.pass_time(hours=1)
    assert everything(scene)["sets"] == []


async def test_a_workspace_that_is_gone_stays_until_it_ends(scene: Scene) -> None:
    await scene.ws.uninstall()
    await scene.is_asleep_for(days=15)
    await scene.pass_time(days=1)
    assert len(everything(scene)["sets"]) == 1
    await ended(scene)
    assert everything(scene)["sets"] == []


async def test_what_is_not_kept_is_forgotten_all_the_same(scene: Scene) -> None:
    """Who wrote which message when, in a slot, and who was at a meeting."""
    await scene.start(scene.ben, scene.chloe)
    await scene.command(scene.ana, "/set", "end")
    await scene.press(scene.ana, "Close")
    assert everything(scene)["attendance"] != []
    await scene.is_asleep_for(days=90)
    await scene.pass_time(days=1)
    assert everything(scene)["attendance"] == []
