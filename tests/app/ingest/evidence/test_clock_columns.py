"""The columns of the clock and of the zone that stand beside one of days."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.ingest.evidence import clock_columns
from app.ingest.importing.file_plan import plan
from app.ingest.vocabulary import map_file as maps
from app.project import Project
from storage.file.models import event
from tests.app.ingest.tables import guesser

Write = Callable[[str, str], Path]


Rows = Callable[[Project, Any], list[dict[str, Any]]]


@pytest.fixture
def berlin(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "berlin.quill", timezone="Europe/Berlin", clock="2026-01-01") as made:
        yield made


def times(project: Project, rows: Rows, name: str = "placed_order") -> list[str]:
    """When each such event was, in UTC."""
    found = sorted(row["at"] for row in rows(project, event) if row["name"] == name)
    return [f"{dt.datetime.fromtimestamp(at / 1e6, dt.UTC):%Y-%m-%d %H:%M:%S}" for at in found]


BERLIN = "2025-11-03 13:20:00"


@pytest.mark.parametrize(
    "headers",
    ["Order Date,Delivery Time", "Date,Pickup time", "Bestelldatum,Lieferzeit", "Date,Heure de livraison", "Date,Hour"],
)
def test_the_clock_of_something_else_stays_apart(berlin: Project, write: Write, rows: Rows, headers: str) -> None:
    path = write("orders.csv", f"Order ID,Email,Total,{headers}\n1,a@c.example,10,2025-11-03,14:20\n")
    ingest.run_import(berlin, path, "orders")
    assert times(berlin, rows) == ["2025-11-02 23:00:00"]


def test_a_time_that_is_whole_takes_no_clock(berlin: Project, write: Write, rows: Rows) -> None:
    path = write("orders.csv", "Order ID,Email,Total,Date,Time\n1,a@c.example,10,2025-11-03 14:20,09:00\n")
    ingest.run_import(berlin, path, "orders")
    assert times(berlin, rows) == [BERLIN]


def test_the_mapping_says_both_columns_and_is_read_back(berlin: Project, write: Write) -> None:
    path = write("orders.csv", "Order ID,Email,Total,Date,Time,Time Zone\n1,a@c.example,10,2025-11-03,14:20,CET\n")
    found = plan(berlin, path, "orders")
    assert [found.mapping.columns[name].to for name in ("Date", "Time", "Time Zone")] == [
        "time", "time:of_day", "time:zone",
    ]  # fmt: skip
    assert maps.parse(found.mapping.document()) == found.mapping
    assert [one.label for one in found.columns[-2:]] == ["Time of day", "Time zone"]
    assert found.preview[0]["at"] == "2025-11-03 14:20:00"
    assert ("time:of_day", "Time of day") in found.targets


def test_clock_and_zone_are_found_beside_a_day_and_only_there() -> None:
    looked = guesser("Date,Time,Time Zone,Delivery time\n2025-11-03,14:20,CET,09:00\n2025-11-04,9:05,CET,10:00\n")
    free = ["Time", "Time Zone", "Delivery time"]
    assert clock_columns.beside(looked, "orders", {"Date": "time"}, free) == {
        "Time": clock_columns.CLOCK, "Time Zone": clock_columns.ZONE,
    }  # fmt: skip
    assert clock_columns.beside(looked, "orders", {}, free) == {}
