"""Surfaces: the card that everything stands on, and what an empty place says."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QWidget

from ui.core import icons, theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Label, restyle
from ui.widgets.layouts import TopBox, hbox, vbox


class Card(QFrame):
    """A surface with a line around it, 16 px inside; `body` is its layout, `head` the row of its title.

    `stripe` is a theme token whose colour runs down the left edge (clusters, variants).
    """

    def __init__(
        self, title: str = "", *, tone: str = "", stripe: str = "", spacing: int = 10, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone)
        self._stripe = stripe
        self.body = TopBox(self)
        self.body.setSpacing(spacing)
        self.body.setContentsMargins(16, 14, 16, 16)
        self.head = hbox(spacing=8)
        # Without a title no layout takes the label: the card itself keeps it.
        self.title = Label(title, "strong", parent=self)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.title.setVisible(bool(title))
        if title:
            self.body.addLayout(self.head)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout below what the card holds."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
        else:
            self.body.addWidget(item, stretch)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a small control at the right of the title."""
        self.head.addWidget(widget)

    def set_tone(self, tone: str) -> None:
        """`""`, `sunken`, `accent`, `good`, `warn` or `bad`."""
        restyle(self, tone=tone)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._stripe:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            # Of a wide rounded shape the left edge is left, so that its corners are the card's.
            painter.setClipRect(0, 0, 4, self.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.active().color(self._stripe))
            painter.drawRoundedRect(0, 0, 24, self.height(), 10, 10)


class Rule(QFrame):
    """A thin line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.active().color("line"))


class IconLabel(QWidget):
    """An icon that only shows; it says nothing to a screen reader because the words beside it do."""

    def __init__(self, name: str, size: int = icons.SIZE, token: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._token = token
        self._size = theme.active().px(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def set(self, name: str, token: str) -> None:
        """Show another icon or colour."""
        self._name, self._token = name, token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self.rect(), self._name, theme.active().color(self._token))


class EmptyState(QWidget):
    """What an empty place is for, and the next step: an icon, a title, a sentence or two, and buttons."""

    def __init__(
        self, icon: str, title: str, text: str, *buttons: Button, parent: QWidget | None = None, role: str = "name"
    ) -> None:
        super().__init__(parent)
        column = vbox(spacing=10, parent=self)
        column.setContentsMargins(24, 24, 24, 24)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(4)
        column.addWidget(IconLabel(icon, 40, "accent"), 0, centre)
        self.title = Label(title, role, wrap=True)
        self.text = Label(text, tone="muted", wrap=True)
        self.text.setMaximumWidth(theme.active().px(440))
        for label in (self.title, self.text):
            label.setAlignment(centre)
        column.addSpacing(4)
        column.addWidget(self.title)
        # A wrapped label asks for too little width when it is only centred: stretch on both sides instead.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.text, 20)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(6)
        column.addLayout(_centred(buttons))
        column.addStretch(5)


def _centred(buttons: tuple[Button, ...]) -> QHBoxLayout:
    row = hbox(spacing=10)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
