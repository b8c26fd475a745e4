"""Six hundred people, and what of them the table and a story show."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.panes.people.pane import People

DAY = 86_400_000_000
NOW = 15_317 * DAY + DAY // 2  # noon of 2011-12-09; the project's day is the 10th
MANY = 600
TOWNS = ("Leeds", "York", "Bath")
FIRST = ("Zoë", "Ana", "Max")


def person(at: int) -> dict[str, Any]:
    traits = {"first_name": FIRST[at % 3], "last_name": f"Person{at:03}", "city": TOWNS[at % 3]}
    if at % 3 == 0:
        traits["loyalty_tier"] = "Gold"
    email = f"person{at:03}@example.com"
    return {"id": at, "key": email, "email": email, "mailable": True, "traits": traits, "created_batch": 1}


def events(at: int) -> list[dict[str, Any]]:
    base = {"link_id": at, "profile_id": at, "batch_id": 1, "row": at, "digest": at}
    order = base | {"order_id": f"o{at}", "at": NOW - at * DAY}
    return [
        order | {"name": "placed_order", "amount": at * 10_000},
        order | {"name": "ordered_product", "amount": at * 10_000, "sku": "T1", "price": 10_000, "quantity": 10_000},
        base | {"name": "viewed_product", "at": NOW - at * DAY - 60_000_000, "sku": "T1"},
        base | {"name": "opened_email", "at": NOW - (at + 40) * DAY, "campaign": "C1"},
    ]


def column(pane: People, key: str) -> int:
    return [one.key for one in pane.model.columns].index(key)


def text(pane: People, row: int, key: str) -> str:
    return str(pane.model.index(row, column(pane, key)).data())


def press_header(qtbot: QtBot, pane: People, key: str) -> None:
    head = pane.page.table.horizontalHeader()
    at = head.sectionViewportPosition(column(pane, key)) + 20
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=head.viewport().rect().topLeft() + QPoint(at, 10))


def open_person(people: People, qtbot: QtBot, settled: Callable[[], None], row: int = 2) -> None:
    people.page.table.setFocus()
    people.page.table.setCurrentIndex(people.model.index(row, 0))
    qtbot.keyClick(people.page.table, Qt.Key.Key_Return)
    settled()


def lines(people: People) -> list[str]:
    model = people.story_page.model
    return [model.line(row).text for row in range(model.rowCount())]


def texts(card: Any) -> set[str]:
    return {label.text() for label in card.findChildren(QLabel)}
