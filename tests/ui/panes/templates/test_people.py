"""Whose email is looked at: the odd cases first, or somebody by name."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.panes.templates.written import picker
from ui.panes.templates.pane import Templates


def test_the_worst_cases_are_a_press_away(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    qtbot.mouseClick(meeting.look.stepper.worst, Qt.MouseButton.LeftButton)
    wait(lambda: QApplication.activePopupWidget() is not None)
    qtbot.keyClicks(picker().search, "Wolfe")
    qtbot.keyClick(picker().search, Qt.Key.Key_Return)
    wait(lambda: meeting.recipients.current == 2)
    assert "Wolfeschlegelsteinhausenbergerdorff" in meeting.look.text.toPlainText()


def test_a_recipient_is_found_by_name(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    qtbot.mouseClick(meeting.look.stepper.person, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(picker().search, "r07")
    wait(lambda: picker().list.count() == 1)
    qtbot.keyClick(picker().search, Qt.Key.Key_Return)
    wait(lambda: "7 of 12" in meeting.look.stepper.person.text())
    assert meeting.look.subject.text() == "For Ana07"
