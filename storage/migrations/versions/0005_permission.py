"""Noes for good that name no address, and answers that state no time of their own"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_SILENT = """
INSERT OR IGNORE INTO refusal (channel, identifiers, reason, at, batch_id, source)
SELECT 'email', l.identifiers,
  CASE e.name WHEN 'bounced_email' THEN 'hard_bounce' ELSE e.name END, e.at, e.batch_id, NULL
FROM event e JOIN link l ON l.id = e.link_id
WHERE (e.name IN ('unsubscribed', 'marked_as_spam') OR (e.name = 'bounced_email' AND e.kind = 'hard'))
  AND instr(l.identifiers, '["email"') = 0
ORDER BY e.at, e.id
"""


def upgrade() -> None:
    """Add the refusals, with those that events told; take the import's moment from answers that had no other."""
    op.create_table(
        "refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("identifiers", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "identifiers", name="uq_refusal_identifiers"),
    )
    op.add_column("suppression", sa.Column("derived", sa.Boolean(), nullable=False, server_default=sa.text("0")))
    op.create_index("ix_consent_address", "consent", ["address"], unique=False)
    op.execute(_SILENT)
    op.execute("UPDATE consent SET at = NULL WHERE at = (SELECT as_of FROM batch WHERE batch.id = consent.batch_id)")
