"""Next month's file: read as last month's was, with a word on what differs."""

import pytest

from app import ingest
from app.ingest import Mapping
from app.ingest.vocabulary.map_file import Column
from app.project import Project
from storage.file.models import profile_row
from tests.app.ingest.conftest import Rows, Write

FIRST = "Mail,Shoe,Born,Kürzel,Fax,Notes\na@x.example,38,03/04/1980,S,,x\nb@x.example,40,05/06/1980,T,,y\n"
STATED = Mapping(
    "profiles",
    {
        "Mail": Column("email"), "Shoe": Column("shoe_size", "number", label="Shoe size"),
        "Born": Column("birth_date", format="%m/%d/%Y"), "Kürzel": Column("last_name"), "Fax": Column(skip=True),
        "Notes": Column(skip=True),
    },
)  # fmt: skip
NEXT = "Notes,Kürzel,Mail,Born,Shoe,Fax,City\nz,U,c@x.example,07/08/1981,41,123,Rom\n"


@pytest.fixture
def imported(project: Project, write: Write) -> Project:
    """A project into which the first file came with a mapping of somebody's own."""
    ingest.run_import(project, write("march.csv", FIRST), "profiles", STATED)
    return project


def test_the_next_file_is_read_as_the_one_before(imported: Project, write: Write, rows: Rows) -> None:
    report = ingest.run_import(imported, write("april.csv", NEXT))
    columns = report.mapping.columns
    assert {header: column.to for header, column in columns.items() if not column.skip} == {
        "Mail": "email", "Shoe": "shoe_size", "Born": "birth_date", "Kürzel": "last_name", "City": "city", "Fax": "fax",
    }  # fmt: skip
    assert columns["Notes"].skip, "left out on purpose"
    assert columns["Born"].format == "%m/%d/%Y", "what nothing in the new file tells"
    assert columns["Shoe"].label == "Shoe size"
    assert [row["traits"] for row in rows(imported, profile_row)][-1]["shoe_size"] == 41


def test_what_is_new_or_missing_is_told(imported: Project, write: Write) -> None:
    text = "Mail,Shoe,Born,Kürzel,Notes,City\nc@x.example,41,07/08/1981,U,z,Rom\n"
    tried = ingest.dry_run(imported, write("april.csv", text))
    (told,) = [note.text for note in tried.warnings if "march.csv" in note.text]
    assert told.startswith("Other columns than in march.csv of ")
    assert told.endswith("New: “City”. Missing: “Fax”.")
    assert not [note for note in ingest.dry_run(imported, write("b.csv", FIRST)).warnings if "march.csv" in note.text]


def test_a_column_that_was_empty_then_comes_in_now(imported: Project, write: Write) -> None:
    assert not ingest.dry_run(imported, write("april.csv", NEXT)).mapping.columns["Fax"].skip


def test_days_written_otherwise_are_read_as_they_are_written(imported: Project, write: Write) -> None:
    other = NEXT.replace("07/08/1981", "1981-08-07")
    tried = ingest.dry_run(imported, write("april.csv", other))
    assert tried.preview is not None
    assert (tried.preview[0]["birth_date"], tried.unread) == ("1981-08-07", 0)


def test_who_left_is_never_left_out_because_a_column_was(project: Project, write: Write) -> None:
    text = "Email,City,Unsubscribed\na@x.example,Rom,{}\n"
    stated = Mapping("profiles", {"Unsubscribed": Column(skip=True)})
    ingest.run_import(project, write("a.csv", text.format("no")), "profiles", stated)
    report = ingest.run_import(project, write("b.csv", text.format("yes")), "profiles")
    assert report.suppressed == 1


def test_a_no_is_heard_in_a_column_that_held_none_before(project: Project, write: Write) -> None:
    text = "Email,City,Email marketing\na@x.example,Rom,{}\nb@x.example,Rom,{}\n"
    stated = Mapping("profiles", {"Email marketing": Column("note", "text")})
    ingest.run_import(project, write("a.csv", text.format("x", "y")), "profiles", stated)
    mapping = ingest.run_import(project, write("b.csv", text.format("subscribed", "unsubscribed")), "profiles").mapping
    assert (mapping.columns["Email marketing"].to or "").startswith("consent:email")


def test_another_export_is_not_read_so(imported: Project, write: Write) -> None:
    tried = ingest.dry_run(
        imported, write("other.csv", "Mail,Kürzel,Street,Town,Zip\nc@x.example,U,A,Rom,1\n"), "profiles"
    )
    assert tried.mapping.columns["Kürzel"].to != "last_name"
    ingest.undo(imported, 1)
    tried = ingest.dry_run(imported, write("april.csv", NEXT))
    assert tried.mapping.columns["Kürzel"].to != "last_name", "what was taken back is not remembered"


def test_the_event_of_a_file_is_its_own(project: Project, write: Write) -> None:
    text = "email,date,campaign\na@x.example,2011-05-01,Spring\n"
    ingest.run_import(project, write("opens.csv", text), "events")
    assert ingest.run_import(project, write("clicks.csv", text.replace("05-01", "05-02")), "events").events == {
        "clicked_email": 1
    }
    own = Mapping("events", event={"name": "came_to_shop"})
    ingest.run_import(project, write("x1.csv", "email,date,branch\na@x.example,2011-05-01,Rom\n"), "events", own)
    again = ingest.run_import(project, write("x2.csv", "email,date,branch\nb@x.example,2011-05-01,Rom\n"), "events")
    assert again.events == {"came_to_shop": 1}


def test_seconds_that_are_thousandths_next_month_are_read_as_those(project: Project, write: Write) -> None:
    head = "order_id,created,email,total\n"
    ingest.run_import(project, write("may.csv", f"{head}1,1262304000,a@x.example,10\n"), "orders")
    report = ingest.run_import(project, write("june.csv", f"{head}2,1264982400000,a@x.example,10\n"), "orders")
    assert (report.rejected, report.mapping.columns["created"].format) == (0, "unix_ms")


def test_amounts_with_a_comma_that_have_a_point_next_month_are_read_as_those(project: Project, write: Write) -> None:
    head = "Bestellnr;Datum;E-Mail;Summe\n"
    ingest.run_import(project, write("may.csv", f"{head}1;2010-04-03;a@x.example;1.234,56\n"), "orders")
    for name, said in (("june.csv", "1234.56"), ("july.csv", "1.234,56")):
        report = ingest.run_import(project, write(name, f"{head}{name};2010-05-03;a@x.example;{said}\n"), "orders")
        assert report.rejected == 0
