"""Groups that are found, a brush over half of them, and the popup that asks."""

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow

DAY = 86_400_000_000
NOW = 15_317 * DAY  # 2011-12-10
MANY = 60


def find(pane: Discover, window: MainWindow, *names: str) -> None:
    for name, (check, log) in pane.features_page.features._rows.items():
        check.setChecked(name in names)
        if log is not None:
            log.setChecked(False)
    QTest.mouseClick(pane.find_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: pane.grouping is not None)


def brush_left_half(pane: Discover) -> None:
    scatter = pane.scatter
    half = QPoint(scatter.width() // 2, scatter.height() - 2)
    QTest.mousePress(scatter, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    QTest.mouseMove(scatter, half)
    QTest.mouseRelease(scatter, Qt.MouseButton.LeftButton, pos=half)


def open_popup(kind: type) -> Any:

    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found
