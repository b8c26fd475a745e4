"""The columns as a list: some at a time, in their places while only what is said of them changes."""

from dataclasses import replace

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from tests.ui.panes.data.heads import heads
from ui.panes.data.column_model import ColumnDelegate, ColumnModel, sign
from ui.panes.data.columns import STATES


def test_a_state_and_a_text_leave_some_of_them(qapp) -> None:
    model = ColumnModel()
    assert model.waiting
    model.show_states(heads(12, {3: "new", 7: "new", 8: "empty"}))
    assert (model.total, model.rowCount(), model.waiting) == (12, 12, False)
    model.show_only("new", "")
    assert [model.at(row).header for row in range(model.rowCount())] == ["Field 3", "Field 7"]
    assert (model.row_of("Field 7"), model.row_of("Field 1")) == (1, -1)
    model.show_only("new", "7 own")
    assert model.data(model.index(0)) == "Field 7"
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Field 7. own field. 50 % filled"
    model.show_only("new", "field 5")
    assert model.nothing() == "None of these is called so.\nAmong all columns 1 is."
    model.show_only("", "nothing like it")
    assert (model.rowCount(), model.nothing()) == (0, "No column is called so.")
    model.wait()
    assert (model.total, model.waiting) == (0, True)


def test_what_is_said_changes_in_its_place_and_another_file_begins_anew(qapp, qtbot) -> None:
    model = ColumnModel()
    states = heads(3, {1: "new"})
    model.show_states(states)
    model.show_only("new", "")
    changed = [replace(states[1], state="skipped", line="skipped")]
    with qtbot.waitSignal(model.dataChanged):
        model.show_states([states[0], *changed, states[2]])
    assert model.at(0).line == "skipped", "it stays until something else is asked for"
    model.show_states(heads(5))
    assert model.rowCount() == 5


def test_every_state_has_a_sign_of_its_own_shape(qapp) -> None:
    drawn = set()
    for state, *_ in STATES:
        image = QImage(20, 20, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        sign(painter, QRectF(2, 2, 16, 16), state)
        painter.end()
        drawn.add(tuple(image.pixelColor(x, y) != Qt.GlobalColor.white for x in range(20) for y in range(20)))
    assert len(drawn) == 4, "what is empty and what is skipped look alike"


def test_a_line_is_drawn_at_any_width(qapp) -> None:
    model = ColumnModel()
    model.show_states(heads(1, {0: "doubtful"}))
    image = QImage(300, 60, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    before = image.copy()
    painter, option = QPainter(image), QStyleOptionViewItem()
    delegate = ColumnDelegate()
    for wide in (300, 60):
        option.rect = QRect(0, 0, wide, 48)
        delegate.paint(painter, option, model.index(0))
    painter.end()
    assert image != before
    assert delegate.sizeHint(option, model.index(0)).height() >= 40
