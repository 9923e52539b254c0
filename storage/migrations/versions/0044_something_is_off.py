"""What is sent without a name, that something is off, and apart from it who has sent some."""

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0037'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "concerns",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _within("concerns", "meetings", "meeting_id"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_concerns")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_concerns_meeting", "concerns", ["meeting_id"], unique=False)
    op.create_table(
        "concern_senders",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        _within("concern_senders", "meetings", "meeting_id"),
        _within("concern_senders", "members", "member_id"),
        sa.PrimaryKeyConstraint("meeting_id", "member_id", name=op.f("pk_concern_senders")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_concern_senders_member", "concern_senders", ["member_id"], unique=False)


def downgrade() -> None:
    for table in ("concern_senders", "concerns"):
        op.drop_table(table)


def _within(table: str, other: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace", column],
        [f"{other}.workspace", f"{other}.id"],
        name=op.f(f"fk_{table}_workspace_{column}"),
        ondelete="CASCADE",
    )
