"""Every line can be read after the theme was changed, and the size of the text: looked at in the picture itself."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QAbstractListModel, QPoint, QRect, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ui.core import theme
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow

pytestmark = pytest.mark.early

LEAST = 3.0
"""Below the 4.5 that the colours have (see test_theme): the strokes of small text are thinner than a pixel."""
CSV = "Email,First name,City\nann@example.com,Ann,Leeds\nbob@example,Bob,York\n"


@pytest.fixture(autouse=True)
def _back_to_plain() -> Iterator[None]:
    yield
    theme.active().choose("light")
    theme.active().choose_text_size(100)


def _light(colours: np.ndarray) -> np.ndarray:
    share = colours / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def contrast(pixels: np.ndarray) -> float:
    """The most that any pixel of a picture stands out from its commonest colour."""
    flat = pixels.reshape(-1, 3).astype(np.uint32)
    packed = (flat[:, 0] << 16) | (flat[:, 1] << 8) | flat[:, 2]
    colours, counts = np.unique(packed, return_counts=True)
    parts = np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=1)
    light = _light(parts)
    ground = light[counts.argmax()]
    high, low = np.maximum(light, ground), np.minimum(light, ground)
    return float(((high + 0.05) / (low + 0.05)).max())


def unreadable(window: QWidget) -> list[str]:
    """What in a window has words that do not stand out from their ground."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    whole = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    whole = whole[:, : image.width() * 3].reshape(image.height(), image.width(), 3)
    found = []
    for text, rect in _texts(window):
        part = whole[max(0, rect.top()) : rect.bottom() + 1, max(0, rect.left()) : rect.right() + 1]
        if part.size and (value := contrast(part)) < LEAST:
            found.append(f"{text!r:.50} {value:.1f}")
    return found


def _texts(window: QWidget) -> Iterator[tuple[str, QRect]]:
    for widget in window.findChildren(QWidget):
        seen = widget.visibleRegion().boundingRect()
        if not widget.isVisible() or seen.isEmpty():
            continue
        corner = widget.mapTo(window, QPoint(0, 0))
        if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) and widget.text().strip() and seen.height() > 8:
            if not isinstance(widget, QAbstractButton) or widget.isEnabled():
                yield widget.text(), seen.translated(corner)
        elif isinstance(widget, QPlainTextEdit):
            yield from _lines(widget, window)
        elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from _cells(widget, window)


def _lines(editor: QPlainTextEdit, window: QWidget) -> Iterator[tuple[str, QRect]]:
    block = editor.firstVisibleBlock()
    place = editor.viewport().mapTo(window, QPoint(0, 0))
    while block.isValid() and block.isVisible():
        rect = editor.blockBoundingGeometry(block).translated(editor.contentOffset()).toRect()
        if rect.bottom() > editor.viewport().height():
            return
        if block.text().strip():
            wide = editor.fontMetrics().horizontalAdvance(block.text().rstrip())
            yield block.text(), QRect(rect.topLeft() + place, QSize(min(wide + 4, rect.width()), rect.height()))
        block = block.next()


def _cells(view: QAbstractItemView, window: QWidget) -> Iterator[tuple[str, QRect]]:
    model, place = view.model(), view.viewport().mapTo(window, QPoint(0, 0))
    for row in range(min(model.rowCount(), 30)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            whole = view.visualRect(index)
            rect = whole.intersected(view.viewport().rect())
            # Of a row that is mostly scrolled away the words are.
            seen = rect.height() > 8 and rect.height() >= 0.6 * whole.height() and rect.width() > 20
            if seen and str(index.data() or "").strip():
                yield str(index.data()), rect.translated(place)


def _places(window: MainWindow, folder: Path) -> Iterator[str]:
    path = folder / "contacts.csv"
    path.write_text(CSV, "utf-8")
    for pane, what in (
        ("home", {}),
        ("data", {}),
        ("data", {"files": [str(path)]}),
        ("people", {}),
        ("people", {"key": "r01@example.com"}),
        ("segments", {}),
        ("segments", {"name": "Gold"}),
        ("discover", {}),
        ("templates", {}),
        ("templates", {"name": "Bare"}),
        ("campaigns", {}),
        ("campaigns", {"segment": "Gold", "template": "Meeting"}),
    ):
        window.go_to(pane, **what)
        assert settle(window)
        yield f"{pane} {what}"


@pytest.mark.parametrize("size", [100, pytest.param(150, marks=pytest.mark.long)])
def test_every_line_can_be_read_after_the_theme_was_changed(
    window: MainWindow, readers: Path, tmp_path: Path, size: int
) -> None:
    """Each pane is made in one theme and looked at in the other, and back."""
    mark_all_shown()
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    wrong = []
    window.choose_text_size(size)
    for place in _places(window, tmp_path):
        for _ in range(2):
            window.toggle_theme()
            assert settle(window, seconds=20)
            wrong += [f"{place}, {window.theme.name}: {one}" for one in unreadable(window)]
    assert not wrong, "\n".join(wrong)


def test_the_measure_sees_what_cannot_be_read(window: MainWindow) -> None:
    label = QLabel("Pale", window)
    label.setStyleSheet("color: #eeeeee; background: #ffffff")
    label.setGeometry(400, 200, 100, 30)
    label.show()
    assert any("Pale" in one for one in unreadable(window))
