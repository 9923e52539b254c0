"""A set says how much of the bot it wants in its meetings; those that are there are led, as before."""

import sqlalchemy as sa
from alembic import op

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sets", sa.Column("guidance", sa.String(32), nullable=False, server_default="lead"))


def downgrade() -> None:
    op.drop_column("sets", "guidance")
