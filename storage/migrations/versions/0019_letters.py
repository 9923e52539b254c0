"""Letters, with what each of them holds, and which people want; who cannot come to a meeting, and which other dates would suit."""

from collections import defaultdict
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0023'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LETTERS = sa.table(
    "letters",
    sa.column("id", sa.Integer()),
    sa.column("workspace", sa.String()),
    sa.column("person_id", sa.Integer()),
    sa.column("day", sa.Date()),
    sa.column("composed_at", MOMENT),
    sa.column("late", sa.Boolean()),
)
PARTS = sa.table(
    "letter_parts",
    sa.column("workspace", sa.String()),
    sa.column("person_id", sa.Integer()),
    sa.column("letter_id", sa.Integer()),
    sa.column("set_id", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("facts", sa.JSON()),
)
UNSHOWN = "dropped = false AND (ts IS NULL OR wanted > shown)"
POSTS_BEFORE = "IN ('due_nudge', 'report_ask')"
POSTS = "IN ('due_nudge', 'letter', 'report_ask')"
TIMERS_BEFORE = (
    "IN ('due_nudge', 'keep_words', 'learn_person', 'look_at_channel', 'look_at_installation', 'meeting_long_over', "
    "'open_dm', 'report_ask')"
)
TIMERS = (
    "IN ('keep_words', 'learn_person', 'letter', 'look_at_channel', 'look_at_installation', 'meeting_long_over', "
    "'open_dm')"
)


def upgrade() -> None:
    _letters()
    _letter_parts()
    _regrets()
    _dates()
    _people()
    _put_by_what_was_not_said()
    _remember_what_was_told()
    _let_letters_tell_the_rest()
    _indexes(POSTS, TIMERS)


def _put_by_what_was_not_said() -> None:
    """What was to be asked by a message of its own comes in the next letter."""
    op.execute(
        "INSERT INTO letter_parts (workspace, person_id, set_id, kind, subject, facts) "
        "SELECT timers.workspace, members.person_id, members.set_id, 'not_said', timers.subject, '{}' FROM timers "
        "JOIN slots ON CAST(slots.id AS VARCHAR(64)) = timers.subject JOIN members ON members.id = slots.member_id "
        "WHERE timers.kind = 'not_said'"
    )


def _remember_what_was_told() -> None:
    """What earlier versions asked by messages of their own was told by letters, a letter a person and day: it is not asked again."""
    connection, told = op.get_bind(), defaultdict(list)
    sent = "FROM posts JOIN conversations ON conversations.id = posts.conversation_id"
    for row in connection.execute(
        sa.text(
            "SELECT posts.workspace, posts.kind, posts.subject, posts.set_id, posts.due_at, conversations.person_id "
            f"{sent} WHERE posts.kind IN ('report_ask', 'due_nudge') AND conversations.person_id IS NOT NULL "
            "AND posts.ts IS NOT NULL ORDER BY posts.id"
        ).columns(due_at=MOMENT)
    ):
        told[row.workspace, row.person_id, row.due_at.date()].append(row)
    for (workspace, person_id, day), rows in told.items():
        letter = {"workspace": workspace, "person_id": person_id, "day": day, "composed_at": rows[0].due_at, "late": False}
        letter_id = connection.execute(sa.insert(LETTERS).returning(LETTERS.c.id), letter).scalar_one()
        for row in rows:
            part = _as_told(connection, row)
            if part is not None:
                shared = {"workspace": workspace, "person_id": person_id, "letter_id": letter_id, "set_id": row.set_id}
                connection.execute(sa.insert(PARTS), {**shared, **part})


def _as_told(connection, row):
    """The part of a letter that says what such a message said; None where what it was about is gone."""
    if row.kind == "due_nudge":
        found = connection.execute(
            sa.text("SELECT due_on FROM actions WHERE id = :id").columns(due_on=sa.Date()), {"id": int(row.subject)}
        ).first()
        due = {"due": {row.subject: str(found.due_on)}} if found is not None else None
        return {"kind": "due", "subject": str(row.set_id), "facts": due} if due else None
    meeting, _member, nth = row.subject.split(":")
    found = connection.execute(
        sa.text("SELECT planned_at FROM meetings WHERE id = :id").columns(planned_at=MOMENT), {"id": int(meeting)}
    ).first()
    if found is None:
        return None
    at = found.planned_at.replace(tzinfo=UTC).timestamp() if found.planned_at.tzinfo is None else found.planned_at.timestamp()
    facts = {"meeting": int(meeting), "at": at, "actions": []}
    return {"kind": "still_open" if nth == "1" else "meeting", "subject": f"{meeting}:{at:.0f}", "facts": facts}


def _let_letters_tell_the_rest() -> None:
    """When the next letter of each member is due is found as these timers fire; none is composed then."""
    op.execute("DELETE FROM timers WHERE kind IN ('report_ask', 'due_nudge', 'not_said')")
    op.execute(
        "UPDATE posts SET dropped = true WHERE kind IN ('report_ask', 'due_nudge', 'not_said') AND ts IS NULL "
        "AND tried_at IS NULL"
    )
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


def _people() -> None:
    op.add_column("people", sa.Column("reminders", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("people", sa.Column("missed_at", MOMENT, nullable=True))


def _regrets() -> None:
    op.create_table(
        "regrets",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("said_at", MOMENT, nullable=False),
        *_keyed(),
        _within("regrets", "meeting_id", "meetings"),
        _within("regrets", "member_id", "members"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrets")),
        sa.UniqueConstraint("meeting_id", "member_id", name=op.f("uq_regrets_meeting_id_member_id")),
    )
    op.create_index("ix_regrets_member", "regrets", ["member_id"])


def _dates() -> None:
    op.create_table(
        "date_questions",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("instead_of", MOMENT, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("proposed", sa.Integer(), nullable=True),
        *_keyed(),
        _within("date_questions", "meeting_id", "meetings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_questions")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_date_questions_workspace_id")),
    )
    op.create_table(
        "date_options",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *_keyed(),
        _within("date_options", "question_id", "date_questions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_options")),
        sa.UniqueConstraint("public_id", name=op.f("uq_date_options_public_id")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_date_options_workspace_id")),
    )
    op.create_table(
        "date_answers",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("option_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        _within("date_answers", "option_id", "date_options"),
        _within("date_answers", "member_id", "members"),
        sa.PrimaryKeyConstraint("option_id", "member_id", name=op.f("pk_date_answers")),
    )
    op.create_index("ix_date_questions_meeting", "date_questions", ["meeting_id"])
    op.create_index("ix_date_options_question", "date_options", ["question_id"])
    op.create_index("ix_date_answers_member", "date_answers", ["member_id"])


def _keyed() -> tuple[sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
    )


def _within(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace", column],
        [f"{other}.workspace", f"{other}.id"],
        name=op.f(f"fk_{table}_workspace_{column}"),
        ondelete="CASCADE",
    )


def downgrade() -> None:
    op.execute("DELETE FROM timers WHERE kind = 'letter'")
    op.execute("DELETE FROM posts WHERE kind = 'letter'")
    _indexes(POSTS_BEFORE, TIMERS_BEFORE)
    for table in ("date_answers", "date_options", "date_questions", "regrets"):
        op.drop_table(table)
    for column in ("missed_at", "reminders"):
        op.drop_column("people", column)
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
