"""Thin bars: alone, and as a row with a label and a number."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.core import theme
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox


class Bar(QWidget):
    """A track with a share of it filled; `token` is the colour of the fill."""

    def __init__(
        self, share: float = 0.0, token: str = "accent", *, height: int = 6, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._share = share
        self._token = token
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set(self, share: float, token: str = "") -> None:
        """Fill another share, 0 to 1, and perhaps in another colour."""
        self._share = min(1.0, max(0.0, share))
        self._token = token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rect = QRectF(0, (self.height() - self._height) / 2, self.width(), self._height)
        radius = min(4.0, self._height / 2)
        painter.setBrush(theme.active().color("sunken"))
        painter.drawRoundedRect(rect, radius, radius)
        if self._share > 0:
            # Never narrower than it is high: one person in a million still shows.
            rect.setWidth(max(float(self._height), rect.width() * self._share))
            painter.setBrush(theme.active().color(self._token))
            painter.drawRoundedRect(rect, radius, radius)


class BarRow(QWidget):
    """A label, a bar and a right-aligned number, with a quiet word behind it: one step of a waterfall, one value."""

    def __init__(
        self,
        label: str,
        share: float,
        number: str,
        note: str = "",
        *,
        token: str = "accent",
        height: int = 6,
        label_width: int = 150,
        number_width: int = 60,
        bar_stretch: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.label = Label(label)
        self.bar = Bar(share, token, height=height)
        self.number = Label(number, "strong")
        self.note = Label(note, "small", "muted")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.label.setFixedWidth(theme.active().px(label_width))
        self.number.setFixedWidth(theme.active().px(number_width))
        row = hbox(spacing=12, parent=self)
        row.setContentsMargins(0, 3, 0, 3)
        row.addWidget(self.label)
        row.addWidget(self.bar, bar_stretch)
        row.addWidget(self.number)
        row.addWidget(self.note, 1)
        self.note.setVisible(bool(note))
        self._describe()

    def set(self, share: float, number: str, note: str = "") -> None:
        """Show new figures in the same place."""
        self.bar.set(share)
        self.number.setText(number)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName(" ".join(filter(None, (self.label.text(), self.number.text(), self.note.text()))))
