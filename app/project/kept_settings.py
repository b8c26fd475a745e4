"""Settings as rows of their table, for whoever keeps one within a transaction of its own."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.file.models import setting


def put_settings(connection: Connection, values: dict[str, Any]) -> None:
    """Keep settings that go with something else; neither zone nor clock, which nobody checks here."""
    rows = [{"name": name, "value": value} for name, value in values.items()]
    put = upsert(setting)
    put = put.on_conflict_do_update(index_elements=["name"], set_={"value": put.excluded.value})
    connection.execute(put, rows)
