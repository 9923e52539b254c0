"""How a cycle of a set goes, and how it ends; a set that exists is looked at after two of its intervals, whether it sleeps."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0018'
branch_labels = None
depends_on = None

SLEEPS = "set_sleeps"
SETS = sa.table(
    "sets",
    sa.column("id", sa.Integer()),
    sa.column("workspace", sa.String()),
    sa.column("state", sa.String()),
    sa.column("every_weeks", sa.Integer()),
)
TIMERS = sa.table(
    "timers",
    sa.column("workspace", sa.String()),
    sa.column("set_id", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("due_at", sa.DateTime(timezone=True)),
)


def added() -> tuple[sa.Column[Any], ...]:
    """Columns of `sets`; each can be put into one table only."""
    return (
        sa.Column("kept_months", sa.Integer(), nullable=False, server_default="3"),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_until", sa.Date(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("sleep_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cycle", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("cycle_began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meetings_before", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("midway_in", sa.Integer(), nullable=True),
    )


def upgrade() -> None:
    for column in added():
        op.add_column("sets", column)
    op.create_table(
        "cycle_answers",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(32), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("going_on", sa.String(32), nullable=True),
        sa.Column("on_condition", sa.Text(), nullable=False),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "member_id"],
            ["members.workspace", "members.id"],
            name=op.f("fk_cycle_answers_workspace_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_answers")),
        sa.UniqueConstraint("member_id", "cycle", name=op.f("uq_cycle_answers_member_id_cycle")),
    )
    _look_whether_they_sleep()


def _look_whether_they_sleep() -> None:
    connection, now = op.get_bind(), datetime.now(UTC)
    alive = sa.select(SETS.c.workspace, SETS.c.id, SETS.c.every_weeks).where(SETS.c.state != "ended")
    rows = [
        {
            "workspace": workspace,
            "set_id": set_id,
            "kind": SLEEPS,
            "subject": str(set_id),
            "due_at": now + timedelta(weeks=2 * every_weeks),
        }
        for workspace, set_id, every_weeks in connection.execute(alive.order_by(SETS.c.id))
    ]
    if rows:
        op.bulk_insert(TIMERS, rows)


def downgrade() -> None:
    op.execute(sa.delete(TIMERS).where(TIMERS.c.kind.in_([SLEEPS, "set_wakes"])))
    op.drop_table("cycle_answers")
    for column in reversed(added()):
        op.drop_column("sets", column.name)
