"""A member who left and came again: what the set did meanwhile is not theirs to read."""

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0050'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("members", sa.Column("out_from", MOMENT, nullable=True))
    op.add_column("members", sa.Column("out_until", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("members", "out_until")
    op.drop_column("members", "out_from")
