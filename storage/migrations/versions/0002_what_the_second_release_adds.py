"""What the second release adds."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE issues RENAME COLUMN first_in_line TO in_line")
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps numbers in the column as it is
        op.alter_column("issues", "in_line", type_=sa.Integer(), postgresql_using="in_line::int")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("issues", "in_line", type_=sa.Boolean(), postgresql_using="in_line > 0")
    op.execute("ALTER TABLE issues RENAME COLUMN in_line TO first_in_line")
