"""A slot that its presenter ended early: nothing is asked, listed or nudged about it afterwards."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("slots", sa.Column("ended_early", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.execute("UPDATE issues SET state = 'withdrawn' WHERE state = 'set_aside'")
    op.drop_column("slots", "ended_early")
