"""The words of a pulse are kept apart from its number, under keys of their own."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0028'
branch_labels = None
depends_on = None

ratings = sa.table("ratings", *map(sa.column, ("key", "workspace", "meeting_id", "well", "better")))
words = sa.table("pulse_words", *map(sa.column, ("key", "workspace", "meeting_id", "about", "words")))


def upgrade() -> None:
    op.create_table(
        "pulse_words",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "meeting_id"],
            ["meetings.workspace", "meetings.id"],
            name=op.f("fk_pulse_words_workspace_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pulse_words")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pulse_words_meeting", "pulse_words", ["meeting_id"], unique=False)
    db = op.get_bind()
    said = db.execute(sa.select(ratings).where(sa.or_(ratings.c.well != "", ratings.c.better != ""))).all()
    moved = [
        {
            "key": secrets.token_hex(16),
            "workspace": row.workspace,
            "meeting_id": row.meeting_id,
            "about": about,
            "words": getattr(row, about),
        }
        for row in said
        for about in ("well", "better")
        if getattr(row, about)
    ]
    if moved:
        db.execute(words.insert(), moved)
    for column in ("well", "better"):
        op.drop_column("ratings", column)


def downgrade() -> None:
    for column in ("well", "better"):
        op.add_column("ratings", sa.Column(column, sa.Text(), nullable=False, server_default=""))
    op.drop_table("pulse_words")
