"""How an action stood before a report on it."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", sa.Column("was", sa.String(32), nullable=False, server_default="open"))


def downgrade() -> None:
    op.drop_column("reports", "was")
