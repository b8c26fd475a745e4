"""A project file from anybody: what the program did not make is refused before anything of it runs."""

import sqlite3
from pathlib import Path

import pytest

from app.domain.problems import ProjectProblem
from app.project import Project
from storage.file import migrate, models, shape
from storage.file.project_file import ProjectFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Project.create(tmp_path / "shop.quill").close()
    return tmp_path / "shop.quill"


PLANTED = {
    "a trigger": "CREATE TRIGGER evil AFTER UPDATE ON setting BEGIN DELETE FROM suppression; END",
    "a view": "CREATE VIEW evil AS SELECT * FROM suppression",
    "a view in a table's place": "ALTER TABLE suppression RENAME TO s; "
    "CREATE VIEW suppression AS SELECT * FROM s WHERE 0",
    "a table": "CREATE TABLE evil (x)",
    "a virtual table": "CREATE VIRTUAL TABLE evil USING fts5(x)",
    "a missing table": "DROP TABLE suppression",
    "a column": "ALTER TABLE suppression ADD COLUMN evil TEXT",
    "a generated column": "ALTER TABLE consent ADD COLUMN evil TEXT AS (upper(status))",
    "a default": "DROP TABLE tag; CREATE TABLE tag (profile_id INTEGER NOT NULL, tag TEXT NOT NULL DEFAULT 'x', "
    "batch_id INTEGER NOT NULL, link_id INTEGER, PRIMARY KEY (profile_id, tag, batch_id))",
    "a condition": "DROP TABLE event_name; CREATE TABLE event_name (name TEXT NOT NULL CHECK (name <> 'unsubscribed'), "
    "label TEXT NOT NULL, PRIMARY KEY (name))",
    "a set that is unique": "CREATE UNIQUE INDEX evil ON event (link_id)",
    "a set that is unique no more": "DROP TABLE suppression; CREATE TABLE suppression (id INTEGER NOT NULL, "
    "channel TEXT NOT NULL, address TEXT NOT NULL, reason TEXT NOT NULL, at BIGINT, batch_id INTEGER, source TEXT, "
    "PRIMARY KEY (id))",
    "a foreign key": "DROP TABLE tag; CREATE TABLE tag (profile_id INTEGER NOT NULL REFERENCES segment(id) ON DELETE "
    "CASCADE, tag TEXT NOT NULL, batch_id INTEGER NOT NULL, link_id INTEGER, PRIMARY KEY (profile_id, tag, batch_id))",
    "an index that computes": "CREATE INDEX evil ON audit (length(printf('%.*c', 999999999, 'x')))",
    "an index of some rows": "CREATE INDEX evil ON audit (id) WHERE length(action) > 3",
    "an index of other rows than ours": "DROP INDEX ix_event_waiting; CREATE INDEX ix_event_waiting ON event "
    "(profile_id, link_id) WHERE profile_id IS NULL AND length(name) > 3",
    "another order of texts": "DROP TABLE event_name; CREATE TABLE event_name (name TEXT NOT NULL COLLATE NOCASE, "
    "label TEXT NOT NULL, PRIMARY KEY (name))",
    "another answer to conflicts": "DROP TABLE event_name; CREATE TABLE event_name (name TEXT NOT NULL, "
    "label TEXT NOT NULL, PRIMARY KEY (name) ON CONFLICT REPLACE)",
    "a version that never was": "PRAGMA user_version = 0",
}


@pytest.mark.parametrize("kind", PLANTED)
def test_what_was_planted_is_refused_in_a_sentence_and_the_file_left_alone(path: Path, kind: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(PLANTED[kind])
    connection.close()
    before = path.read_bytes()
    with pytest.raises(ProjectProblem, match="not as Quillwork makes a project") as caught:
        Project.open(path)
    assert caught.value.remedy
    assert path.read_bytes() == before


def test_a_project_in_another_encoding_is_refused_by_its_name(path: Path, tmp_path: Path) -> None:
    whole, other = sqlite3.connect(path), sqlite3.connect(tmp_path / "other.quill")
    other.execute("PRAGMA encoding = 'UTF-16le'")
    other.executescript("\n".join(whole.iterdump()))
    other.execute(f"PRAGMA application_id = {models.APPLICATION_ID}")
    other.execute(f"PRAGMA user_version = {migrate.SCHEMA}")
    for connection in (whole, other):
        connection.close()
    with pytest.raises(ProjectProblem, match="its texts are written in UTF-16le"):
        Project.open(tmp_path / "other.quill")


def test_a_trigger_in_an_older_project_does_not_run_while_it_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "old.quill"
    migrate.create_schema(path, 1)
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TRIGGER evil AFTER UPDATE ON alembic_version BEGIN DELETE FROM setting; END")
    connection.close()
    with pytest.raises(ProjectProblem, match="a trigger of its own, “evil”"):
        Project.open(path)
    assert list(tmp_path.iterdir()) == [path]


def test_an_index_fewer_or_more_keeps_nobody_out(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("DROP INDEX ix_event_waiting; CREATE INDEX mine ON event (sku); ANALYZE")
    connection.close()
    Project.open(path).close()


def test_the_shapes_are_those_that_the_migrations_make(tmp_path: Path) -> None:
    assert sorted(shape.expected()) == list(range(1, migrate.SCHEMA + 1))
    for version, wanted in shape.expected().items():
        path = tmp_path / f"{version}.quill"
        migrate.create_schema(path, version)
        connection = sqlite3.connect(path)
        assert shape.of(connection) == wanted, "storage/shapes.json: run `python -m storage.file.shape`"
        assert shape.oddities(connection, version) == []
        connection.close()


def test_no_function_of_ours_can_be_called_by_a_file(path: Path) -> None:
    file = ProjectFile(path)
    try:
        with file.read() as connection:
            assert connection.exec_driver_sql("PRAGMA trusted_schema").scalar() == 0
        with file.write() as connection:
            assert connection.exec_driver_sql("PRAGMA trusted_schema").scalar() == 0
    finally:
        file.close()
