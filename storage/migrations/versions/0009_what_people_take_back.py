"""A press that counts and can be taken back, when its owner wants to be asked again, and evidence of an issue."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0007'
branch_labels = None
depends_on = None

NOT_SO = sa.text("false")


def upgrade() -> None:
    op.add_column("reports", sa.Column("pressed", sa.Boolean(), server_default=NOT_SO, nullable=False))
    op.add_column("reports", sa.Column("ask_again", sa.String(length=32), nullable=True))
    op.add_column("action_changes", sa.Column("by_report", sa.Boolean(), server_default=NOT_SO, nullable=False))
    op.add_column("issues", sa.Column("link", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("issues", "link")
    op.drop_column("action_changes", "by_report")
    op.drop_column("reports", "ask_again")
    op.drop_column("reports", "pressed")
