"""Indexes for what every query and cascade walks, and a timer for every closed meeting, after which it is cleaned."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

NEW = (
    ("ix_sets_adviser", "sets", ["adviser_id"], None),
    ("ix_sets_host", "sets", ["host_id"], None),
    ("ix_members_person", "members", ["person_id"], None),
    ("ix_meetings_not_over", "meetings", ["set_id"], "state IN ('planned', 'running', 'paused')"),
    ("ix_meetings_closed", "meetings", ["set_id", "closed_at"], None),
    ("ix_attendance_member", "attendance", ["member_id"], None),
    ("ix_issues_set", "issues", ["set_id", "state"], None),
    ("ix_issues_member", "issues", ["member_id", "state"], None),
    ("ix_slots_issue", "slots", ["issue_id"], None),
    ("ix_slots_member", "slots", ["member_id"], None),
    ("ix_steps_slot", "steps", ["slot_id"], None),
    ("ix_turns_member", "turns", ["member_id"], None),
    ("ix_lines_member", "lines", ["member_id"], None),
    ("ix_prompts_heard_set", "prompts_heard", ["set_id", "id"], None),
    ("ix_prompts_heard_slot", "prompts_heard", ["slot_id"], None),
    ("ix_actions_member", "actions", ["member_id", "status"], None),
    ("ix_actions_set", "actions", ["set_id", "status"], None),
    ("ix_actions_slot", "actions", ["slot_id"], None),
    ("ix_learnings_member", "learnings", ["member_id"], None),
    ("ix_conversations_leased", "conversations", ["leased_by"], "leased_by IS NOT NULL"),
    ("ix_conversations_unopened", "conversations", ["id"], "channel IS NULL"),
    ("ix_posts_thread", "posts", ["parent_id", "id"], None),
    ("ix_posts_top", "posts", ["conversation_id", "id"], "parent_id IS NULL"),
    ("ix_posts_set", "posts", ["set_id", "due_at"], None),
    ("ix_strays_thread", "strays", ["workspace", "thread_ts"], None),
)
OLD = (
    ("ix_members_person", "members", ["workspace", "person_id"], None),
    ("ix_issues_waiting", "issues", ["set_id"], "state = 'waiting'"),
    ("ix_prompts_heard_set", "prompts_heard", ["set_id"], None),
    ("ix_actions_member", "actions", ["member_id"], None),
    ("ix_actions_set", "actions", ["set_id"], None),
)
KEPT = timedelta(days=90)


def upgrade() -> None:
    _replace(OLD, NEW)
    _plan_the_cleaning()


def downgrade() -> None:
    op.execute("DELETE FROM timers WHERE kind = 'meeting_long_over'")
    _replace(NEW, OLD)


def _replace(old, new):
    for name, table, _, _ in old:
        op.drop_index(name, table_name=table)
    for name, table, columns, only in new:
        where = sa.text(only) if only else None
        op.create_index(name, table, columns, unique=False, sqlite_where=where, postgresql_where=where)


def _plan_the_cleaning():
    """As every close does it from now on; meetings that closed long ago are cleaned as the bot starts."""
    meetings = sa.table(
        "meetings",
        sa.column("id", sa.Integer()),
        sa.column("workspace", sa.String()),
        sa.column("set_id", sa.Integer()),
        sa.column("closed_at", sa.DateTime(timezone=True)),
    )
    timers = sa.table(
        "timers",
        sa.column("workspace", sa.String()),
        sa.column("set_id", sa.Integer()),
        sa.column("kind", sa.String()),
        sa.column("subject", sa.String()),
        sa.column("due_at", sa.DateTime(timezone=True)),
    )
    closed = op.get_bind().execute(sa.select(meetings).where(meetings.c.closed_at.is_not(None))).all()
    rows = [
        {
            "workspace": one.workspace,
            "set_id": one.set_id,
            "kind": "meeting_long_over",
            "subject": str(one.id),
            "due_at": one.closed_at + KEPT,
        }
        for one in closed
    ]
    if rows:
        op.bulk_insert(timers, rows)
