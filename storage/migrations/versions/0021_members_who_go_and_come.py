"""Members who are gone, asked to go, or came later; how a slot without an action looks now; the question behind an action."""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("members", sa.Column("gone", sa.String(length=32), nullable=True))
    op.add_column("members", sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("slots", sa.Column("looks_now", sa.Text(), server_default="", nullable=False))
    op.add_column("actions", sa.Column("question_turn", sa.Integer(), nullable=True))
    op.add_column("reports", sa.Column("tells_asker", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "leave_requests",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        _within("sets", "set_id"),
        _within("members", "member_id"),
        _within("people", "by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leave_requests")),
        sa.UniqueConstraint("public_id", name=op.f("uq_leave_requests_public_id")),
    )
    only = sa.text("state IN ('asks_them', 'asks_others')")
    op.create_index(
        "uq_leave_requests_open", "leave_requests", ["member_id"], unique=True, sqlite_where=only, postgresql_where=only
    )
    op.create_index("ix_leave_requests_set", "leave_requests", ["set_id"])
    op.create_index("ix_leave_requests_member", "leave_requests", ["member_id"])
    op.create_index("ix_leave_requests_by", "leave_requests", ["by_id"])


def _within(table: str, column: str) -> sa.ForeignKeyConstraint:
    of, name = [f"{table}.workspace", f"{table}.id"], op.f(f"fk_leave_requests_workspace_{column}")
    return sa.ForeignKeyConstraint(["workspace", column], of, name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("leave_requests")
    op.drop_column("reports", "tells_asker")
    op.drop_column("actions", "question_turn")
    op.drop_column("slots", "looks_now")
    op.drop_column("members", "gone_at")
    op.drop_column("members", "gone")
    op.drop_column("members", "joined_at")
