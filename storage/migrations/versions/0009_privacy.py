"""What the audit log is about, and that it is only added to; how consents were given; whom a hash keeps suppressed"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_NO_DELETION = """
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END
"""
_NO_CHANGE = """
CREATE TRIGGER audit_stands BEFORE UPDATE ON audit
WHEN NOT (new.id = old.id AND new.at = old.at AND new.previous_hash = old.previous_hash AND new.hash = old.hash
AND new.kind IS old.kind AND new.people IS old.people AND new.actor = 'erased' AND new.action = 'erased'
AND new.detail = '{}')
BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END
"""


def upgrade() -> None:
    """Add the columns, the tables and the triggers; what was written before stays as it is."""
    op.add_column("audit", sa.Column("kind", sa.Text(), nullable=True))
    op.add_column("audit", sa.Column("people", sa.JSON(), nullable=True))
    op.execute(_NO_DELETION.strip())
    op.execute(_NO_CHANGE.strip())
    op.add_column("consent", sa.Column("method", sa.Text(), nullable=True))
    op.add_column("consent", sa.Column("wording", sa.Text(), nullable=True))
    op.add_column("consent", sa.Column("double_opt_in", sa.Boolean(), nullable=True))
    op.create_table(
        "erased_address",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "hash"),
    )
    op.create_table(
        "unfinished_erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("traces", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
