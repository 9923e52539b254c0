"""The process is killed while what somebody gave is being deleted: it all goes, and nothing else does.

At each moment on SQLite or on PostgreSQL; `SOAK=1` on both.
"""

from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine, create_engine, select

from bot.clock import SystemClock
from rehearsal.faults import FaultKind, error, slow
from rehearsal.workspace import Workspace
from storage.delivery_models import Post
from storage.erasure_models import Erasure
from storage.models import Issue
from tests.by_turns import DATABASES, by_turns
from tests.killing import CALL_LASTS, SmallSet, made
from tests.processes import Process, migrated, until

WORD: Final = "technician"
"""Of the issue that Chloé raises."""
OWN: Final = "twenty minutes"
"""Of the rule that she proposes, which has a message of its own."""
LOOKED_AT_ROWS_EVERY: Final = 0.1
MOMENTS: Final = {
    "before": error("access_denied"),
    "under way": slow(CALL_LASTS, effect_late=True),
    "lost": FaultKind("lost", before=CALL_LASTS, drop=True),
    "after": slow(30),
}


def left(engine: Engine) -> tuple[int, int, list[str]]:
    """How many erasures and messages are still to go, and what issues say."""
    with engine.connect() as db:
        return (
            len(db.scalars(select(Erasure.id)).all()),
            len(db.scalars(select(Post.id).where(Post.removed_at.is_not(None))).all()),
            list(db.scalars(select(Issue.sentence))),
        )


async def with_a_proposal(one: SmallSet) -> None:
    """A set that has agreed; Chloé has raised an issue, and proposed a rule."""
    for gesture in one.founding():
        await made([gesture])
    await made([one.typing(one.chloe, "/set-issue", f"Two departments will not share a {WORD}")])
    await made([one.pressing(one.chloe, "Change the rules")])
    assert (await one.ws.submit(one.chloe, {"rules": f"We meet for {OWN}"})).ok


async def killed_at(folder: Path, database: str, moment: str) -> None:
    async with Workspace(SystemClock()) as ws:
        one = SmallSet(ws)
        url = await migrated(ws, folder, database)
        engine = create_engine(url)

        def shown(word: str) -> bool:
            return any(message.bot_id and word in str(message.blocks) for message in ws.everything(one.room))

        async with Process(ws, folder, url) as process:
            await with_a_proposal(one)
            await until(lambda: shown(OWN), 60)
            ws.faults.add("chat.delete", MOMENTS[moment], times=None)
            await made([one.typing(one.chloe, "/set", "forget")])
            assert (await ws.submit(one.chloe, {"after": "stays"})).ok
            await until(lambda: any(call.method == "chat.delete" for call in ws.calls), 60)
            await process.kill()
            ws.faults.clear()
            await process.start()
            await until(lambda: not shown(OWN), 120)
            await until(lambda: left(engine)[:2] == (0, 0), 120, LOOKED_AT_ROWS_EVERY)
            assert await process.stop() == 0
        assert left(engine)[2] == []
        engine.dispose()
        assert [one for one in ws.everything(one.room) if one.bot_id] != []
        assert "Traceback" not in process.log, process.log


@pytest.mark.parametrize(("moment", "bare_url"), by_turns(MOMENTS, DATABASES), indirect=["bare_url"])
async def test_a_process_that_is_killed_between_row_and_call_loses_nothing(
    tmp_path: Path, bare_url: str, moment: str
) -> None:
    await killed_at(tmp_path, bare_url, moment)
