"""What each kind of file says as rows of the project's tables, each with where it comes from."""

from app import ingest
from app.project import Project
from storage.file.models import consent, event, link, profile_row
from tests.app.ingest.conftest import Rows, Write


def test_every_row_says_of_which_import_and_line_it_is(project: Project, write: Write, rows: Rows) -> None:
    files = {
        "profiles": "Email,First name,Email consent\na@x.de,Ann,yes\nb@x.de,Bo,\n",
        "events": "Email,Event,Time\nb@x.de,opened,2011-11-03\na@x.de,clicked,2011-11-04\n",
        "consents": "email,channel,status,date\na@x.de,email,no,2011-12-01\n",
    }
    for kind, text in files.items():
        ingest.run_import(project, write(f"{kind}.csv", text), kind)
    assert [(row["batch_id"], row["row"]) for row in rows(project, profile_row)] == [(1, 2), (1, 3)]
    assert sorted((row["batch_id"], row["row"], row["name"]) for row in rows(project, event)) == [
        (2, 2, "opened_email"), (2, 3, "clicked_email"),
    ]  # fmt: skip
    assert {(row["batch_id"], row["status"]) for row in rows(project, consent)} == {(1, "granted"), (3, "denied")}
    whose = {row["id"]: row["profile_id"] for row in rows(project, link)}
    assert all(whose[row["link_id"]] == row["profile_id"] for row in rows(project, event))


def test_an_event_of_a_cookie_that_nobody_has_waits(project: Project, write: Write, rows: Rows) -> None:
    text = "anonymous_id,Email,Event,Time\nC1,,viewed page,2011-11-03\n"
    report = ingest.run_import(project, write("a.csv", text), "events")
    assert report.anonymous == 1
    assert [row["profile_id"] for row in rows(project, event)] == [None]
    ingest.run_import(project, write("b.csv", "anonymous_id,Email,Event,Time\nC1,a@x.de,opened,2011-11-04\n"), "events")
    assert len({row["profile_id"] for row in rows(project, event)}) == 1
