"""The rows that Home shows, and a press on one."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.shell.window import MainWindow
from ui.widgets.buttons import RowButton


def rows_of(window: MainWindow) -> dict[str, RowButton]:
    QApplication.processEvents()
    return {row.text(): row for row in window.host.current().findChildren(RowButton) if row.isVisible()}


def click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
