"""What delivery recovers from: messages in trouble, messages that were deleted, channels that were lost."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("posts", sa.Column("trouble_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("posts", sa.Column("aside", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("posts", sa.Column("reposted", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("posts", sa.Column("deleted_ts", sa.String(length=32), nullable=True))
    op.add_column("posts", sa.Column("threads_lost", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("posts", sa.Column("link", sa.String(length=255), nullable=True))
    op.add_column("conversations", sa.Column("lost_at", sa.DateTime(timezone=True), nullable=True))
    lost = sa.text("lost_at IS NOT NULL")
    op.create_index(
        "ix_conversations_lost", "conversations", ["workspace"], unique=False, sqlite_where=lost, postgresql_where=lost
    )
    _unmute_sets_that_are_alive()
    _ask_again_where_a_channel_is_lost()


def _unmute_sets_that_are_alive() -> None:
    """A gesture could set a set going while its channel was being marked; nobody would have spoken there again."""
    op.execute(
        "UPDATE conversations SET gone = NULL WHERE gone IS NOT NULL AND EXISTS (SELECT 1 FROM sets "
        "WHERE sets.workspace = conversations.workspace AND sets.channel = conversations.channel "
        "AND sets.state NOT IN ('paused', 'ended'))"
    )


def _ask_again_where_a_channel_is_lost() -> None:
    """Sets that the first releases left paused for ever are asked about at once; their hosts have been told."""
    op.execute("UPDATE conversations SET lost_at = CURRENT_TIMESTAMP WHERE gone IS NOT NULL")
    op.execute(
        "INSERT INTO timers (workspace, set_id, kind, subject, due_at) "
        "SELECT workspace, id, 'channel_again', CAST(id AS VARCHAR(64)), CURRENT_TIMESTAMP FROM sets "
        "WHERE state = 'paused'"
    )


def downgrade() -> None:
    op.execute("DELETE FROM timers WHERE kind = 'channel_again'")
    op.drop_index("ix_conversations_lost", table_name="conversations")
    op.drop_column("conversations", "lost_at")
    for column in ("link", "threads_lost", "deleted_ts", "reposted", "aside", "trouble_at"):
        op.drop_column("posts", column)
