"""What a preview shows: its page, its words, and the colour of a spot."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from ui.preview.view import Preview

RED = "#c81e3c"


def page(preview: Preview) -> Any:
    assert preview._engine is not None
    return preview._engine.view.page()


def text(preview: Preview, qtbot: QtBot) -> str:
    said: list[str] = []
    page(preview).toPlainText(said.append)
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    return said[0]


def becomes(preview: Preview, qtbot: QtBot, x: int, y: int, wanted: Callable[[QColor], bool]) -> None:
    """Wait until a spot of what is drawn is of a colour; a page is drawn a moment after it was loaded."""
    qtbot.waitUntil(lambda: wanted(preview.grab().toImage().pixelColor(x, y)), timeout=30_000)
