"""A person's disc: the initials of a name, or of what stands for one."""

import unicodedata

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.core import icons, theme

_SIDE = 40


class Face(QWidget):
    """Shows who is meant; it says nothing to a screen reader because the name stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = self._icon = ""
        side = theme.active().px(_SIDE)
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_name(self, name: str, icon: str = "user") -> None:
        """The initials of a name; where it has none, an icon."""
        self._letters, self._icon = initials(name), icon
        self.update()

    def blank(self) -> None:
        """Keep the place of somebody who is on their way."""
        self._letters = self._icon = ""
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "accent-soft" if self._letters or self._icon else "sunken"
        paint(painter, self.rect(), self._letters, self._icon, ground)


def paint(painter: QPainter, disc: QRect, letters: str, icon: str, ground: str) -> None:
    """A disc of a token's colour with letters in it, or where there are none an icon."""
    colours = theme.active()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.color(ground))
    painter.drawEllipse(QRectF(disc))
    if letters:
        painter.setPen(colours.color("accent"))
        painter.setFont(colours.font("small-strong"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letters)
    elif icon:
        inset = disc.width() // 4
        icons.paint(painter, disc.adjusted(inset, inset, -inset, -inset), icon, colours.color("accent"))


def initials(name: str) -> str:
    """The first letter of the first and of the last word that begin with one; empty where none does."""
    words = [word for word in name.replace("(", " ").split() if word[0].isalpha()]
    if words and not words[0][0].isascii() and unicodedata.east_asian_width(words[0][0]) == "W":
        # One sign of these is as wide as two letters, and says as much.
        words = words[:1]
    return "".join(word[0] for word in dict.fromkeys((*words[:1], *words[-1:]))).upper()
