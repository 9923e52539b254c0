"""The files that people asked for, and a lookup more that sends them."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0027'
branch_labels = None
depends_on = None

BEFORE = (
    "IN ('keep_words', 'learn_person', 'letter', 'look_at_channel', 'look_at_installation', 'meeting_long_over', 'open_dm')"
)
NOW = (
    "IN ('keep_words', 'learn_person', 'letter', 'look_at_channel', 'look_at_installation', 'meeting_long_over', 'open_dm', "
    "'send_file', 'still_writing')"
)
timers = sa.table("timers", sa.column("kind"))


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("file_kind", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_id", sa.String(length=32), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "meeting_id"],
            ["meetings.workspace", "meetings.id"],
            name=op.f("fk_files_workspace_meeting_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_files_workspace_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "set_id"],
            ["sets.workspace", "sets.id"],
            name=op.f("fk_files_workspace_set_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_files_workspace_id")),
    )
    for column in ("person", "set", "meeting"):
        op.create_index(f"ix_files_{column}", "files", [f"{column}_id"], unique=False)
    _index(NOW)


def downgrade() -> None:
    op.execute(sa.delete(timers).where(timers.c.kind == "send_file"))
    _index(BEFORE)
    op.drop_table("files")


def _index(which: str) -> None:
    for name, columns, where in (
        ("ix_timers_due", ["due_at"], sa.text(f"kind NOT {which}")),
        ("ix_timers_waiting", ["kind", "due_at"], sa.text(f"kind {which}")),
    ):
        op.drop_index(name, table_name="timers")
        op.create_index(name, "timers", columns, unique=False, sqlite_where=where, postgresql_where=where)
