"""Of what may wait for Slack's answer there is one kind more: who is offered to keep what they said."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

BEFORE = "IN ('due_nudge', 'learn_person', 'look_at_channel', 'meeting_long_over', 'open_dm', 'report_ask')"
NOW = "IN ('due_nudge', 'keep_words', 'learn_person', 'look_at_channel', 'meeting_long_over', 'open_dm', 'report_ask')"
timers = sa.table("timers", sa.column("kind"))


def upgrade() -> None:
    _index(NOW)


def downgrade() -> None:
    op.execute(sa.delete(timers).where(timers.c.kind == "keep_words"))
    _index(BEFORE)


def _index(which: str) -> None:
    for name, columns, where in (
        ("ix_timers_due", ["due_at"], sa.text(f"kind NOT {which}")),
        ("ix_timers_waiting", ["kind", "due_at"], sa.text(f"kind {which}")),
    ):
        op.drop_index(name, table_name="timers")
        op.create_index(name, "timers", columns, unique=False, sqlite_where=where, postgresql_where=where)
