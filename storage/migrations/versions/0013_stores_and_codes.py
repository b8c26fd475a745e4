"""Stores, and codes for offers"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the tables; nobody could import either before."""
    _stores()
    _codes()
    _given_codes()


def _stores() -> None:
    texts = ("name", "street", "city", "region", "postal_code", "country", "phone", "email", "url", "opening_hours")
    op.create_table(
        "store",
        sa.Column("store_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in texts),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("store_id"),
    )
    op.create_table(
        "store_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("store_id", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_store_row_batch", "store_row", ["batch_id"], unique=False)
    op.create_index("ix_store_row_store", "store_row", ["store_id"], unique=False)


def _codes() -> None:
    op.create_table(
        "offer_code",
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("percent", sa.Float(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("valid_from", "valid_until", "used_at")),
        sa.Column("used", sa.Boolean(), nullable=True),
        sa.Column("holder_kind", sa.Text(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("more", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("offer", "code"),
    )
    op.create_table(
        "offer_code_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.BigInteger(), nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_offer_code_row_batch", "offer_code_row", ["batch_id"], unique=False)
    op.create_index("ix_offer_code_row_code", "offer_code_row", ["offer", "code"], unique=False)


def _given_codes() -> None:
    op.create_table(
        "given_code",
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("offer", "code"),
    )
