"""What is asked of everyone: nothing while no template is open, and nothing is said of a template that was edited."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.templates.pane import Templates


def test_nothing_is_asked_where_no_template_is_open(pane: Templates, wait: Callable[..., None]) -> None:
    pane.everyone.check()
    pane.everyone.count()
    wait()
    assert pane.pages.currentIndex() == 0
    assert not pane.everyone.checked


def test_what_was_found_holds_until_the_next_key(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    qtbot.mouseClick(meeting.check_button, Qt.MouseButton.LeftButton)
    wait(lambda: meeting.everyone.checked)
    assert meeting.editor.findings.over.text() == "over 12 recipients"
    qtbot.keyClicks(meeting.editor.subject.line, "x")
    assert not meeting.everyone.checked
