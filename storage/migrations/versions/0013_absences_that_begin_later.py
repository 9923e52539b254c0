"""Members who say beforehand from when they are away."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("away_from", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("members", "away_from")
