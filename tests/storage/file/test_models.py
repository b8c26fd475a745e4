"""The tables as the code knows them are those that the migrations make."""

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine, inspect

from app.project import Project
from storage.file import models


def test_the_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    Project.create(path).close()
    engine = create_engine(f"sqlite:///{path}")
    found = inspect(engine)
    for table in models.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}, table.name
        indexes = {(index["name"], tuple(index["column_names"])) for index in found.get_indexes(table.name)}
        said = {(index.name, tuple(column.name for column in index.columns)) for index in table.indexes}
        assert {one for one in indexes if str(one[0]).startswith("ix_")} == said, table.name
    engine.dispose()


def test_times_and_amounts_are_integers(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    Project.create(path).close()
    with sqlite3.connect(path) as connection:
        kinds = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(event)")}
    connection.close()
    assert {kinds[name] for name in ("at", "amount", "price", "quantity")} == {"BIGINT"}
