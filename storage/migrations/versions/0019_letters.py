"""Letters, with what each of them holds; of what can wait there is one kind more, of messages and of timers."""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0023'
branch_labels = None
depends_on = None

UNSHOWN = "dropped = false AND (ts IS NULL OR wanted > shown)"
POSTS_BEFORE = "IN ('due_nudge', 'report_ask')"
POSTS = "IN ('due_nudge', 'letter', 'report_ask')"
TIMERS_BEFORE = (
    "IN ('due_nudge', 'keep_words', 'learn_person', 'look_at_channel', 'look_at_installation', 'meeting_long_over', "
    "'open_dm', 'report_ask')"
)
TIMERS = (
    "IN ('due_nudge', 'keep_words', 'learn_person', 'letter', 'look_at_channel', 'look_at_installation', "
    "'meeting_long_over', 'open_dm', 'report_ask')"
)


def upgrade() -> None:
    _letters()
    _letter_parts()
    _indexes(POSTS, TIMERS)
    _put_by_what_was_not_said()
    _look_at_everybody()


def _put_by_what_was_not_said() -> None:
    """What was to be asked by a message of its own comes in the next letter."""
    op.execute(
        "INSERT INTO letter_parts (workspace, person_id, set_id, kind, subject, facts) "
        "SELECT timers.workspace, members.person_id, members.set_id, 'not_said', timers.subject, '{}' FROM timers "
        "JOIN slots ON CAST(slots.id AS VARCHAR(64)) = timers.subject JOIN members ON members.id = slots.member_id "
        "WHERE timers.kind = 'not_said'"
    )
    op.execute("DELETE FROM timers WHERE kind = 'not_said'")


def _look_at_everybody() -> None:
    """When the next letter of each member is due is found as these timers fire; none is composed then."""
    op.execute(
        "INSERT INTO timers (workspace, kind, subject, due_at) "
        "SELECT DISTINCT people.workspace, 'letter', CAST(people.id AS VARCHAR(64)), CURRENT_TIMESTAMP FROM people "
        "JOIN members ON members.person_id = people.id JOIN sets ON sets.id = members.set_id "
        "WHERE members.left_at IS NULL AND sets.state <> 'ended'"
    )


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("composed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "person_id"],
            ["people.workspace", "people.id"],
            name=op.f("fk_letters_workspace_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("person_id", "day", name=op.f("uq_letters_person_id_day")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_letters_workspace_id")),
    )


def _letter_parts() -> None:
    waits = sa.text("letter_id IS NULL")
    op.create_table(
        "letter_parts",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["workspace", column],
                [f"{table}.workspace", f"{table}.id"],
                name=op.f(f"fk_letter_parts_workspace_{column}"),
                ondelete="CASCADE",
            )
            for table, column in (("people", "person_id"), ("letters", "letter_id"), ("sets", "set_id"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_parts")),
    )
    for name, columns in (
        ("ix_letter_parts_person", ["person_id", "letter_id"]),
        ("ix_letter_parts_letter", ["letter_id"]),
        ("ix_letter_parts_set", ["set_id", "person_id"]),
        ("ix_letter_parts_subject", ["workspace", "kind", "subject"]),
    ):
        op.create_index(name, "letter_parts", columns)
    op.create_index(
        "uq_letter_parts_waiting",
        "letter_parts",
        ["person_id", "kind", "subject"],
        unique=True,
        sqlite_where=waits,
        postgresql_where=waits,
    )


def downgrade() -> None:
    op.execute("DELETE FROM timers WHERE kind = 'letter'")
    op.execute("DELETE FROM posts WHERE kind = 'letter'")
    _indexes(POSTS_BEFORE, TIMERS_BEFORE)
    op.drop_table("letter_parts")
    op.drop_table("letters")


def _indexes(posts: str, timers: str) -> None:
    for name, table, columns, only in (
        ("ix_posts_due_at", "posts", ["due_at"], f"{UNSHOWN} AND NOT (ts IS NULL AND kind {posts})"),
        ("ix_posts_unhurried", "posts", ["due_at"], f"dropped = false AND ts IS NULL AND kind {posts}"),
        ("ix_timers_due", "timers", ["due_at"], f"kind NOT {timers}"),
        ("ix_timers_waiting", "timers", ["kind", "due_at"], f"kind {timers}"),
    ):
        where = sa.text(only)
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)
