"""How many messages of people stand below a question, and whether the row of buttons was posted once more below them."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("turns", sa.Column("below", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("turns", sa.Column("shown_again", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("turns", "shown_again")
    op.drop_column("turns", "below")
