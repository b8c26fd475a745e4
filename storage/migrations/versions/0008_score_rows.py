"""Scores that came in files, row by row, so that they go where their people go"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table of them."""
    op.create_table(
        "score_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_score_row_batch", "score_row", ["batch_id"], unique=False)
    op.create_index("ix_score_row_link", "score_row", ["link_id"], unique=False)
