"""The help as it is read: by F1, by its links, by its contents and by its search."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.help.window import HelpWindow
from ui.panes import panes
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def _help(window: MainWindow) -> HelpWindow:
    found = [some for some in window.findChildren(HelpWindow) if some.isVisible()]
    assert len(found) == 1
    return found[0]


def _press(window: MainWindow, key: Qt.Key) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, key)
    QApplication.processEvents()


@pytest.fixture
def reading(window: MainWindow) -> HelpWindow:
    window.open_help("rules")
    settle(window)
    return _help(window)


def test_f1_explains_the_pane_that_is_shown(open_shop: MainWindow) -> None:
    for entry in panes()[:3]:
        open_shop.go_to(entry.key)
        _press(open_shop, Qt.Key.Key_F1)
        shown = _help(open_shop)
        assert shown.page() == entry.key
        assert shown.windowTitle() == f"{entry.title} – Help"
        assert shown.text.toPlainText().startswith(entry.title)
        assert not shown.isModal()
        shown.close()


def test_a_link_leads_on_and_back_leads_back(reading: HelpWindow) -> None:
    assert not reading.back.isEnabled()
    reading.text.anchorClicked.emit(QUrl("segments.md"))
    assert reading.page() == "segments"
    assert reading.contents.currentItem().text() == "Segments"
    QTest.keyClick(reading, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert reading.page() == "rules"
    assert not reading.back.isEnabled()


def test_the_contents_can_be_gone_through_by_arrow_keys(reading: HelpWindow) -> None:
    reading.contents.setFocus()
    QTest.keyClick(reading.contents, Qt.Key.Key_Down)
    assert reading.page() == "discover"
    QTest.keyClick(reading.contents, Qt.Key.Key_Down)
    assert reading.page() == "groups"


def test_the_search_offers_places_and_escape_brings_the_page_back(reading: HelpWindow, qtbot) -> None:
    reading.search.setFocus()
    qtbot.keyClicks(reading.search, "suppression list")
    qtbot.keyClick(reading.search, Qt.Key.Key_Return)
    assert reading.text.toPlainText().splitlines()[0].endswith("places")
    assert "Privacy · Who is never mailed" in reading.text.toPlainText()
    assert reading.page() == ""
    qtbot.keyClick(reading.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: reading.text.toPlainText().startswith("Segment rules"))


def test_nothing_found_says_what_to_do(reading: HelpWindow) -> None:
    reading.search.setText("zebra")
    reading.search._tell()
    assert "Try fewer letters" in reading.text.toPlainText()
    reading.go_back()
    assert reading.page() == "rules"


def test_escape_closes_it_and_it_opens_again_where_it_is_asked(reading: HelpWindow, window: MainWindow) -> None:
    QTest.keyClick(reading, Qt.Key.Key_Escape)
    assert not reading.isVisible()
    window.open_help("privacy")
    assert _help(window).page() == "privacy"
