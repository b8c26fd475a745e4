"""Do-not-mail lists: addresses that must not be mailed, of whoever has them."""

from app import ingest
from app.project import Project
from storage.file.models import profile, suppression
from tests.app.ingest.conftest import Rows, Write


def test_addresses_are_barred_and_become_nobody(project: Project, write: Write, rows: Rows) -> None:
    path = write("a.csv", "email,reason\nA@x.de,spam complaint\nb@x.de,\nnobody,asked\n")
    report = ingest.run_import(project, path, "suppressions")
    assert {row["address"]: row["reason"] for row in rows(project, suppression)} == {
        "a@x.de": "marked_as_spam", "b@x.de": "listed",
    }  # fmt: skip
    assert report.suppressed == 2
    assert rows(project, profile) == []
    assert ingest.run_import(project, path, "suppressions").suppressed == 0, "one that stands there changes nothing"


def test_whoever_stands_in_a_row_that_cannot_be_read_can_still_be_mailed_and_that_is_told(
    project: Project, write: Write
) -> None:
    report = ingest.dry_run(project, write("a.csv", "email,reason\nnobody,asked\nb@x.de,\n"), "suppressions")
    assert any(note.level == "red" and note.lines == (2,) for note in report.warnings)
