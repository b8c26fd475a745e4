"""The front of the imports: planned, tried, run, listed, mended and taken back."""

from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import NotFound
from app.project import Project
from tests.app.ingest.conftest import Dump, Write, dump, project, write

__all__ = ["dump", "project", "write"]
TEXT = "Email,First name,Birth date\na@x.de,Ann,1990-05-03\nnobody,Bo,\nc@x.de,Cy,soon\n"


def test_a_dry_run_tells_what_the_import_brings_and_the_undo_takes_it_back(
    project: Project, write: Write, dump: Dump
) -> None:
    before = dump(project)
    path = write("a.csv", TEXT)
    plan = ingest.plan(project, path)
    assert plan.kind == "profiles"
    told = ingest.dry_run(project, path)
    assert dump(project) == before
    report = ingest.run_import(project, path)
    assert (told.accepted, told.rejected, told.profiles_created) == (
        report.accepted,
        report.rejected,
        report.profiles_created,
    )
    assert report.batch is not None
    ingest.undo(project, report.batch)
    assert dump(project) == before


def test_rows_that_were_put_aside_and_cells_that_were_not_read_can_be_mended(
    project: Project, write: Write, tmp_path: Path
) -> None:
    report = ingest.run_import(project, write("a.csv", TEXT))
    assert report.batch is not None
    (cell,) = ingest.unread_cells(project, report.batch)
    assert (cell.column, cell.value, cell.line) == ("Birth date", "soon", 4)
    assert ingest.export_unread(project, report.batch, tmp_path / "unread.csv") == 1
    assert "soon" in (tmp_path / "unread.csv").read_text("utf-8")
    assert [one.line for one in ingest.malformed_addresses(project)] in ([], [3])
    with pytest.raises(NotFound):
        ingest.unread_cells(project, 99)
