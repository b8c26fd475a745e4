"""Rows of recipients as events: each as often as it happened, known again whatever its own time."""

from app import ingest
from app.ingest.vocabulary.map_file import Mapping
from app.project import Project
from storage.file import models
from tests.app.ingest.conftest import Rows, Write

HEAD = "Email,Campaign,Sent at,Opens,Last opened,Favourite colour\n"


def test_a_later_time_of_the_last_opening_makes_no_second_one(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", HEAD + "a@x.de,S,2011-11-01,1,2011-11-02,red\n"), "results")
    ingest.run_import(project, write("b.csv", HEAD + "a@x.de,S,2011-11-01,2,2011-11-05,red\n"), "results")
    opened = [row["at"] // 86_400_000_000 for row in rows(project, models.event) if row["name"] == "opened_email"]
    assert opened == [15_280, 15_283], "2 and 5 November"


def test_another_sending_of_the_same_campaign_counts_again(project: Project, write: Write) -> None:
    for day in ("01", "08"):
        text = HEAD + f"a@x.de,Newsletter,2011-11-{day},1,,red\n"
        report = ingest.run_import(project, write(f"{day}.csv", text), "results")
        assert report.events == {"sent_email": 1, "received_email": 1, "opened_email": 1}


def test_what_else_a_row_says_stands_once_with_the_sending(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", HEAD + "a@x.de,S,2011-11-01,3,,red\n"), "results")
    more = {row["name"]: row["more"] for row in rows(project, models.event)}
    assert more["sent_email"] == {"favourite_colour": "red"}
    assert more["opened_email"] is None


def test_a_stated_campaign_and_variant_are_those_of_every_event(project: Project, write: Write, rows: Rows) -> None:
    about = {"campaign": "Spring", "variant": "B", "sent_at": "2011-11-01"}
    file = write("a.csv", "Email,Opened,Clicked\na@x.de,yes,no\n")
    ingest.run_import(project, file, "results", Mapping("results", about=about))
    found = {(row["name"], row["campaign"], row["variant"]) for row in rows(project, models.event)}
    assert found == {(name, "Spring", "B") for name in ("sent_email", "received_email", "opened_email")}
