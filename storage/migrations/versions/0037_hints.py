"""Private hints at how peers ask: a set and a person may turn them off, and slots count them without names."""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0043'
branch_labels = None
depends_on = None

COUNTED = ("hints", "hints_fair", "hints_unfair", "turns_used", "turns_asked")


def upgrade() -> None:
    op.add_column("sets", sa.Column("hints", sa.String(32), nullable=False, server_default="on"))
    op.add_column("people", sa.Column("hints", sa.Boolean(), nullable=False, server_default=sa.true()))
    for name in COUNTED:
        op.add_column("slots", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in reversed(COUNTED):
        op.drop_column("slots", name)
    op.drop_column("people", "hints")
    op.drop_column("sets", "hints")
