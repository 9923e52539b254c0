"""Whose report it is stands in it, so that what somebody told lately is found without all that they ever took on."""

import sqlalchemy as sa
from alembic import op

revision = '0058'
down_revision = '0057'
branch_labels = None
depends_on = None

actions = sa.table("actions", sa.column("id"), sa.column("member_id"))
reports = sa.table("reports", sa.column("action_id"), sa.column("member_id"))


def upgrade() -> None:
    op.add_column("reports", sa.Column("member_id", sa.Integer(), nullable=False, server_default="0"))
    owner = sa.select(actions.c.member_id).where(actions.c.id == reports.c.action_id).scalar_subquery()
    op.execute(sa.update(reports).values(member_id=owner))
    op.create_index("ix_reports_member", "reports", ["member_id", "reported_at"])


def downgrade() -> None:
    op.drop_index("ix_reports_member", table_name="reports")
    op.drop_column("reports", "member_id")
