"""Icons from one outlined set (Phosphor, as qtawesome ships it), drawn when first shown, in the theme's colours.

qtawesome itself is not imported: its Qt shim loads a dozen modules that the window does not use (0.3 s), one of
them under another licence. Only its font and the table of names are read.
"""

import json
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ui.core import theme

SIZE = 17
"""Pixels of an icon in a row of text."""

OF_TYPE: Final = {
    "text": "text-t",
    "number": "hash",
    "amount": "currency-circle-dollar",
    "date": "calendar-blank",
    "datetime": "clock",
    "boolean": "toggle-left",
    "list": "list-bullets",
    "identifier": "fingerprint",
}
"""The icon of what a column or a trait holds, by its type."""


@cache
def _fonts() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("qtawesome is not installed")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@cache
def _glyphs() -> dict[str, str]:
    # The version of the set is a part of the files' names.
    (table,) = _fonts().glob("phosphor-charmap-*.json")
    return {name: chr(int(code, 16)) for name, code in json.loads(table.read_text("utf-8")).items()}


@cache
def _family() -> str:
    (font,) = (path for path in _fonts().glob("phosphor-*.ttf"))
    number = QFontDatabase.addApplicationFontFromData(QByteArray(font.read_bytes()))
    return QFontDatabase.applicationFontFamilies(number)[0]


def paint(painter: QPainter, rect: QRect | QRectF, name: str, colour: QColor) -> None:
    """Draw an icon to fill a square; raises KeyError for a name that the set does not have."""
    font = QFont(_family())
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, _glyphs()[name])
    painter.restore()


class _Engine(QIconEngine):
    """Paints one glyph in the colour that a token has at that moment, so a change of theme needs no new icons."""

    def __init__(self, name: str, token: str, on: str) -> None:
        super().__init__()
        self._glyph = name
        self._token = token
        self._on = on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = self._on if state == QIcon.State.On or mode == QIcon.Mode.Selected else self._token
        colour = theme.active().color(token)
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.45)
        paint(painter, rect, self._glyph, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _Engine(self._glyph, self._token, self._on)


def icon(name: str, token: str = "text", on: str = "") -> QIcon:
    """An icon of the set by its name (`house`, `database`, …) in a token's colour; `on` when checked or selected."""
    if name not in _glyphs():
        raise KeyError(f"there is no icon named {name!r}")
    return QIcon(_Engine(name, token, on or token))


def mark(size: int, scale: float = 1.0) -> QPixmap:
    """Our own mark, a quill's stroke, in the accent colour; `size` in logical pixels."""
    from PySide6.QtSvg import QSvgRenderer

    source = files("resources").joinpath("icons/mark.svg").read_text("utf-8")
    # The colour that stands in the file.
    source = source.replace("#2F5BEA", theme.tokens(theme.active().name)["accent"])
    drawn = QPixmap(round(size * scale), round(size * scale))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn
