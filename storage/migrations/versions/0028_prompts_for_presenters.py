"""A step remembers what its presenter alone is asked in it."""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("steps", sa.Column("presenter_prompt", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("steps", "presenter_prompt")
