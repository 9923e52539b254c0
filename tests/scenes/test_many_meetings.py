"""A set that goes on for long: what it is asked to check in with, meeting after meeting."""

import shutil
from pathlib import Path

from sqlalchemy import select

from bot.domain.formats import StepKind
from storage.models import Step
from tests.scenes.table import MEMBERS, Custom, Table

HELD = 25


def test_a_check_in_is_repeated_only_once_all_have_been_heard(sqlite_file: Path, tmp_path: Path) -> None:
    with Table(Path(shutil.copy(sqlite_file, tmp_path / "sets.db"))) as table:
        table.found(Custom(meetings=HELD))
        for _ in range(HELD):
            _hold_one(table)
        with table.database.look() as db:
            asked = list(db.scalars(select(Step.prompt).where(Step.kind == StepKind.OPENING).order_by(Step.id)))
    pool = {one.id for one in table.ground.bank.pool(StepKind.OPENING, 1)}
    assert len(asked) == HELD
    for first in range(0, HELD - len(pool) + 1, len(pool)):
        assert set(asked[first : first + len(pool)]) == pool


def _hold_one(table: Table) -> None:
    ana = table.asker(MEMBERS[0])
    table.does.meetings.start(ana)
    table.does.meetings.end(ana)
    table.does.meetings.close(ana, table.seen().steps[-1].public_id, was_last=True)
