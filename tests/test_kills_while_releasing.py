"""The process is killed while questions in writing are released: each is there once, in the order that chance gave them.

At each moment on SQLite or on PostgreSQL; `SOAK=1` on both.
"""

import asyncio
import re
from pathlib import Path
from typing import Final

import pytest

from bot.clock import SystemClock
from bot.domain.meeting.doubled_presses import JUST_BEGUN
from rehearsal.faults import Call
from rehearsal.people import Person
from rehearsal.workspace import Workspace
from tests.by_turns import DATABASES, by_turns
from tests.judging import Judge, Moment, Tally
from tests.killing import SmallSet, Trap, caught, made
from tests.processes import Process, migrated

ASKED: Final = ("What would each of them lose?", "Who wants this to work?", "What have you not said yet?", "What else?")
"""Two by each peer; without the mark in one another."""
RELEASED: Final = re.compile(r"^\*(\d)\.\* <@\w+> asks: _(.+)_$")
KILLED_AT: Final = "*3.*"
"""Two are there, and two are to come."""


class AtTheThird(Trap):
    """Holds the third question, and the others go."""

    def _is_ours(self, call: Call) -> bool:
        return super()._is_ours(call) and KILLED_AT in str(call.args.get("text"))


async def writes(one: SmallSet, who: Person, *questions: str) -> None:
    await made([one.pressing(who, "Write my questions")])
    assert (await one.ws.submit(who, dict(zip(("first", "second"), questions, strict=True)))).ok


async def up_to_the_writing(one: SmallSet) -> None:
    """Chloé presents; Ana has written, and Ben has not."""
    for gesture in one.founding():
        await made([gesture])
    for gesture in (
        one.typing(one.chloe, "/set-issue", "Two departments will not share a technician"),
        one.typing(one.ana, "/set", "start written"),
        one.pressing(one.ben, "I'm here"),
        one.pressing(one.chloe, "I'm here"),
        one.pressing(one.ana, "Start with 1"),
        one.pressing(one.chloe, "That's it"),
    ):
        await made([gesture])
    await asyncio.sleep(JUST_BEGUN.total_seconds() + 1)  # sooner than that the bot asks whether she means it
    await made([one.pressing(one.chloe, "Next")])
    await writes(one, one.ana, *ASKED[:2])


def released(one: SmallSet) -> list[tuple[int, str]]:
    """The questions that stand in the thread with their numbers, from the top."""
    first_lines = (message.text.splitlines()[0] for message in one.ws.everything(one.room) if message.bot_id)
    found = (RELEASED.match(line) for line in first_lines)
    return [(int(line.group(1)), line.group(2)) for line in found if line is not None]


async def killed_at(folder: Path, database: str, moment: Moment, *, arrives: bool) -> Tally:
    tally = Tally()
    async with Workspace(SystemClock()) as ws:
        one, url = SmallSet(ws), await migrated(ws, folder, database)
        process = Process(ws, folder, url)
        with Judge(ws, url) as judge:
            async with process:
                await up_to_the_writing(one)
                await judge.settled()
                trap = AtTheThird(ws, one.room.id, moment, arrives=arrives)
                await writes(one, one.ben, *ASKED[2:])
                await caught([trap], tally)
                await process.kill()
                assert {number for number, _ in released(one)} <= {1, 2, 3}, "some were still to be said"
                ws.faults.clear()
                await process.start()
                await judge.settled()
                assert [number for number, _ in released(one)] == [1, 2, 3, 4]
                assert sorted(words for _, words in released(one)) == sorted(ASKED)
                await made([one.pressing(one.chloe, "Answer this")])
                await judge.settled()
                assert await process.stop() == 0
            judge.judge(tally)
    assert "Traceback" not in process.log, process.log
    return tally


MOMENTS: Final = {
    "between commit and send": (Moment.BEFORE, True),
    "under way, and it arrives": (Moment.DURING, True),
    "under way, and it is lost": (Moment.DURING, False),
    "between send and record": (Moment.AFTER, True),
}
"""With whether the call that is caught arrives."""


@pytest.mark.parametrize(("name", "bare_url"), by_turns(MOMENTS, DATABASES), indirect=["bare_url"])
async def test_a_process_that_is_killed_between_two_questions_loses_none_and_doubles_none(
    tmp_path: Path, bare_url: str, name: str
) -> None:
    moment, arrives = MOMENTS[name]
    tally = await killed_at(tmp_path, bare_url, moment, arrives=arrives)
    assert tally.wrong == []
    assert tally.caught == {moment: 1}
