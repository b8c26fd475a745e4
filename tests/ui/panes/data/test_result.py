"""What each file brought, with Undo beside it, its rejected rows, and where one goes from here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.panes.data.result import Outcome, ResultPage
from ui.panes.data.review import Figure
from ui.widgets.buttons import Button


def test_each_file_says_what_it_brought_and_can_be_taken_back(qtbot: QtBot, shown) -> None:
    page, wanted = ResultPage(), []
    page.resize(1000, 500)
    shown(page)
    page.undo_wanted.connect(lambda batch: wanted.append(("undo", batch)))
    page.rejected_wanted.connect(lambda batch: wanted.append(("rejected", batch)))
    page.unread_wanted.connect(lambda batch: wanted.append(("unread", batch)))
    note = Figure("Two files have the same orders", None, "warn", "Lines 3, 4")
    page.show_outcomes(
        [
            Outcome("contacts.csv", "Contacts · 12 new people", "done", 7, 1, (note,), 2),
            Outcome("letters.csv", "Skipped", "skipped"),
        ]
    )
    page.show_people(1_204)
    QApplication.processEvents()
    assert page.hero.text() == "1,204"
    assert list(page.undo_buttons) == [7]
    said = {one.text() for one in page.findChildren(QLabel) if one.isVisible()}
    assert {"contacts.csv", "Two files have the same orders", "Lines 3, 4", "letters.csv"} <= said
    buttons = {one.text(): one for one in page.findChildren(Button) if one.isVisible()}
    for text in ("1 rejected row", "2 unread cells", "Undo"):
        qtbot.mouseClick(buttons[text], Qt.MouseButton.LeftButton)
    assert wanted == [("rejected", 7), ("unread", 7), ("undo", 7)]
    assert buttons["Undo"].accessibleName() == "Undo the import of contacts.csv"
    page.mark_undone(7)
    page.mark_undone(99)
    assert (buttons["Undo"].text(), buttons["Undo"].isEnabled()) == ("Taken back", False)
