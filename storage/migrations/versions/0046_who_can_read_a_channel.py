"""Who could read a set's channel when Slack last told."""

import sqlalchemy as sa
from alembic import op

revision = '0046'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_readers",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("users", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "set_id"],
            ["sets.workspace", "sets.id"],
            name=op.f("fk_channel_readers_workspace_set_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("set_id", name=op.f("pk_channel_readers")),
    )


def downgrade() -> None:
    op.drop_table("channel_readers")
