"""What each commit touched, so that the columnar mirror can be caught up"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add it to the log of commits; an older commit has none, and counts as having touched everything."""
    op.add_column("commit_log", sa.Column("touched", sa.JSON(), nullable=True))
