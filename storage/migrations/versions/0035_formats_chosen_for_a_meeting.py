"""A set chooses a format for one meeting, beside the one that it usually meets in."""

import sqlalchemy as sa
from alembic import op

revision = '0035'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meetings", sa.Column("chosen_format", sa.String(40), nullable=True))


def downgrade() -> None:
    op.drop_column("meetings", "chosen_format")
