"""A meeting in which every time-box runs out, by its rows, and what every format asks for in its review."""

from pathlib import Path

import pytest

from prompts.bank import load_formats
from tests import forged_payloads
from tests.scene import Scene, a_scene, founded
from tests.scenes.play import ISSUE, newest, said
from tests.scenes.walk import in_thread, is_call

MERGER = "When to tell staff about the merger"
IN_ORDER = [
    "opening", "report_back", "bids", "present", "clarify", "question", "restate", "commit", "slot_review",
    "review", "closing",
]  # fmt: skip


@pytest.mark.promise(19, 23, 27, 29, 30, 32, 34, 36, 40, 44, 48, 68, 76, 77)
async def test_every_step_ends_by_time_where_somebody_is_there_and_nobody_presses(tmp_path: Path) -> None:
    async with a_scene(tmp_path, after=founded()) as scene:
        await scene.command(scene.ben, "/action", "Ask Mo for twenty minutes by Friday")
        await scene.command(scene.chloe, "/set-issue", ISSUE)
        await scene.command(scene.ana, "/set-issue", MERGER)
        await scene.start(scene.ben, scene.chloe)
        for kind in IN_ORDER:
            assert forged_payloads.all_of(tmp_path, "SELECT kind FROM steps ORDER BY id")[-1] == kind
            await scene.press(scene.ben, "I'm here", newest(scene, "meeting 1 of 4"))
            for words in ("Ask Mo", "Ask May", "Write a page") if kind == "commit" else ():
                await scene.command(scene.chloe, "/action", f"{words} by Friday")
            minutes = forged_payloads.all_of(tmp_path, "SELECT minutes FROM steps ORDER BY id")[-1]
            await scene.pass_time(minutes=float(str(minutes)), seconds=2)
            assert [words for words in said(scene) if "Time's up" in words], kind
            await scene.pass_time(minutes=1)
        assert "*That was meeting 1 of 4.*" in newest(scene, "That was meeting").text
        assert forged_payloads.all_of(tmp_path, "SELECT kind FROM steps ORDER BY id") == IN_ORDER
        it_was_quiet(scene)


def it_was_quiet(scene: Scene) -> None:
    """Every time-box ran out, and Chloé took on three actions."""
    began = newest(scene, ", meeting 1 of 4*").ts
    ours = [one for one in scene.ws.everything(scene.room) if one.bot_id and one.ts >= began]
    assert len([one for one in ours if not in_thread(one)]) <= 12
    in_slot = [one for one in ours if one.thread_ts == newest(scene, "*Slot 1").ts and in_thread(one)]
    assert len([one for one in in_slot if not is_call(one)]) == 11, "one place is kept for a presenter who is gone"
    assert len([one for one in in_slot if "takes on:" in one.text]) == 3


@pytest.mark.promise(43)
@pytest.mark.parametrize("name", ["classic", "deep", "express"])
def test_the_review_of_every_format_asks_for_learning_at_three_levels(name: str) -> None:
    says = next(step.says for step in load_formats()[name].after if step.kind == "review")
    assert "about an issue, about yourself, about how we work as a set" in " ".join(says.split())
