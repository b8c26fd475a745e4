"""The question about an erasure, and what it says when it is done or could not be."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.privacy import Copy, Erasure
from ui.panes.people.erase_dialog import EraseDialog, told_of


def test_it_lists_what_is_left_to_do_and_says_what_waits(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    dialog = EraseDialog("Ann", ground)
    dialog.go.click()
    assert not dialog.go.isEnabled()
    copies = [Copy("exported", "/a/list.csv", ""), Copy("imported", "people.csv", "")]
    dialog.show_done(Erasure({"event": 3}, 1, 1, [], copies, ["Spring"], "another program is reading the project"))
    assert "3 rows went from the project, and 1 backup was written anew." in dialog.what.text()
    assert "another program is reading" in dialog.what.text()
    assert dialog.files.toPlainText() == "Went out: /a/list.csv\nCame in: people.csv"
    assert "“Spring”" in dialog.stays.text()


def test_where_nothing_is_left_it_says_so() -> None:
    assert told_of(Erasure({}, 0, 0)) == "No other file is known that may hold their data."
