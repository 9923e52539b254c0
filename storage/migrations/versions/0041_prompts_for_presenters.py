"""A step remembers what its presenter alone is asked in it, and a slot how many questions were asked."""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("steps", sa.Column("presenter_prompt", sa.String(64), nullable=True))
    op.add_column("slots", sa.Column("asked", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("slots", "asked")
    op.drop_column("steps", "presenter_prompt")
