"""Files of contacts: whoever they are about, and what they are like."""

from app import ingest
from app.project import Project
from storage.file.models import profile, trait
from tests.app.ingest.conftest import Rows, Write


def test_rows_become_people_with_traits_that_keep_their_names(project: Project, write: Write, rows: Rows) -> None:
    path = write("a.csv", "Email,First name,Shoe size\na@x.de,Ann,41\nA@X.de,,42\nb@x.de,Bo,\n")
    report = ingest.run_import(project, path, "profiles")
    assert (report.profiles_created, report.accepted, report.rejected) == (2, 3, 0)
    assert {row["email"].lower(): row["traits"].get("shoe_size") for row in rows(project, profile)} == {
        "a@x.de": 42,
        "b@x.de": None,
    }
    assert {row["name"]: row["type"] for row in rows(project, trait)}["shoe_size"] == "number"


def test_a_column_of_different_ids_names_people_where_nothing_else_does(project: Project, write: Write) -> None:
    path = write("a.csv", "Member ref,City\nM-1,x\nM-2,y\nM-3,x\n")
    assert ingest.run_import(project, path, "profiles").profiles_created == 3
