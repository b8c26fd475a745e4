"""The columns of the table of people: what is offered, in which words, and the choice that is kept."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from app.rules.vocabulary import Named
from ui.panes.people import columns

TRAITS = [
    Named("average_order_value", "amount", "Average order value", computed=True),
    Named("orders", "number", "Orders", computed=True),
    Named("revenue", "amount", "Revenue", computed=True),
    Named("engagement_rate", "number", "Engagement rate", computed=True),
    Named("first_name", "text", "First name"),
    Named("country", "text", "Country"),
    Named("email", "text", "Email"),
    Named("born", "date", "Born"),
    Named("agrees", "boolean", "Agrees"),
]


def test_what_is_seen_at_a_glance_comes_first_and_what_files_gave_before_what_was_computed() -> None:
    offered = columns.offered(TRAITS)
    assert [one.name for one in offered] == [
        *("name", "in_segments", "months", "email", "agrees", "born", "country"),
        *("average_order_value", "engagement_rate", "orders", "revenue"),
    ]
    assert [one.label for one in offered if one.name == "revenue"] == ["Spent"]
    assert {"name", "email", "in_segments", "months"}.isdisjoint(one.name for one in columns.filterable(TRAITS))


def test_for_a_field_that_is_part_of_another_that_other_stands_once() -> None:
    known = columns.offered(TRAITS)
    found = columns.columns(["name", "land", "country", "gone"], known, dt.UTC, {"land": "country"})
    assert [one.key for one in found] == ["name", "country"]


def test_cells_are_written_as_people_read_them() -> None:
    chosen = ("country", "orders", "revenue", "engagement_rate", "agrees", "gone")
    made = columns.columns(chosen, columns.offered(TRAITS), dt.UTC)
    assert [one.key for one in made] == list(chosen[:-1])
    values = ("DE", 1_204, 23_104_000, 0.25, True)
    shown = [one.shown(value) for one, value in zip(made, values, strict=True)]
    assert [text.replace("\u00a0", " ") for text in shown] == ["Germany", "1,204", "2,310.40", "25 %", "Yes"]
    assert [one.numeric for one in made] == [False, True, True, True, False]
    glances = columns.columns(("in_segments", "months"), columns.offered(TRAITS), dt.UTC)
    assert [(one.title, one.sortable) for one in glances] == [("In", False), ("Twelve months", False)]
    assert [one.shown(None) for one in made] == [""] * 5


@pytest.mark.parametrize("chosen", [("name",), ("name", "city", "orders")])
def test_the_chosen_columns_come_back_from_a_file_of_settings(tmp_path: Path, chosen: tuple[str, ...]) -> None:
    written = QSettings(str(tmp_path / "written.ini"), QSettings.Format.IniFormat)
    written.setValue("columns", list(chosen))
    written.sync()
    # Another name, for Qt answers for a file that it has open from memory, where a list is still one.
    read = (tmp_path / "written.ini").rename(tmp_path / "read.ini")
    QSettings().setValue("people/columns", QSettings(str(read), QSettings.Format.IniFormat).value("columns"))
    assert columns.remembered() == chosen


def test_until_somebody_chooses_there_are_columns_of_what_the_project_knows() -> None:
    QSettings().remove("people/columns")
    assert columns.remembered() == ()
    assert columns.first(["country"], events=True) == columns.FIRST
    said = ["shoe_size", "email", "first_name", "loyalty_tier", "city", "note", "hat"]
    assert columns.first(said, events=False) == ("name", "city", "loyalty_tier", "shoe_size", "note", "in_segments")
