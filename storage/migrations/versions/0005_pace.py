"""How far each workspace has paid for what was sent; what can wait is walked through apart from what cannot."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

UNSHOWN = "dropped = false AND (ts IS NULL OR wanted > shown)"
REMINDERS = "IN ('due_nudge', 'report_ask')"
TIMERS = "IN ('due_nudge', 'learn_person', 'meeting_long_over', 'open_dm', 'report_ask')"


def upgrade() -> None:
    op.create_table(
        "paces",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("paid_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_paces")),
    )
    op.drop_index("ix_posts_due_at", table_name="posts")
    op.drop_index("ix_timers_due", table_name="timers")
    _index("ix_posts_due_at", "posts", "due_at", f"{UNSHOWN} AND NOT (ts IS NULL AND kind {REMINDERS})")
    _index("ix_posts_unhurried", "posts", "due_at", f"dropped = false AND ts IS NULL AND kind {REMINDERS}")
    _index("ix_timers_due", "timers", "due_at", f"kind NOT {TIMERS}")
    _index("ix_timers_waiting", "timers", "kind, due_at", f"kind {TIMERS}")


def downgrade() -> None:
    op.drop_index("ix_posts_unhurried", table_name="posts")
    op.drop_index("ix_timers_waiting", table_name="timers")
    op.drop_index("ix_posts_due_at", table_name="posts")
    op.drop_index("ix_timers_due", table_name="timers")
    _index("ix_posts_due_at", "posts", "due_at", UNSHOWN)
    op.create_index("ix_timers_due", "timers", ["due_at"], unique=False)
    op.drop_table("paces")


def _index(name, table, columns, only):
    where = sa.text(only)
    op.create_index(name, table, columns.split(", "), unique=False, sqlite_where=where, postgresql_where=where)
