"""An issue is a problem or an opportunity; those raised before are told as problems."""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("issues", sa.Column("kind", sa.String(32), nullable=False, server_default="problem"))


def downgrade() -> None:
    op.drop_column("issues", "kind")
