"""Formats as data: another order of steps is played as it stands, and a meeting keeps the one it started with."""

from pathlib import Path

import pytest

from prompts.bank import load_formats
from tests import forged_payloads
from tests.scene import Scene, a_scene
from tests.scenes.play import ISSUE, call, called, has_a_turn, newest, said, through_the_slot

BACKWARDS = """
name: backwards
title: Backwards, questions first
about: The presenter says little, is asked, and only then tells what it is about.

steps:
  - {kind: opening, minutes: 4, says: Welcome.}
  - {kind: bids, minutes: 3, says: "Who brings an issue?"}
  - slot:
      - {kind: commit, minutes: 6, says: "{presenter}, what would you do today?"}
      - {kind: question, minutes: 9, says: "Ask {presenter}."}
      - {kind: present, minutes: 5, says: "{presenter}, now tell us."}
  - {kind: report_back, minutes: 7, says: "What became of it?"}
  - {kind: closing, minutes: 3, says: Before we go.}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one format, which has an order of its own."""
    found = tmp_path / "formats"
    found.mkdir()
    (found / "backwards.yaml").write_text(BACKWARDS, "utf-8")
    return found


def kinds(where: Path) -> list[object]:
    return list(forged_payloads.all_of(where, "SELECT kind FROM steps ORDER BY id"))


async def opened(scene: Scene) -> None:
    await scene.found(format="backwards")
    await scene.command(scene.ben, "/action", "Call Mo by Friday")
    await scene.command(scene.chloe, "/set-issue", ISSUE)
    await scene.start(scene.ben, scene.chloe, scene.dan, scene.eva)
    await scene.pass_time(seconds=30)


async def confirmed(scene: Scene) -> None:
    await scene.press(scene.ana, "Next", newest(scene, "I'd suggest"))


@pytest.mark.promise(15)
async def test_a_format_with_another_order_is_played_as_it_stands(tmp_path: Path, folder: Path) -> None:
    async with a_scene(tmp_path, formats=load_formats(folder)) as scene:
        await opened(scene)
        await confirmed(scene)
        assert "<@U003CHLOE>, what would you do today?" in said(scene)[-1]
        await scene.command(scene.chloe, "/action", "Ask Mo for twenty minutes by Friday")
        await scene.press(scene.chloe, "That's all")
        assert called(scene) == scene.ana
        await has_a_turn(scene, scene.ana)
        await scene.press(scene.chloe, "Next", call(scene))
        assert "<@U003CHLOE>, now tell us." in said(scene)[-1]
        await scene.press(scene.chloe, "That's it")
        await scene.press(scene.ana, "Next", newest(scene, "What became of it?"))
        await scene.press(scene.ana, "Close")
        assert "takes on one action" in newest(scene, "*That was meeting 1 of 4.*").text
    assert kinds(tmp_path) == ["opening", "bids", "commit", "question", "present", "report_back", "closing"]


@pytest.mark.promise(13)
async def test_a_meeting_keeps_the_format_it_started_with(tmp_path: Path, folder: Path) -> None:
    async with a_scene(tmp_path, formats=load_formats(folder)) as scene:
        await opened(scene)
        await confirmed(scene)
        changed = BACKWARDS.replace("kind: question, minutes: 9", "kind: clarify, minutes: 2, says: Facts.}\n      - {kind: question, minutes: 2")  # noqa: E501  # fmt: skip
        (folder / "backwards.yaml").write_text(changed, "utf-8")
        await scene.restarted(formats=load_formats(folder))
        await scene.press(scene.chloe, "That's all")
        assert "*Questions*, 9 minutes" in call(scene).text
        await through_the_slot(scene, scene.chloe)
        await scene.command(scene.ana, "/set", "end")
        await scene.command(scene.ana, "/set", "end")
        await scene.command(scene.chloe, "/set-issue", "Another")
        await scene.start(scene.ben, scene.chloe, scene.dan, scene.eva)
        await confirmed(scene)
        await scene.press(scene.chloe, "That's all")
        assert "Facts." in said(scene)[-1]


async def test_without_bids_the_suggested_order_is_taken(tmp_path: Path, folder: Path) -> None:
    without = "\n".join(line for line in BACKWARDS.splitlines() if "kind: bids" not in line)
    (folder / "backwards.yaml").write_text(without, "utf-8")
    async with a_scene(tmp_path, formats=load_formats(folder)) as scene:
        await opened(scene)
        assert "<@U003CHLOE>, what would you do today?" in said(scene)[-1]


async def test_a_format_that_is_gone_is_replaced_by_one_that_is_there(tmp_path: Path, folder: Path) -> None:
    async with a_scene(tmp_path, formats=load_formats(folder)) as scene:
        await scene.found(format="backwards")
        await scene.restarted()
        await scene.command(scene.ana, "/set", "start")
        assert "Slot 1: 40 minutes" in newest(scene, "meeting 1 of 4").text
