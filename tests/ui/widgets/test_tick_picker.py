"""A list in which several things are ticked, found by typing and by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.picker import Choice
from ui.widgets.tick_picker import TickPicker


def labels(picker: TickPicker) -> list[tuple[str, bool]]:
    items = [picker.list.item(row) for row in range(picker.list.count())]
    return [(item.text(), item.checkState() == Qt.CheckState.Checked) for item in items]


def test_it_stays_open_and_tells_of_each_tick(qtbot: QtBot, shown) -> None:
    parent = QWidget()
    shown(parent)
    choices = [Choice("name", "Person"), Choice("city", "City"), Choice("tier", "Tier"), Choice("spent", "Spent")]
    picker = TickPicker(choices, ["name", "tier"], "Columns", parent, fixed=["name"])
    heard: list[tuple[str, bool]] = []
    picker.toggled.connect(lambda key, on: heard.append((key, on)))
    picker.open_under(parent)
    # What is ticked stands first.
    assert labels(picker) == [("Person", True), ("Tier", True), ("City", False), ("Spent", False)]
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert heard == [], "the fixed one stays"
    qtbot.keyClick(picker.search, Qt.Key.Key_Down)
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    qtbot.keyClicks(picker.search, "spe")
    assert labels(picker) == [("Spent", False)]
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert heard == [("tier", False), ("spent", True)]
    assert picker.isVisible()
    picker.search.clear()
    assert labels(picker) == [("Person", True), ("Spent", True), ("City", False), ("Tier", False)]
    qtbot.keyClick(picker.search, Qt.Key.Key_Escape)
    assert not picker.isVisible()
