"""What a form said as it was kept, as a hash: whoever sends it again with other words is told that these are not."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("entered", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("deliveries", "entered")
