"""A turn knows whether it held a question, so that a slot counts them once; the indexes of timers know of hints as well."""

import sqlalchemy as sa
from alembic import op

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

BEFORE = (
    "IN ('keep_words', 'learn_person', 'letter', 'look_at_channel', 'look_at_installation', 'meeting_long_over', 'missed_told', "
    "'open_dm', 'send_file', 'still_writing')"
)
NOW = BEFORE.replace("IN (", "IN ('hint', ")
timers = sa.table("timers", sa.column("kind"))


def upgrade() -> None:
    op.add_column("turns", sa.Column("no_question", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    _index(NOW)


def downgrade() -> None:
    op.execute(sa.delete(timers).where(timers.c.kind == "hint"))
    _index(BEFORE)
    op.drop_column("turns", "no_question")


def _index(which: str) -> None:
    for name, columns, where in (
        ("ix_timers_due", ["due_at"], sa.text(f"kind NOT {which}")),
        ("ix_timers_waiting", ["kind", "due_at"], sa.text(f"kind {which}")),
    ):
        op.drop_index(name, table_name="timers")
        op.create_index(name, "timers", columns, unique=False, sqlite_where=where, postgresql_where=where)
