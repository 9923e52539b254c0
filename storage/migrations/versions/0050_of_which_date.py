"""Who cannot come says so of a date; and a meeting is held with those few who can, as its host has it, on that date."""

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0046'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("regrets", sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True))
    theirs = "SELECT meetings.planned_at FROM meetings WHERE meetings.id = regrets.meeting_id"
    op.execute(f"UPDATE regrets SET planned_at = ({theirs})")
    op.add_column("meetings", sa.Column("held_with", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("meetings", "held_with")
    op.drop_column("regrets", "planned_at")
