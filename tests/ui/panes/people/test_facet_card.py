"""The values beside the table: pressed by mouse and keys, the keyboard stays when they are counted again, chips go."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.people import Bucket, Facet
from ui.panes.people.columns import Known
from ui.panes.people.facet_card import ChipBar, FacetCard
from ui.widgets.buttons import Button, ChipButton

YORK = Bucket("York", 1_204, {"trait": "city", "op": "is", "value": "York"})
BATH = Bucket("Bath", 1, {"trait": "city", "op": "is", "value": "Bath"})


@pytest.fixture
def card(shown) -> FacetCard:
    made = FacetCard()
    made.offer([Known("city", "text", "City"), Known("tier", "text", "Loyalty tier")], "city")
    return shown(made)


def test_a_value_is_pressed_and_keeps_the_keyboard_while_they_are_counted_again(qtbot: QtBot, card: FacetCard) -> None:
    toggled: list[Bucket] = []
    card.toggled.connect(toggled.append)
    card.show_facet(Facet("city", (YORK, BATH), 3, 1_208), lambda trait, bucket: bucket is BATH)
    assert [row.accessibleName() for row in card.rows] == ["York, 1,204 people", "Bath, 1 person"]
    assert [row.isChecked() for row in card.rows] == [False, True]
    assert card.note.text() == "3 people more have another value."
    QApplication.processEvents()
    card.activateWindow()
    card.rows[1].setFocus()
    assert card.rows[1].hasFocus()
    qtbot.keyClick(card.rows[1], Qt.Key.Key_Space)
    assert toggled == [BATH]
    bright = card.rows[0].grab().toImage()
    card.set_dim()
    assert card.rows[0].grab().toImage() != bright
    card.show_facet(Facet("city", (BATH, YORK), 0, 1_205), lambda trait, bucket: False)
    QApplication.processEvents()
    assert [row.hasFocus() for row in card.rows] == [True, False]
    card.show_facet(Facet("city", (), 0, 0), lambda trait, bucket: False)
    assert card.note.text() == "Nobody here has a value."


def test_values_of_another_trait_take_the_old_ones_away_and_it_can_be_closed(qtbot: QtBot, card: FacetCard) -> None:
    card.show_facet(Facet("city", (YORK,), 0, 1_204), lambda trait, bucket: False)
    card.offer([Known("tier", "text", "Loyalty tier")], "tier")
    assert (card.trait, card.label(), card.rows) == ("tier", "Loyalty tier", [])
    closed: list[int] = []
    card.closed.connect(lambda: closed.append(1))
    (cross,) = [one for one in card.findChildren(Button) if one.accessibleName() == "Close the filters"]
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert closed == [1]


def test_chips_say_what_is_filtered_by_and_go_when_pressed(qtbot: QtBot, shown) -> None:
    bar, heard = ChipBar(), []
    bar.dropped.connect(heard.append)
    bar.cleared.connect(lambda: heard.append("all"))
    shown(bar)
    bar.show_filters([("", "3 people in the brush"), ("city", "City: York")])
    assert [one.accessibleName() for one in bar.findChildren(ChipButton)] == [
        "Take the filter away: 3 people in the brush",
        "Take the filter away: City: York",
    ]
    qtbot.mouseClick(bar.findChildren(ChipButton)[1], Qt.MouseButton.LeftButton)
    (every,) = [one for one in bar.findChildren(Button) if one.text() == "Clear all"]
    qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    assert heard == ["city", "all"]
    bar.show_filters([])
    assert not bar.isVisible()
    assert not [one for one in bar.findChildren(QLabel) if one.isVisible()]
