"""What is kept beside a segment: what to do with its people, whose it is, its folder, and when it is refreshed"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the columns; segments of before are refreshed on new data, as new ones are."""
    for name in ("strategy", "owner", "folder"):
        op.add_column("segment", sa.Column(name, sa.Text(), nullable=True))
    timer = sa.Column("timer", sa.Text(), nullable=False, server_default=sa.text("'new-data'"))
    op.add_column("segment", timer)
