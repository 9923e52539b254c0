"""What a member would have the facilitator alone know, until they have read it."""

import sqlalchemy as sa
from alembic import op

revision = '0048'
down_revision = '0045'
branch_labels = None
depends_on = None

TABLE = "words_to_adviser"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("adviser_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        *(_within(*one) for one in (("sets", "set_id"), ("meetings", "meeting_id"), ("members", "member_id"), ("people", "adviser_id"))),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_words_to_adviser")),
        sa.UniqueConstraint("public_id", name=op.f("uq_words_to_adviser_public_id")),
    )
    op.create_index("ix_words_to_adviser_set", TABLE, ["set_id"], unique=False)
    op.create_index("uq_words_to_adviser", TABLE, ["meeting_id", "member_id"], unique=True)
    op.create_index("ix_words_to_adviser_member", TABLE, ["member_id"], unique=False)
    op.create_index("ix_words_to_adviser_adviser", TABLE, ["adviser_id"], unique=False)


def downgrade() -> None:
    op.drop_table(TABLE)


def _within(other: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace", column],
        [f"{other}.workspace", f"{other}.id"],
        name=op.f(f"fk_{TABLE}_workspace_{column}"),
        ondelete="CASCADE",
    )
