"""A tip: a few words that float beside what they are about, take nothing away, and go when they are told to."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.core import theme
from ui.core.screen_reader import say
from ui.widgets.buttons import Button, KeyHint
from ui.widgets.cards import IconLabel
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox

NOTCH: Final = 9
"""Pixels between the tip and what it points at."""
WIDTH: Final = 320
EDGE: Final = 12


class Tip(QWidget):
    """Lies over its parent, points at an anchor, follows it, and goes when the anchor does.

    It never takes the keyboard; Tab reaches its button, and the window closes it on Esc. `gone` tells that it went.
    """

    gone = Signal()

    def __init__(self, title: str, text: str, anchor: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._anchor = anchor
        self._over = parent
        self._below = True
        self.setAccessibleName(f"Tip: {title}. {text}")
        self.title = Label(title, "strong", wrap=True)
        self.text = Label(text, wrap=True)
        self.close_button = Button("Got it", small=True)
        self.close_button.clicked.connect(self.close)
        column = vbox(spacing=6, margins=(16, 13 + NOTCH, 14, 12 + NOTCH), parent=self)
        head = hbox(IconLabel("lightbulb", 18, "accent"), spacing=8)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.text)
        foot = hbox(1, spacing=8)
        foot.addWidget(KeyHint("Esc"))
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        for watched in (parent, anchor):
            watched.installEventFilter(self)
        self._follow()
        self.place()
        self.show()
        self.raise_()
        say(self, self.accessibleName())

    def _follow(self) -> None:
        """What scrolls takes the anchor along without telling it."""
        holder = self._anchor.parentWidget()
        while holder is not None and holder is not self._over:
            if isinstance(holder, QAbstractScrollArea):
                holder.verticalScrollBar().valueChanged.connect(self._scrolled)
                holder.horizontalScrollBar().valueChanged.connect(self._scrolled)
            holder = holder.parentWidget()

    def _scrolled(self) -> None:
        if self._anchor.visibleRegion().isEmpty():
            self.close()
        else:
            self.place()

    def place(self) -> None:
        """Below the anchor, or above it where there is no room; always inside the parent."""
        parent = self._over
        width = min(theme.active().column(WIDTH), parent.width() - 2 * EDGE)
        self.resize(width, max(self.heightForWidth(width), self.minimumSizeHint().height()))
        corner = self._anchor.mapTo(parent, QPoint(0, 0))
        under = corner.y() + self._anchor.height()
        self._below = under + self.height() <= parent.height() - EDGE or corner.y() < self.height()
        y = under if self._below else corner.y() - self.height()
        x = corner.x() + self._anchor.width() // 2 - width // 2
        most = parent.height() - self.height()
        self.move(max(EDGE, min(x, parent.width() - width - EDGE)), max(0, min(y, most)))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._anchor and event.type() == QEvent.Type.Hide:
            self.close()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self.place()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        # Hidden with the whole window it will be seen again; closed it is done with.
        if not event.spontaneous() and not self.isVisibleTo(self._over):
            self.gone.emit()
            self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(1, NOTCH, -1, -NOTCH)
        centre = self._anchor.mapTo(self._over, QPoint(self._anchor.width() // 2, 0)).x() - self.x()
        at = min(max(centre, 24), self.width() - 24)
        edge, tip = (body.top(), 1.0) if self._below else (body.bottom(), self.height() - 1.0)
        painter.setPen(QPen(colours.color("accent"), 1))
        painter.setBrush(colours.color("surface"))
        painter.drawRoundedRect(body, 10, 10)
        painter.drawPolygon(QPolygonF([QPointF(at - 8, edge), QPointF(at, tip), QPointF(at + 8, edge)]))
        # The notch and the body are one: the line between them goes.
        painter.setPen(Qt.PenStyle.NoPen)
        inner = edge + (1 if self._below else -1)
        painter.drawRect(QRectF(QPointF(at - 7, edge - 1), QPointF(at + 7, inner + 1)).normalized())
