"""The place that shows where files are dropped. The window takes the drop itself, so it works anywhere on it."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from ui.core import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState, IconLabel
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox


class DropZone(QFrame):
    """A dashed ground, the tall form with buttons; emits `wanted` when files are, `database_wanted` when a table is.

    The tall form is an empty state of its own; the low one stands above a list that holds something already.
    """

    wanted = Signal()
    database_wanted = Signal()

    def __init__(self, title: str, text: str, *, tall: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.button = Button("Choose files…", kind="main", parent=self)
        self.button.clicked.connect(self.wanted)
        if tall:
            self.database = Button("From a database…", parent=self)
            self.database.clicked.connect(self.database_wanted)
            self.guide = Button("Where is my export?", kind="quiet", parent=self)
            buttons = (self.button, self.database, self.guide)
            vbox(EmptyState("database", title, text, *buttons, role="welcome"), parent=self)
            return
        words = vbox(Label(title, "strong"), Label(text, "small", "muted"), spacing=2)
        row = hbox(IconLabel("download-simple", 22, "accent"), spacing=14, margins=(18, 12, 14, 12), parent=self)
        row.addLayout(words, 1)
        self.button.hide()  # the pane's header has one already

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.color("line"), 2)
        pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        painter.setBrush(colours.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
