"""The times in which no process was alive, and how far each set has had them back."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'absences',
        sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('id', name='pk_absences'),
    )
    op.add_column('sets', sa.Column('given_back', sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    op.drop_column('sets', 'given_back')
    op.drop_table('absences')
