"""An index of the actions that were committed outside of a slot, by when."""

import sqlalchemy as sa
from alembic import op

revision = '0057'
down_revision = '0056'
branch_labels = None
depends_on = None


def upgrade() -> None:
    outside = sa.text("slot_id IS NULL")
    op.create_index(
        "ix_actions_outside", "actions", ["set_id", "committed_at"], sqlite_where=outside, postgresql_where=outside
    )


def downgrade() -> None:
    op.drop_index("ix_actions_outside", table_name="actions")
