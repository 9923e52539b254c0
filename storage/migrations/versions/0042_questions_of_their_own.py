"""A set adds questions of its own to the bank."""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'own_prompts',
        sa.Column('public_id', sa.String(length=16), nullable=False),
        sa.Column('set_id', sa.Integer(), nullable=False),
        sa.Column('member_id', sa.Integer(), nullable=False),
        sa.Column('question', sa.String(length=120), nullable=False),
        sa.Column('moment', sa.String(length=32), nullable=True),
        sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('workspace', sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(['workspace', 'member_id'], ['members.workspace', 'members.id'], name=op.f('fk_own_prompts_workspace_member_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['workspace', 'set_id'], ['sets.workspace', 'sets.id'], name=op.f('fk_own_prompts_workspace_set_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_own_prompts')),
        sa.UniqueConstraint('public_id', name=op.f('uq_own_prompts_public_id')),
    )
    op.create_index('ix_own_prompts_set', 'own_prompts', ['set_id', 'id'], unique=False)
    op.create_index('ix_own_prompts_member', 'own_prompts', ['member_id'], unique=False)


def downgrade() -> None:
    op.drop_table('own_prompts')
