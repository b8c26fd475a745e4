"""Who the emails come from: a line where all is said, its fields while something is missing or they are asked for."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.panes.campaigns.sender import Sender

WHOLE = {"from_name": "The Shop", "from_address": "hello@shop.example", "postal_address": "1 High Street"}


def test_what_is_missing_is_asked_for_and_kept_as_one_goes_from_field_to_field(qtbot: QtBot, shown) -> None:
    told: list[dict[str, str]] = []
    card = Sender(told.append)
    card.show_sender(WHOLE | {"postal_address": ""})
    shown(card)
    assert card.line.text() == "Every email must say who sends it."
    assert not card.change.isVisible()
    card.activateWindow()
    assert QTest.qWaitForWindowActive(card)
    card.ask()
    post = card.fields["postal_address"]
    assert post.hasFocus()
    qtbot.keyClicks(post, " 1 High Street ")
    qtbot.keyClick(post, Qt.Key.Key_Return)
    assert told[-1] == WHOLE
    assert post.isVisible(), "the fields do not vanish under whoever types"
    assert card.change.text() == "Done"
    qtbot.mouseClick(card.change, Qt.MouseButton.LeftButton)
    assert not post.isVisible()
    assert card.line.text() == "The Shop · hello@shop.example · 1 High Street"


def test_what_is_being_typed_is_not_written_over(qtbot: QtBot, shown) -> None:
    card = Sender(lambda _: None)
    card.show_sender(WHOLE)
    shown(card)
    card.activateWindow()
    qtbot.mouseClick(card.change, Qt.MouseButton.LeftButton)
    assert card.fields["from_name"].hasFocus()
    card.fields["from_name"].setText("Half a na")
    card.show_sender(WHOLE | {"from_address": "new@shop.example"})
    assert card.values() == WHOLE | {"from_name": "Half a na", "from_address": "new@shop.example"}
