"""Meetings have milestones and may be cancelled; a set has a country, whose holidays it keeps, and days off."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sets", sa.Column("country", sa.String(8), nullable=True))
    op.add_column("sets", sa.Column("days_off", sa.JSON, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("meetings", sa.Column("milestone", sa.Text, nullable=False, server_default=""))
    op.add_column("meetings", sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("meetings", sa.Column("sequence", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    op.execute("UPDATE meetings SET state = 'missed' WHERE state = 'cancelled'")
    for name in ("sequence", "reached_at", "milestone"):
        op.drop_column("meetings", name)
    for name in ("days_off", "country"):
        op.drop_column("sets", name)
