"""A meeting in which every time-box runs out, by its rows, and what every format asks for in its review."""

from pathlib import Path

import pytest

from prompts.bank import load_formats
from tests import forgery
from tests.house import House, a_house
from tests.scenes.play import ISSUE, newest, said
from tests.scenes.walk import in_thread, is_call

MERGER = "When to tell staff about the merger"
IN_ORDER = [
    "opening", "report_back", "bids", "present", "clarify", "question", "restate", "commit", "slot_review",
    "review", "closing",
]  # fmt: skip


@pytest.mark.promise(19, 23, 27, 29, 30, 32, 34, 36, 40, 44, 48, 68, 76, 77)
async def test_every_step_ends_by_time_where_somebody_is_there_and_nobody_presses(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.found()
        await house.command(house.ben, "/action", "Ask Mo for twenty minutes by Friday")
        await house.command(house.chloe, "/set-issue", ISSUE)
        await house.command(house.ana, "/set-issue", MERGER)
        await house.start(house.ben, house.chloe)
        for kind in IN_ORDER:
            assert forgery.all_of(tmp_path, "SELECT kind FROM steps ORDER BY id")[-1] == kind
            await house.press(house.ben, "I'm here", newest(house, "meeting 1 of 4"))
            for words in ("Ask Mo", "Ask May", "Write a page") if kind == "commit" else ():
                await house.command(house.chloe, "/action", f"{words} by Friday")
            minutes = forgery.all_of(tmp_path, "SELECT minutes FROM steps ORDER BY id")[-1]
            await house.pass_time(minutes=float(str(minutes)), seconds=2)
            assert [words for words in said(house) if "time is up" in words], kind
            await house.pass_time(minutes=1)
        assert "*That was meeting 1 of 4.*" in newest(house, "That was meeting").text
        assert forgery.all_of(tmp_path, "SELECT kind FROM steps ORDER BY id") == IN_ORDER
        it_was_quiet(house)


def it_was_quiet(house: House) -> None:
    """Every time-box ran out, and Chloé took on three actions."""
    began = newest(house, ", meeting 1 of 4*").ts
    ours = [one for one in house.ws.everything(house.room) if one.bot_id and one.ts >= began]
    assert len([one for one in ours if not in_thread(one)]) <= 12
    in_slot = [one for one in ours if one.thread_ts == newest(house, "*Slot 1").ts and in_thread(one)]
    assert len([one for one in in_slot if not is_call(one)]) == 11, "one place is kept for a presenter who is gone"
    assert len([one for one in in_slot if "takes on:" in one.text]) == 3


@pytest.mark.promise(43)
@pytest.mark.parametrize("name", ["classic", "deep", "express"])
def test_the_review_of_every_format_asks_for_learning_at_three_levels(name: str) -> None:
    says = next(step.says for step in load_formats()[name].after if step.kind == "review")
    assert "about an issue, about yourself, about how we work as a set" in " ".join(says.split())
