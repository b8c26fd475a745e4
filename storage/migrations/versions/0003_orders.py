"""What files say of orders as wholes, and which events are told but do not stand"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tellings of orders, the reason why an event is set aside, and the way from a link to its repeats."""
    op.add_column("event", sa.Column("aside", sa.Text(), nullable=True))
    op.create_table(
        "telling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.BigInteger(), nullable=False),
        sa.Column("profile_id", sa.BigInteger(), nullable=True),
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("refunded", sa.BigInteger(), nullable=True),
        sa.Column("lined", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("discount_code", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_telling_profile", "telling", ["profile_id"], unique=False)
    op.create_index("ix_telling_batch", "telling", ["batch_id"], unique=False)
    op.create_index("ix_telling_link", "telling", ["link_id"], unique=False)
    op.create_index("ix_repeat_link", "repeat", ["link_id"], unique=False)
