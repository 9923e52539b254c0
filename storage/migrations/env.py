"""Alembic's door: run by storage.schema with a connection of ours."""

from typing import Any, Literal

from alembic import context

from storage import (
    action_models,
    concerns,
    cycles,
    delivery_models,
    erasure_models,
    file_models,
    leave_requests,
    letter_models,
    pulses,
    regret_models,
)
from storage.base import Base
from storage.columns import ByValue, UtcDateTime

FILLED = (
    action_models.Action,
    concerns.ConcernRow,
    concerns.ConcernSenderRow,
    concerns.WordsToAdviserRow,
    cycles.CycleAnswer,
    delivery_models.Post,
    erasure_models.Erasure,
    file_models.File,
    leave_requests.LeaveRequest,
    letter_models.Letter,
    pulses.PulseRow,
    pulses.PulseWordRow,
    regret_models.Regret,
)
assert all(one.metadata is Base.metadata for one in FILLED)  # noqa: S101 -- these modules fill the same metadata


def as_plain_type(kind: str, column_type: Any, _context: Any) -> str | Literal[False]:
    """Our own column types by what the database sees of them, so that a migration never depends on later code."""
    if kind == "type" and isinstance(column_type, ByValue):
        return "sa.String(length=32)"
    if kind == "type" and isinstance(column_type, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_item=as_plain_type)
with context.begin_transaction():
    context.run_migrations()
