from PySide6.QtWidgets import QLabel, QWidget

from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, clear, hbox, scrolling, vbox


def _boxes(count: int) -> list[QLabel]:
    found = []
    for _ in range(count):
        box = QLabel()
        box.setFixedSize(90, 20)
        found.append(box)
    return found


def test_items_go_on_in_a_new_row_where_the_width_ends(shown) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, gap=10, row_gap=5)
    boxes = _boxes(5)
    for box in boxes:
        flow.addWidget(box)
    assert flow.heightForWidth(490) == 20
    assert flow.heightForWidth(300) == 45
    assert flow.heightForWidth(100) == 5 * 20 + 4 * 5
    holder.resize(300, 100)
    shown(holder)
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (100, 0), (200, 0), (0, 25), (100, 25)]


def test_a_hidden_item_takes_no_room(shown) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, gap=10)
    boxes = _boxes(3)
    for box in boxes:
        flow.addWidget(box)
    holder.resize(500, 40)
    shown(holder)
    boxes[1].hide()
    flow.activate()
    assert boxes[2].x() == 100


def test_clearing_takes_away_inner_layouts_too(shown) -> None:
    holder = QWidget()
    column = vbox(Label("one"), hbox(Label("two"), 1), parent=holder)
    shown(holder)
    clear(column)
    assert column.count() == 0
    assert all(not label.isVisible() for label in holder.findChildren(Label))


def test_what_scrolls_is_no_higher_than_it_needs_when_nothing_wraps_any_more(qtbot, shown) -> None:
    content = QWidget()
    column = vbox(1, parent=content)
    area = scrolling(content)
    area.resize(200, 100)
    column.insertWidget(0, Label("many words " * 60, wrap=True))
    shown(area)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    clear(column)
    column.addWidget(Label("few"))
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)
