"""The rows of a score give back what they were given, and what was changed in them."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from ui.panes.discover.score_rows import Figure, IndexRow, PointsRow, Span

EVENTS = [("clicked_email", "Clicked email"), ("placed_order", "Placed order"), ("searched", "Searched")]


@pytest.mark.parametrize(
    "row",
    [
        {"event": "clicked_email", "points": 5},
        {"event": "clicked_email", "points": -0.25, "per_day": 2, "most": 7.5},
        {"event": ["clicked_email", "searched"], "points": 1},
        {"event": "*", "points": 1},
        {"event": "placed_order", "where": [{"property": "amount", "op": ">", "value": 5}], "points": 3},
    ],
)
def test_a_row_of_points_gives_back_what_it_was_given(qapp: QApplication, row: dict[str, Any]) -> None:
    made = PointsRow(row, EVENTS, lambda: None, lambda _: None)
    assert made.document() == row
    made.event_field.show_choices(EVENTS, ["searched"])
    made.points.setValue(9)
    assert made.document()["event"] == "searched"
    assert made.document()["points"] == 9
    made.deleteLater()


def test_a_row_of_an_index(qapp: QApplication) -> None:
    heard: list[int] = []
    row = {"trait": "orders", "weight": 2, "scale": "min-max", "better": "less"}
    made = IndexRow(row, [("orders", "Orders"), ("revenue", "Revenue")], lambda: heard.append(1), lambda _: None)
    assert made.document() == row
    made.trait.set_key("revenue")
    made.weight.setValue(0.5)
    assert made.document() == row | {"trait": "revenue", "weight": 0.5}
    assert len(heard) == 2
    made.deleteLater()


def test_a_length_or_none_or_a_window_that_is_no_length(qapp: QApplication) -> None:
    span = Span("Window", "All time", lambda: None, months=True)
    span.show_length({"months": 3})
    assert (span.length(), span.other) == ({"months": 3}, None)
    span.show_length(None, {"from": "2026-01-01"})
    assert (span.length(), span.other) == (None, {"from": "2026-01-01"})
    assert span.number.text() == "As it is"
    span.number.setValue(5)
    assert span.other is None
    span.number.setValue(0)
    assert span.number.text() == "All time"
    span.deleteLater()


def test_decimals_only_where_there_are_some(qapp: QApplication) -> None:
    field = Figure("Points", 20, -100, 100)
    assert field.text() == "20"
    field.setValue(2.5)
    assert field.text() == "2.5"
    field.deleteLater()
