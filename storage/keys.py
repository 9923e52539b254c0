"""What every table is keyed by: a serial id within a workspace; and how constraints and indexes are named."""

from typing import Final

from sqlalchemy import ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

NAMES: Final = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def within(table: str, column: str) -> ForeignKeyConstraint:
    """A foreign key that never leaves the workspace; rows go with what they belong to.

    Each wants an index that begins with its own column, or with the workspace and it: a test holds that.
    """
    return ForeignKeyConstraint(["workspace", column], [f"{table}.workspace", f"{table}.id"], ondelete="CASCADE")


class Keyed:
    """A serial id, and the workspace beside it."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    workspace: Mapped[str] = mapped_column(String(32))
