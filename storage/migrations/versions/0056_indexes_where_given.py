"""Indexes of columns that may be empty leave out the rows in which they are."""

import sqlalchemy as sa
from alembic import op

revision = '0056'
down_revision = '0052'
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_actions_slot", "actions", ["slot_id"]),
    ("ix_erasures_person", "erasures", ["person_id"]),
    ("ix_erasures_set", "erasures", ["set_id"]),
    ("ix_files_meeting", "files", ["meeting_id"]),
    ("ix_files_set", "files", ["set_id"]),
    ("ix_letter_parts_letter", "letter_parts", ["letter_id"]),
    ("ix_letter_parts_set", "letter_parts", ["set_id", "person_id"]),
    ("ix_posts_set", "posts", ["set_id", "due_at"]),
    ("ix_posts_thread", "posts", ["parent_id", "id"]),
    ("ix_prompts_heard_slot", "prompts_heard", ["slot_id"]),
    ("ix_sets_adviser", "sets", ["adviser_id"]),
    ("ix_sets_host", "sets", ["host_id"]),
    ("ix_steps_slot", "steps", ["slot_id"]),
    ("ix_timers_set", "timers", ["set_id"]),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        given = sa.text(f"{columns[0]} IS NOT NULL")
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns, unique=False, sqlite_where=given, postgresql_where=given)


def downgrade() -> None:
    for name, table, columns in INDEXES:
        op.drop_index(name, table_name=table)
        op.create_index(name, table, columns, unique=False)
