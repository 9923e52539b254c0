"""The language of a set, and of each person."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sets", sa.Column("language", sa.String(16), nullable=False, server_default="en_GB"))
    op.add_column("people", sa.Column("language", sa.String(16), nullable=False, server_default="en_GB"))


def downgrade() -> None:
    op.drop_column("people", "language")
    op.drop_column("sets", "language")
