"""The tables of what somebody decides about fields: values set by hand, and how a field is called, shown and filled."""

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Text, select

from storage.file.columns import at, number, table, text

hand_value = table(
    # Beside the rows of files, as decisions stand beside links: it hangs on an identifier, so that it waits where its
    # person is gone and counts again when they come back.
    "hand_value", number(), *(text(name, nullable=False) for name in ("kind", "value", "trait")),
    # Null is a value here: the field was emptied.
    Column("said", JSON(none_as_null=False), nullable=False),
    text("by", nullable=False), at(), at("taken_back_at", nullable=True),
)  # fmt: skip
field = table(
    # Of those alone of which something is decided.
    "field", Column("name", Text, primary_key=True), text("label"), Column("hidden", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("priority", JSON(none_as_null=True)),
    # Of a field that is part of another: into which, which of the two leads, and since when.
    Column("merged", JSON(none_as_null=True)),
)  # fmt: skip


def merges(connection: Connection) -> dict[str, dict[str, Any]]:
    """The fields that are part of another, each with what is kept of that: `into`, `leads` and `at`."""
    rows = connection.execute(select(field.c.name, field.c.merged).where(field.c.merged.is_not(None)))
    return {row.name: row.merged for row in rows.all()}
