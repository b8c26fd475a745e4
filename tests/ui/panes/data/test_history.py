"""The imports: listed, newest first, and taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import people
from tests.ui.panes.data.looked_at import bring_in, texts
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_the_history_lists_imports_and_undoes_them(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    bring_in(data, window, tried, files["contacts.csv"])
    bring_in(data, window, tried, files["orders.csv"])
    data.show_history()
    assert settle(window)
    assert data.header.quiet.text() == "2 imports in this project"
    assert [data.history.model.row(at)["file"] for at in range(2)] == ["orders.csv", "contacts.csv"]
    data.history.table.selectRow(1)
    assert settle(window)
    assert {"contacts.csv", "New people", "4"} <= texts(data.history.detail)
    qtbot.mouseClick(data.history.detail.undo, Qt.MouseButton.LeftButton)
    assert settle(window)
    assert [row["undone"] for row in (data.history.model.row(0), data.history.model.row(1))] == [False, True]
    assert people.count(data.project) == 1, "the orders' own customer stays"
