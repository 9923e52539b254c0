"""What is to be deleted, in Slack as well; who has installed the bot; what was taken back under a hold, or handed out by hand."""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0024'
branch_labels = None
depends_on = None

BEFORE = "IN ('due_nudge', 'keep_words', 'learn_person', 'look_at_channel', 'meeting_long_over', 'open_dm', 'report_ask')"
NOW = (
    "IN ('due_nudge', 'keep_words', 'learn_person', 'look_at_channel', 'look_at_installation', 'meeting_long_over', "
    "'open_dm', 'report_ask')"
)
MOMENT = sa.DateTime(timezone=True)
timers = sa.table("timers", sa.column("kind"))


def upgrade() -> None:
    op.add_column("posts", sa.Column("removed_at", MOMENT, nullable=True))
    _index(NOW)
    op.create_table(
        "erasures",
        _id(),
        sa.Column("erases", sa.String(32), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        _workspace(),
        _within("erasures", "set_id", "sets"),
        _within("erasures", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    op.create_index("ix_erasures_set", "erasures", ["set_id"])
    op.create_index("ix_erasures_person", "erasures", ["person_id"])
    op.create_table(
        "installations",
        _workspace(),
        sa.Column("installed_at", MOMENT, nullable=False),
        sa.Column("locked_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_installations")),
    )
    op.execute(
        "INSERT INTO installations (workspace, installed_at) SELECT workspace, min(founded_at) FROM sets GROUP BY workspace"
    )
    locked = sa.text("locked_at IS NOT NULL")
    op.create_index(
        "ix_installations_locked", "installations", ["workspace"], sqlite_where=locked, postgresql_where=locked
    )
    op.create_table(
        "held_rows",
        _id(),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("taken_back_at", MOMENT, nullable=False),
        _workspace(),
        _within("held_rows", "set_id", "sets"),
        _within("held_rows", "member_id", "members"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_rows")),
    )
    op.create_index("ix_held_rows_set", "held_rows", ["set_id"])
    op.create_index("ix_held_rows_member", "held_rows", ["member_id"])
    op.create_table(
        "audits",
        _id(),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.Column("did", sa.String(16), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("operator", sa.String(64), nullable=False),
        _workspace(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
    )


def downgrade() -> None:
    for table in ("audits", "held_rows", "installations", "erasures"):
        op.drop_table(table)
    op.execute(sa.delete(timers).where(timers.c.kind.in_(["erase", "look_at_installation"])))
    _index(BEFORE)
    op.drop_column("posts", "removed_at")


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), autoincrement=True, nullable=False)


def _workspace() -> sa.Column[str]:
    return sa.Column("workspace", sa.String(32), nullable=False)


def _within(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace", column],
        [f"{other}.workspace", f"{other}.id"],
        name=op.f(f"fk_{table}_workspace_{column}"),
        ondelete="CASCADE",
    )


def _index(which: str) -> None:
    for name, columns, where in (
        ("ix_timers_due", ["due_at"], sa.text(f"kind NOT {which}")),
        ("ix_timers_waiting", ["kind", "due_at"], sa.text(f"kind {which}")),
    ):
        op.drop_index(name, table_name="timers")
        op.create_index(name, "timers", columns, unique=False, sqlite_where=where, postgresql_where=where)
