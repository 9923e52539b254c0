"""Sets of an earlier version, at whose channels nobody looks yet, get a first look one a minute: Slack answers fifty."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

SPREAD_OVER = timedelta(hours=20)
A_DAY_OF_LOOKS = 1200
LOOK = "look_at_channel"

SETS = sa.table(
    "sets", sa.column("id", sa.Integer()), sa.column("workspace", sa.String()), sa.column("state", sa.String())
)
TIMERS = sa.table(
    "timers",
    sa.column("workspace", sa.String()),
    sa.column("set_id", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("subject", sa.String()),
    sa.column("due_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    connection, now = op.get_bind(), datetime.now(UTC)
    looked_at = sa.exists().where(TIMERS.c.kind == LOOK, TIMERS.c.set_id == SETS.c.id)
    without = sa.select(SETS.c.workspace, SETS.c.id).where(SETS.c.state != "ended", ~looked_at)
    rows = [
        {
            "workspace": workspace,
            "set_id": set_id,
            "kind": LOOK,
            "subject": str(set_id),
            "due_at": now + SPREAD_OVER * (set_id % A_DAY_OF_LOOKS) / A_DAY_OF_LOOKS,
        }
        for workspace, set_id in connection.execute(without.order_by(SETS.c.id))
    ]
    if rows:
        op.bulk_insert(TIMERS, rows)


def downgrade() -> None:
    """A timer that is there does no harm."""
