"""Times among an event's own properties are times, however they came."""

import datetime as dt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app import people
from app.people import timeline
from app.people.event_values import own
from app.project import Project
from ui.panes.people import phrases as say
from ui.program import main

BERLIN = ZoneInfo("Europe/Berlin")
AT = dt.datetime(2026, 11, 8, 9, 30, tzinfo=dt.UTC)
SECONDS = int(AT.timestamp())


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("starts", "datetime", SECONDS * 1_000_000),
        ("delivered_at", "number", SECONDS),
        ("delivered_at", "text", str(SECONDS)),
        ("event_timestamp", "number", SECONDS * 1_000_000),
        ("expires_on", "number", SECONDS * 1000),
        ("whatever", "text", "2026-11-08T09:30:00Z"),
        ("whatever", "", "2026-11-08 10:30:00+01:00"),
        ("whatever", "text", "2026-11-08T10:30"),
        ("whatever", "text", "2026-11-08 09:30:00 UTC"),
    ],
)
def test_a_time_is_the_local_time(name: str, kind: str, value: Any) -> None:
    found = own("did", {name: value}, {("did", name): kind}, BERLIN)[name]
    assert found == AT
    assert found.utcoffset() == dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("name", "kind", "value", "right"),
    [
        ("starts", "date", 20_765, dt.date(2026, 11, 8)),
        ("ticket", "number", SECONDS, SECONDS),  # a number of so many digits is an id
        ("ticket", "text", str(SECONDS), str(SECONDS)),
        ("waiting_time", "number", 42, 42),
        ("fee", "amount", 125_000, 12.5),
        ("vip_at", "boolean", True, True),
        ("starts_at", "text", "2026-13-45T99:00", "2026-13-45T99:00"),
        ("starts_at", "datetime", 10**19, None),
        ("tags", "list", ["a", "b"], ["a", "b"]),
    ],
)
def test_what_is_no_time_stays_what_it_is(name: str, kind: str, value: Any, right: Any) -> None:
    found = own("did", {name: value}, {("did", name): kind}, BERLIN)[name]
    assert found == right if right is not None else isinstance(found, dt.datetime)


def test_imported_times_are_read_as_times_by_window_and_command_line(tmp_path: Path) -> None:
    path, rows = tmp_path / "p.quill", tmp_path / "events.csv"
    rows.write_text(
        "Email,Event,Time,Slot starts,Delivered at,Plan\n"
        f"a@x.example,Booked a visit,2026-11-01 08:00,2026-11-08 10:30,{SECONDS},Gold & more\n"
    )
    assert main(["new", str(path), "--timezone", "Europe/Berlin", "--clock", "2026-11-20"]) == 0
    assert main(["import", str(path), str(rows), "--as", "events"]) == 0
    with Project.open(path) as project:
        (event,) = people.story(project, "a@x.example").events
        assert event["slot_starts"] == event["delivered_at"] == "2026-11-08T10:30:00+01:00"
        (told,) = timeline.page(project, 1).happenings
        line = say.line(told, told.day, first=True)
    assert line.text == "Booked a visit"
    assert line.note == "slot starts 8 Nov 2026 10:30, delivered at 8 Nov 2026 10:30, plan Gold & more"
