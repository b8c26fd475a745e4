"""Files of events: what somebody did, once, whichever files say it."""

from collections import Counter

from app import ingest
from app.project import Project
from storage.file.models import event, event_property
from tests.app.ingest.conftest import Rows, Write

HEAD = "Email,Event,Time,Mood\n"


def test_what_the_project_has_already_comes_once(project: Project, write: Write, rows: Rows) -> None:
    first = write("a.csv", f"{HEAD}a@x.de,Wheel spun,2011-11-03 10:00,good\na@x.de,Wheel spun,2011-11-03 10:00,good\n")
    ingest.run_import(project, first, "events")
    more = write("b.csv", f"{HEAD}a@x.de,Wheel spun,2011-11-03 10:00,good\nb@x.de,opened,2011-11-04,\n")
    report = ingest.run_import(project, more, "events")
    assert (report.duplicates, report.events) == (1, {"opened_email": 1})
    assert Counter(row["name"] for row in rows(project, event)) == {"wheel_spun": 2, "opened_email": 1}
    assert ("wheel_spun", "mood") in {(row["event"], row["name"]) for row in rows(project, event_property)}


def test_a_file_of_one_event_is_about_what_its_name_says(project: Project, write: Write, rows: Rows) -> None:
    report = ingest.run_import(
        project, write("clicks.csv", "Email,Timestamp,URL\na@x.de,2011-11-03 10:00,x\n"), "events"
    )
    assert report.events == {"clicked_email": 1}
