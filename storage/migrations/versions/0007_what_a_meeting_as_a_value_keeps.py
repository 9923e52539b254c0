"""What timers alone knew of a meeting: when its presenter last spoke, and until when a form is waited for; what was sent, as a hash."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
timers = sa.table(
    "timers", sa.column("kind"), sa.column("subject"), sa.column("due_at", MOMENT), sa.column("set_id")
)
sets = sa.table("sets", sa.column("id"), sa.column("quiet_seconds"))
steps = sa.table("steps", sa.column("id"), sa.column("ended_at"), sa.column("word_at", MOMENT))
lines = sa.table(
    "lines", sa.column("step_id"), sa.column("member_id"), sa.column("what"), sa.column("until", MOMENT)
)


def upgrade() -> None:
    op.add_column("steps", sa.Column("word_at", MOMENT, nullable=True))
    op.add_column("lines", sa.Column("until", MOMENT, nullable=True))
    op.add_column("posts", sa.Column("drawn", sa.String(length=64), nullable=True))
    op.add_column("posts", sa.Column("drawn_for", sa.Integer(), nullable=True))
    _keep_when_presenters_spoke()
    _keep_until_when_forms_are_waited_for()


def _keep_when_presenters_spoke() -> None:
    """The quiet after their last word is set by each set. What is put away while its channel is gone fires as it is."""
    found = sa.select(timers.c.subject, timers.c.due_at, sets.c.quiet_seconds)
    quiet = found.join(sets, sets.c.id == timers.c.set_id).where(timers.c.kind == "step_quiet")
    for subject, due_at, seconds in op.get_bind().execute(quiet).all():
        if due_at.year < 9999:
            spoke = sa.update(steps).where(steps.c.id == int(subject), steps.c.ended_at.is_(None))
            op.execute(spoke.values(word_at=due_at - timedelta(seconds=seconds)))


def _keep_until_when_forms_are_waited_for() -> None:
    waited_for = sa.select(timers.c.subject, timers.c.due_at).where(timers.c.kind == "report_form")
    for subject, due_at in op.get_bind().execute(waited_for).all():
        if due_at.year < 9999:
            step_id, _, member_id = subject.partition(":")
            writes = (lines.c.step_id == int(step_id), lines.c.member_id == int(member_id), lines.c.what == "writing")
            op.execute(sa.update(lines).where(*writes).values(until=due_at))


def downgrade() -> None:
    op.drop_column("posts", "drawn_for")
    op.drop_column("posts", "drawn")
    op.drop_column("lines", "until")
    op.drop_column("steps", "word_at")
