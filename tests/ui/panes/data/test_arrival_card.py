"""Some people of a file, one at a time: by button and key, with a face, and in the same place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.panes.data.arrival_card import ArrivalCard
from ui.panes.data.arrival_words import Line, Shown

ROWS = [
    Shown("Ann Lee", "user", "Ann Lee", "ann@x.de", (Line("Email consent", "yes", "good"), Line("City", "Bonn")), 3, 2),
    Shown("bob", "user", "bob@x.de", "", (), 0, 5),
]


def _said(card: ArrivalCard) -> set[str]:
    QApplication.processEvents()
    return {one.text() for one in card.findChildren(QLabel) if one.isVisible() and one.text()}


def test_one_after_the_other_is_shown_by_button_and_key(shown, qtbot: QtBot) -> None:
    card, turned = ArrivalCard(), []
    card.resize(300, 360)
    card.turned.connect(turned.append)
    shown(card)
    assert not card.next.isEnabled(), "nobody is known yet"
    card.show_rows("As they will arrive", ROWS)
    assert _said(card) >= {"Ann Lee", "ann@x.de", "Email consent", "yes", "City", "Bonn", "and 3 more fields"}
    assert card.accessibleName() == "Ann Lee, ann@x.de: Email consent yes, City Bonn"
    assert (card.previous.isEnabled(), card.next.isEnabled(), card.line) == (False, True, 2)
    place = card.next.pos()
    qtbot.mouseClick(card.next, Qt.MouseButton.LeftButton)
    assert (card.name.text(), card.quiet.text(), card.line) == ("bob@x.de", "line 5", 5)
    assert "City" not in _said(card)
    assert card.next.pos() == place
    qtbot.keyClick(card.previous, Qt.Key.Key_Left)
    qtbot.keyClick(card.previous, Qt.Key.Key_Left)
    assert (turned, card.name.text()) == ([1, 0], "Ann Lee")
    assert (card.row(5), card.row(9)) == (1, -1)


def test_a_file_of_which_nothing_arrives_has_no_such_card_and_another_begins_anew(shown) -> None:
    card = ArrivalCard()
    shown(card)
    card.show_rows("As they will arrive", ROWS)
    card.turn_to(1)
    card.show_rows("As they will arrive", ROWS)
    assert card.at == 1, "whoever was looked at stays"
    card.wait()
    assert (card.at, card.line, card.name.is_blank) == (0, 0, True)
    card.show_rows("As they will arrive", [])
    assert not card.isVisible()
