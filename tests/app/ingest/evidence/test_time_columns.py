"""When events happened, where the headers are names of a tool's own; the project is in London."""

import json

import pytest

from app import ingest
from app.project import Project
from storage.file import models
from tests.app.ingest.conftest import Rows, Write

AT = 1_715_160_000_000_000


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("serverTimestamp", "1715160000"), ("collector_tstamp", "2024-05-08 10:20:00.000"),
        ("statusChange", "20240508T102000"),
        ("Check-in time", "2024-05-08 10:20"), ("Submitted when", "2024-05-08 10:20"),
    ],
)  # fmt: skip
def test_times_below_headers_of_a_tools_own(project: Project, write: Write, rows: Rows, head: str, cell: str) -> None:
    text = f"Email,Event,Birthday,{head},Session start\na@x.de,opened,1980-01-01,{cell},2024-05-08 08:00:00\n"
    ingest.run_import(project, write("e.csv", text), "events")
    assert [row["at"] for row in rows(project, models.event)] == [AT]


def test_each_kind_of_record_has_its_time_and_its_recipient_elsewhere(
    project: Project, write: Write, rows: Rows
) -> None:
    records = [
        {"RecordType": "Delivery", "Recipient": "a@x.de", "DeliveredAt": "2024-05-08T09:20:00Z"},
        {"RecordType": "Bounce", "Type": "HardBounce", "Email": "b@x.de", "BouncedAt": "2024-05-08T09:20:00Z"},
        {"RecordType": "Bounce", "Type": "SoftBounce", "Email": "c@x.de", "BouncedAt": "2024-05-08T09:20:00Z"},
        {"RecordType": "Open", "Recipient": "d@x.de", "ReceivedAt": "2024-05-08T09:20:00Z"},
    ]
    report = ingest.run_import(project, write("p.jsonl", "\n".join(map(json.dumps, records))), "events")
    assert report.events == {"received_email": 1, "bounced_email": 2, "opened_email": 1}
    assert {row["at"] for row in rows(project, models.event)} == {AT}
    assert [row["address"] for row in rows(project, models.suppression)] == ["b@x.de"]


def test_times_make_no_list_of_people_one_of_events(project: Project, write: Write) -> None:
    text = "Email,Website,Seen somewhere\na@x.de,https://a.example,2024-05-08 09:20:00\nb@x.de,https://b.example,2024-05-08\n"
    assert ingest.dry_run(project, write("people.csv", text)).kind == "profiles"
