"""Fields that are part of another"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add what is kept of a merge; no field could be part of another before."""
    op.add_column("field", sa.Column("merged", sa.JSON(), nullable=True))
