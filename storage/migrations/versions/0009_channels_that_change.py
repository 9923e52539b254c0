"""Whether strangers can read a set's channel, and a daily look at each: of what may wait there is one kind more."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

BEFORE = "IN ('due_nudge', 'learn_person', 'meeting_long_over', 'open_dm', 'report_ask')"
NOW = "IN ('due_nudge', 'learn_person', 'look_at_channel', 'meeting_long_over', 'open_dm', 'report_ask')"
timers = sa.table("timers", sa.column("kind"))


def upgrade() -> None:
    op.add_column("sets", sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.false()))
    _index(NOW)


def downgrade() -> None:
    op.execute(sa.delete(timers).where(timers.c.kind == "look_at_channel"))
    _index(BEFORE)
    op.drop_column("sets", "shared")


def _index(which: str) -> None:
    for name, columns, where in (
        ("ix_timers_due", ["due_at"], sa.text(f"kind NOT {which}")),
        ("ix_timers_waiting", ["kind", "due_at"], sa.text(f"kind {which}")),
    ):
        op.drop_index(name, table_name="timers")
        op.create_index(name, "timers", columns, unique=False, sqlite_where=where, postgresql_where=where)
