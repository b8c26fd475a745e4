"""A list of what waits: what comes back is in its place, keys answer and others move, and an empty one says so."""

from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from ui.widgets.waiting_list import ITEM, WaitingDelegate, WaitingList, WaitingModel

KEYS = {Qt.Key.Key_Y: "yes", Qt.Key.Key_Enter: "yes", Qt.Key.Key_N: "no"}


class _Model(WaitingModel[str]):
    def said(self, item: str) -> str:
        return f"It is {item}"


class _Delegate(WaitingDelegate):
    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[str] = []

    def draw(self, painter: QPainter, room: QRect, item: Any) -> None:
        self.drawn.append(item)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, item)


def test_what_is_answered_goes_and_comes_back_to_its_place() -> None:
    model = _Model()
    model.show_found(["a", "b", "c"])
    model.take(1)
    assert model.found == ["a", "c"]
    model.put(1, "b")
    model.put(99, "z")
    assert model.found == ["a", "b", "c", "z"]
    assert (model.index(1, 0).data(), model.index(1, 0).data(ITEM)) == ("It is b", "b")
    assert model.index(1, 0).data(Qt.ItemDataRole.DecorationRole) is None


def test_keys_answer_and_others_move(qtbot: QtBot) -> None:
    model, delegate = _Model(), _Delegate()
    model.show_found(["a", "b"])
    view = WaitingList(model, delegate, KEYS, "What waits")
    qtbot.addWidget(view)
    said: list[str] = []
    turned: list[int] = []
    view.answered.connect(said.append)
    view.turned.connect(turned.append)
    view.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Y)
    qtbot.keyClick(view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert (said, turned) == (["yes", "yes"], [0, 1])
    view.show()
    qtbot.waitUntil(lambda: {"a", "b"} <= set(delegate.drawn))


def test_an_empty_one_says_why(qtbot: QtBot) -> None:
    view = WaitingList(_Model(), _Delegate(), KEYS, "What waits")
    qtbot.addWidget(view)
    view.resize(300, 200)
    blank = view.grab().toImage()
    view.empty_text = "Nothing waits"
    view.viewport().update()
    assert view.grab().toImage() != blank
    assert view.accessibleName() == "What waits"
