"""Who is in a set's channel is asked of Slack from time to time; and whoever could not come reads a slot with its presenter's yes.

What was on record before stays as readable as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0031'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
BEFORE = (
    "IN ('keep_words', 'learn_person', 'letter', 'look_at_channel', 'look_at_installation', 'meeting_long_over', 'open_dm', "
    "'send_file', 'still_writing')"
)
NOW = (
    "IN ('keep_words', 'learn_person', 'letter', 'look_at_channel', 'look_at_installation', 'meeting_long_over', 'missed_told', "
    "'open_dm', 'send_file', 'still_writing')"
)
timers = sa.table("timers", sa.column("kind"))


def upgrade() -> None:
    op.add_column("sets", sa.Column("members_seen_at", MOMENT, nullable=True))
    op.add_column("slots", sa.Column("absent_may_read", sa.Boolean(), nullable=True))
    over = "SELECT id FROM meetings WHERE closed_at IS NOT NULL"
    op.execute(f"UPDATE slots SET absent_may_read = true WHERE meeting_id IN ({over})")
    _index(NOW)


def downgrade() -> None:
    op.execute(sa.delete(timers).where(timers.c.kind == "missed_told"))
    _index(BEFORE)
    op.drop_column("slots", "absent_may_read")
    op.drop_column("sets", "members_seen_at")


def _index(which: str) -> None:
    for name, columns, where in (
        ("ix_timers_due", ["due_at"], sa.text(f"kind NOT {which}")),
        ("ix_timers_waiting", ["kind", "due_at"], sa.text(f"kind {which}")),
    ):
        op.drop_index(name, table_name="timers")
        op.create_index(name, "timers", columns, unique=False, sqlite_where=where, postgresql_where=where)
