"""A set chooses how it is offered prompts; those that are there have them in each call, as before."""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sets", sa.Column("prompts", sa.String(32), nullable=False, server_default="public"))


def downgrade() -> None:
    op.drop_column("sets", "prompts")
