"""What the project holds already: files that were imported before, and events that a file could repeat."""

import hashlib

from sqlalchemy import select

from app import ingest
from app.ingest.kinds import already_imported
from app.project import Project
from storage.file.models import batch
from tests.app.ingest.conftest import Write

TEXT = "Email,Event,Time\na@x.de,opened,2011-11-03\n"


def test_a_file_is_known_by_its_bytes_its_kind_and_how_it_was_read(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", TEXT), "events")
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    with project.read() as connection:
        mapping = connection.scalar(select(batch.c.mapping))
        assert already_imported.same_files(connection, sha, "events", mapping) == [1]
        assert already_imported.same_files(connection, sha, "events", mapping, besides=1) == []
        assert already_imported.same_files(connection, sha, "events", {}) == []
        assert already_imported.read_otherwise(connection, sha, "events", 0) == [1]
        assert already_imported.read_otherwise(connection, sha, "profiles", 0) == []
        assert already_imported.is_in(connection, sha)
        assert not already_imported.is_in(connection, "0" * 64)
        assert already_imported.adjustments(connection).tolist() == []


def test_what_was_taken_back_is_not_there_any_more(project: Project, write: Write) -> None:
    report = ingest.run_import(project, write("a.csv", TEXT), "events")
    assert report.batch is not None
    ingest.undo(project, report.batch)
    with project.read() as connection:
        assert not already_imported.is_in(connection, hashlib.sha256(TEXT.encode()).hexdigest())
