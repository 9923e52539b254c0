"""Sets that have ended are found by the day until which they are kept."""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    kept = sa.text("kept_until IS NOT NULL")
    op.create_index(
        "ix_sets_kept_until", "sets", ["workspace", "kept_until"], sqlite_where=kept, postgresql_where=kept
    )


def downgrade() -> None:
    op.drop_index("ix_sets_kept_until", table_name="sets")
