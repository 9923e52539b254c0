"""Letters that their readers want to have again, and actions about which no letter is to ask any more."""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0020'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("letters", sa.Column("again_at", MOMENT, nullable=True))
    op.add_column("actions", sa.Column("not_again_at", MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("actions", "not_again_at")
    op.drop_column("letters", "again_at")
