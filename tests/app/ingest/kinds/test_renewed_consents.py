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


def test_a_row_that_says_no_beside_its_yes_asks_for_nothing(project: Project, write: Write) -> None:
    rows = "a@x.de,yes,nein\nb@x.de,no,ja\nc@x.de,yes,ja\nd@x.de,no,nein\n"
    ingest.run_import(project, write("one.csv", f"Email,Marketing Consent,Newsletter\n{rows}"), "profiles")
    # Next month the same people say the same, and one of them yes to both.
    rows = rows.replace("b@x.de,no", "b@x.de,yes")
    text = f"Email,Marketing Consent,Newsletter\n{rows}e@x.de,yes,ja\n"
    report = ingest.dry_run(project, write("two.csv", text), "profiles")
    assert report.kept_noes == 1
    assert [note.lines for note in report.warnings if "they stay out" in note.text] == [(3,)]


def loosened(
    project: Project, text: str, write: Write, kind: str = "consents"
) -> list[tuple[str, int, tuple[int, ...]]]:
    report = ingest.dry_run(project, write("yes.csv", text), kind)
    return [(note.level, note.count, note.lines) for note in report.warnings if "may be written to again" in note.text]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("a@x.de,email,yes,2012-01-01\nb@x.de,email,yes,2012-01-01\n", (2,)),
        ("a@x.de,email,yes,2011-01-01\n", ()),
        ("a@x.de,email,yes,2012-01-01\na@x.de,email,no,2012-02-01\n", ()),
        ("a@x.de,email,yes,2012-01-01\na@x.de,email,no,2012-01-01\n", ()),
        ("b@x.de,sms,yes,2012-01-01\n", (2,)),
    ],
)
def test_a_later_yes_is_never_let_in_without_a_word(
    project: Project, write: Write, rows: str, lines: tuple[int, ...]
) -> None:
    ingest.run_import(project, write("no.csv", f"{NO}b@x.de,sms,no,2011-03-01\n"), "consents")
    yes = "email,channel,status,date\n" + rows
    assert loosened(project, yes, write) == ([("red", 1, lines)] if lines else [])
    ingest.run_import(project, write("yes.csv", yes), "consents")
    assert loosened(project, yes.replace("date", "date,note"), write) == [], "it is known"


def test_who_is_suppressed_is_not_told_to_be_written_to_again(project: Project, write: Write) -> None:
    ingest.run_import(project, write("no.csv", NO), "consents")
    ingest.run_import(project, write("out.csv", "email,reason\na@x.de,complaint\n"), "suppressions")
    yes = "Email,Email consent,Consent date\na@x.de,yes,2011-06-01\n"
    assert loosened(project, yes, write, "profiles") == []
