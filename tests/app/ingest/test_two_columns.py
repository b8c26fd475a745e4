"""Times whose day, clock and zone stand in columns of their own."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app import ingest
from app.project import Project
from storage.file.models import event

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
    ("headers", "cells"),
    [
        ("Date,Time,Time Zone", "2025-11-03,08:20:00,Eastern Time (US & Canada)"),
        ("Date created,Time", '"Nov 3, 2025",2:20 PM'),
        ("Datum,Uhrzeit,Zeitzone", "03.11.2025,14:20:00,CET"),
        ("Bestelldatum,Bestellzeit", "03.11.2025,14:20 Uhr"),
        ("Fecha del pedido,Hora del pedido", "03/11/2025,14:20"),
        ("Date de commande,Heure", "03/11/2025,14h20"),
        ("Data,Ora", "03/11/2025,14.20"),
        ("Orderdatum,Tijdstip", "03-11-2025,14:20"),
        ("Order Date,Order Time,Timezone", "2025-11-03,05:20:00,PST"),
        ("Transaction date,Transaction time", "2025-11-03 00:00:00,142000"),
        ("Date,Time", "2025-11-03,0.597222222222222"),
        ("Date,Time", "2025-11-03,15:20+02:00"),
        ("注文日,注文時刻", "2025年11月3日,14時20分"),
    ],
)
def test_day_and_clock_are_one_moment(berlin: Project, write: Write, rows: Rows, headers: str, cells: str) -> None:
    path = write("orders.csv", f"Order ID,Email,Total,{headers}\n1,a@c.example,10,{cells}\n2,a@c.example,10,{cells}\n")
    ingest.run_import(berlin, path, "orders")
    assert times(berlin, rows) == [BERLIN] * 2


def test_events_have_their_clock_too(berlin: Project, write: Write, rows: Rows) -> None:
    path = write("events.csv", "Email,Event,Date,Time\na@c.example,Viewed Product,2025-11-03,14:20\n")
    ingest.run_import(berlin, path, "events")
    assert times(berlin, rows, "viewed_product") == [BERLIN]


def test_a_blank_clock_leaves_the_day_alone_and_an_unreadable_one_is_told(
    berlin: Project, write: Write, rows: Rows
) -> None:
    text = (
        "Order ID,Email,Total,Date,Time,Time Zone\n1,a@c.example,10,2025-11-03,14:20,\n"
        "2,a@c.example,10,2025-11-04,,Europe/London\n3,a@c.example,10,2025-11-05,noonish,Narnia\n"
        "4,a@c.example,10,2025-11-06,10:30,CET\n"
    )
    path = write("orders.csv", text)
    report = ingest.run_import(berlin, path, "orders")
    assert times(berlin, rows) == [
        BERLIN, "2025-11-04 00:00:00", "2025-11-04 23:00:00", "2025-11-06 09:30:00",
    ]  # fmt: skip
    told = [
        (note.text.split("(")[1].split(")")[0], note.lines) for note in report.warnings if "cannot be read" in note.text
    ]
    assert told == [("no time of day that can be read", (4,)), ("no time zone that can be read", (4,))]


def test_lines_take_the_clock_of_their_order(berlin: Project, write: Write, rows: Rows) -> None:
    lines = "".join(f"{n},a@c.example,MUG,10,2025-11-03,14:20\n{n},,CUP,10,,\n" for n in (1, 2))
    path = write("orders.csv", f"Order ID,Email,SKU,Price,Date,Time\n{lines}")
    ingest.run_import(berlin, path, "orders")
    assert times(berlin, rows, "ordered_product") == [BERLIN] * 4
