"""The refreshes of segments"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add their table; nobody could have a segment's members recorded before."""
    op.create_table(
        "segment_refresh",
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("segment_id", "at", "as_of", "count", "mailable", "entered", "left")
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_segment_refresh_segment", "segment_refresh", ["segment_id", "as_of"])
