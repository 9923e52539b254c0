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


def upgrade() -> None:
    op.add_column("sets", sa.Column("members_seen_at", MOMENT, nullable=True))
    op.add_column("slots", sa.Column("absent_may_read", sa.Boolean(), nullable=True))
    over = "SELECT id FROM meetings WHERE closed_at IS NOT NULL"
    op.execute(f"UPDATE slots SET absent_may_read = true WHERE meeting_id IN ({over})")


def downgrade() -> None:
    op.drop_column("slots", "absent_may_read")
    op.drop_column("sets", "members_seen_at")
