"""A press that counts and can be taken back, when its owner wants to be asked again, and evidence of an issue; rules that are proposed.

A meeting that was never held takes no number.
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

NOT_SO = sa.text("false")


def upgrade() -> None:
    op.add_column("reports", sa.Column("pressed", sa.Boolean(), server_default=NOT_SO, nullable=False))
    op.add_column("reports", sa.Column("ask_again", sa.String(length=32), nullable=True))
    op.add_column("action_changes", sa.Column("by_report", sa.Boolean(), server_default=NOT_SO, nullable=False))
    op.add_column("issues", sa.Column("link", sa.Text(), server_default="", nullable=False))
    op.execute("UPDATE meetings SET number = -id WHERE state = 'missed'")
    op.create_table(
        "rules_proposals",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        _within("sets", "set_id"),
        _within("members", "member_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_proposals")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rules_proposals_public_id")),
    )
    only = sa.text("state = 'open'")
    op.create_index(
        "uq_rules_proposals_open", "rules_proposals", ["set_id"], unique=True, sqlite_where=only, postgresql_where=only
    )
    op.create_index("ix_rules_proposals_set", "rules_proposals", ["set_id"])
    op.create_index("ix_rules_proposals_member", "rules_proposals", ["member_id"])


def _within(table: str, column: str) -> sa.ForeignKeyConstraint:
    of, name = [f"{table}.workspace", f"{table}.id"], op.f(f"fk_rules_proposals_workspace_{column}")
    return sa.ForeignKeyConstraint(["workspace", column], of, name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table("rules_proposals")
    op.drop_column("issues", "link")
    op.drop_column("action_changes", "by_report")
    op.drop_column("reports", "ask_again")
    op.drop_column("reports", "pressed")
