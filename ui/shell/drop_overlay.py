"""What lies over the window while files are dragged across it: says what a drop would do."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.core import icons, theme


class DropVeil(QWidget):
    """A veil with a dashed frame and one sentence; it takes no events, so the window gets the drop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = parent
        self._text = ""
        self.hide()

    def cover(self, into_project: bool) -> None:
        """Lie over the parent; the sentence depends on whether a project is open."""
        self._text = "Drop to look at these files in Data" if into_project else "Drop to begin a project with these"
        self.setAccessibleName(self._text)
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(colours.color("bg"))
        veil.setAlphaF(0.92)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(colours.color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(16, 16, -16, -16), 12, 12)
        centre = self.rect().center()
        icons.paint(
            painter, QRectF(centre.x() - 24, centre.y() - 60, 48, 48), "download-simple", colours.color("accent")
        )
        painter.setPen(colours.color("text"))
        painter.setFont(colours.font("welcome"))
        painter.drawText(self.rect().adjusted(0, 40, 0, 0), Qt.AlignmentFlag.AlignCenter, self._text)
