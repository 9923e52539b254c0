"""Peers may ask in writing: how a set asks, where a step is, and the questions until their slot is over."""

import sqlalchemy as sa
from alembic import op
from storage.columns import UtcDateTime

revision = '0043'
down_revision = '0036'
branch_labels = None
depends_on = None

ADDED = {
    "sets": [sa.Column("asking", sa.String(32), nullable=False, server_default="rounds")],
    "meetings": [sa.Column("asking", sa.String(32), nullable=True)],
    "steps": [sa.Column("phase", sa.String(32), nullable=True), sa.Column("writing_until", UtcDateTime(), nullable=True)],
    "turns": [
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("place", sa.Integer(), nullable=True),
    ],
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, column)


def downgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.drop_column(table, column.name)
