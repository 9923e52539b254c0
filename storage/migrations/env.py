"""Alembic's door: run by storage.schema with a connection of ours."""

from typing import Any, Literal

from alembic import context

from storage.columns import ByValue, UtcDateTime
from storage.tables import TABLES


def as_plain_type(kind: str, column_type: Any, _context: Any) -> str | Literal[False]:
    """Our own column types by what the database sees of them, so that a migration never depends on later code."""
    if kind == "type" and isinstance(column_type, ByValue):
        return "sa.String(length=32)"
    if kind == "type" and isinstance(column_type, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=TABLES, render_item=as_plain_type)
with context.begin_transaction():
    context.run_migrations()
