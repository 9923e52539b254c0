"""Rows that somebody takes back while a legal hold is in force: they go from where they were, and are kept here until it ends."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.erasure_models import HeldRow


def keep(db: Session, row: Any, set_id: int, member_id: int, now: datetime) -> None:
    """Keep a row as it is, column by column."""
    table = row.__table__
    content = {column.name: _plain(getattr(row, column.name)) for column in table.columns}
    db.add(
        HeldRow(
            workspace=row.workspace,
            set_id=set_id,
            member_id=member_id,
            table_name=table.name,
            content=content,
            taken_back_at=now,
        )
    )


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | dict | list) else str(value)
