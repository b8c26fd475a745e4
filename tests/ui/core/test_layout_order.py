"""What a layout holds is told in its order, and nothing of it outlives what it held."""

import ast
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QLayoutItem, QVBoxLayout, QWidget
from shiboken6 import Shiboken

from ui.core.layout_order import in_order
from ui.widgets.layouts import FlowLayout, hbox


def _labels(*texts: str) -> list[QLabel]:
    return [QLabel(text) for text in texts]


def test_widgets_and_layouts_come_as_they_are_laid_out(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    first, second, inside, beside = _labels("first", "second", "inside", "beside")
    beside.setParent(holder)
    column = QVBoxLayout(holder)
    inner = hbox(inside, 1)
    column.addWidget(second)
    column.addStretch(1)
    column.addLayout(inner)
    column.insertWidget(0, first)
    assert in_order(column) == [first, second, inner]
    assert in_order(inner) == [inside]


def test_a_flowing_layout_is_told_too(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    labels = _labels("a", "b", "c")
    for label in labels:
        flow.addWidget(label)
    assert in_order(flow) == labels


def test_nothing_is_kept_of_an_item_whose_widget_has_gone(qtbot) -> None:
    """Its address is given to the next object: the style after a change of theme came as a `QWidgetItem`."""
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    for label in _labels("a", "b"):
        column.addWidget(label)
    before = _items_kept()
    for held in in_order(column):
        held.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert column.count() == 0
    assert _items_kept() == before


def _items_kept() -> int:
    return sum(isinstance(kept, QLayoutItem) for kept in Shiboken.getAllValidWrappers())


def test_nobody_asks_a_layout_for_its_items(checkout: Path) -> None:
    asking = [
        f"{path.relative_to(checkout)}:{node.lineno}"
        for folder in ("ui", "tests")
        for path in sorted((checkout / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "itemAt"
    ]
    assert not asking, "use ui.core.layout_order.in_order"
