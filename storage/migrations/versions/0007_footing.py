"""When each import's events happened; one index of events less; nobody's traits kept twice"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_NOW = "CAST(strftime('%s', 'now') AS INTEGER) * 1000000"
_MOMENTS = f"""
INSERT INTO event_moment (batch_id, latest, following)
SELECT batch_id, max(CASE WHEN at <= {_NOW} THEN at END), min(CASE WHEN at > {_NOW} THEN at END)
FROM event GROUP BY batch_id
"""
_PEOPLE = """
INSERT INTO profile_anew (id, key, email, mailable, traits, created_batch)
SELECT id, key, email, mailable, nullif(traits,
  (SELECT r.traits FROM profile_row r WHERE r.profile_id = profile.id ORDER BY r.id LIMIT 1)), created_batch
FROM profile ORDER BY id
"""


def upgrade() -> None:
    """Add the moments; index by link only the events that wait; leave out traits that a person's first row says."""
    op.create_table(
        "event_moment",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=True),
        sa.Column("following", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id"),
    )
    op.execute(_MOMENTS)
    op.drop_index("ix_event_link", table_name="event")
    op.create_index(
        "ix_event_waiting", "event", ["profile_id", "link_id"], unique=False, sqlite_where=sa.text("profile_id IS NULL")
    )
    op.create_table(
        "profile_anew",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("mailable", sa.Boolean(), nullable=False),
        sa.Column("traits", sa.JSON(), nullable=True),
        sa.Column("created_batch", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.execute(_PEOPLE)
    op.drop_table("profile")
    op.rename_table("profile_anew", "profile")
