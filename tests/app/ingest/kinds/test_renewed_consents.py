"""People who said no and of whom a file now says yes without a time: they stay out, and that is told."""

import pytest

from app import ingest
from app.project import Project
from tests.app.ingest.conftest import Write

NO = "email,channel,status,date\na@x.de,email,no,2011-03-01\nb@x.de,email,yes,2011-03-01\n"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Email,Email consent\na@x.de,yes\nb@x.de,yes\nc@x.de,yes\n", 1), ("Email,Email consent\na@x.de,no\n", 0),
        ("Email,Email consent,Consent date\na@x.de,yes,2011-06-01\n", 0), ("Email,Email consent\nB@x.de,yes\n", 0),
    ],
)  # fmt: skip
def test_an_undated_yes_undoes_no_no(project: Project, write: Write, text: str, kept: int) -> None:
    ingest.run_import(project, write("no.csv", NO), "consents")
    report = ingest.dry_run(project, write("yes.csv", text), "profiles")
    assert report.kept_noes == kept
    told = [note for note in report.warnings if "they stay out" in note.text]
    assert [(note.level, note.lines) for note in told] == ([("red", (2,))] if kept else [])
