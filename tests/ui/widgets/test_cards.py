"""Surfaces: what a card holds stays at its top, its stripe is the colour that was asked for, an empty place fits."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.ink import has_ink
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Label


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


def test_an_empty_state_fits_a_narrow_place(shown) -> None:
    state = EmptyState("users", "Nobody yet", "Import contacts and they will be here, with everything they did. " * 2)
    state.resize(260, 400)
    shown(state)
    assert state.text.height() >= state.text.heightForWidth(state.text.width())
    assert state.text.geometry().right() <= 260


def test_a_stripe_runs_down_the_edge(shown) -> None:
    card = Card("Variant B", stripe="series-2")
    card.resize(200, 80)
    shown(card)
    assert has_ink(card, "series-2")


def test_the_next_step_of_an_empty_place_is_pressed_in_it(qtbot, shown) -> None:
    button, pressed = Button("Import contacts", kind="main"), []
    button.clicked.connect(lambda: pressed.append(1))
    state = EmptyState("users", "Nobody yet", "Import contacts and they will be here.", button)
    state.resize(400, 400)
    shown(state)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    assert state.title.geometry().bottom() < state.text.geometry().top() < button.geometry().top()
