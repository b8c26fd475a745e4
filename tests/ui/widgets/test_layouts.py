from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets.bars import Bar, BarRow
from ui.widgets.cards import Card, EmptyState
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


def test_a_card_keeps_its_content_at_the_top_until_something_wants_to_grow(shown) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    card = Card("Consent")
    line = Label("granted")
    card.add(line)
    column.addWidget(card)
    holder.resize(300, 500)
    shown(holder)
    assert line.y() < 80
    grown = QWidget()
    card.add(grown, 1)
    column.activate()
    card.body.activate()
    assert grown.height() > 300


def test_clearing_takes_away_inner_layouts_too(shown) -> None:
    holder = QWidget()
    column = vbox(Label("one"), hbox(Label("two"), 1), parent=holder)
    shown(holder)
    clear(column)
    assert column.count() == 0
    assert all(not label.isVisible() for label in holder.findChildren(Label))


def test_a_bar_shows_one_in_a_million(shown) -> None:
    bar = Bar(0.0)
    bar.resize(200, 6)
    shown(bar)
    empty = bar.grab().toImage()
    bar.set(0.000001)
    assert bar.grab().toImage() != empty


def test_a_bar_row_reads_as_a_sentence(qapp) -> None:
    row = BarRow("Valid address", 0.99, "212", "2 malformed")
    assert row.accessibleName() == "Valid address 212 2 malformed"
    row.set(1.0, "214")
    assert row.accessibleName() == "Valid address 214"


def test_an_empty_state_fits_a_narrow_place(shown) -> None:
    state = EmptyState("users", "Nobody yet", "Import contacts and they will be here, with everything they did. " * 2)
    state.resize(260, 400)
    shown(state)
    assert state.text.height() >= state.text.heightForWidth(state.text.width())
    assert state.text.geometry().right() <= 260


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
