"""A name that is edited where it stands, in a pane's header."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStyle, QStyleOptionFrame, QStylePainter, QWidget

from ui.core import theme

LEAST, READABLE, MOST = 60, 170, 420
_ROOM = 22
"""Pixels around the text."""


class TitleField(QLineEdit):
    """Reads as a title until it is pointed at or has the keyboard; `named` gives a new name, once, when it is done.

    Enter and leaving it keep what was typed, Escape and an empty name bring the old one back.
    """

    named = Signal(str)
    entered = Signal()
    """Enter was pressed: whoever typed goes on to what was named."""
    FRAME = 8
    """Pixels from the field's edge to its text."""

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setToolTip("Press to rename")
        self.setProperty("title", "true")
        self.setFont(theme.active().font("title"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(lambda _: self.updateGeometry())
        self.editingFinished.connect(self._done)

    def show_name(self, name: str) -> None:
        """Show a name without telling anybody; what is being typed gives way."""
        self._kept = name
        self.setText(name)
        self.setCursorPosition(0)

    def sizeHint(self) -> QSize:
        text = self.text() or self.placeholderText()
        wide = self.fontMetrics().horizontalAdvance(text) + _ROOM
        return QSize(max(LEAST, min(MOST, wide)), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        # Large text leaves no room to insist on; else a name is more than a few letters and three dots.
        least = theme.active().column(LEAST) if theme.active().large else min(self.sizeHint().width(), READABLE)
        return QSize(least, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self._kept)
            self.clearFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Leaving it says that it is done; Qt alone would say so twice.
            self.clearFocus()
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A long name is seen from its beginning again.
        self.setCursorPosition(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inner = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).adjusted(2, 0, -2, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            cut = self.fontMetrics().horizontalAdvance(self.text()) + _ROOM > self.width()
            self.setToolTip(f"{self.text()}\nPress to rename" if cut else "Press to rename")
        return super().event(event)

    def _done(self) -> None:
        name = self.text().strip()
        if not name or name == self._kept:
            self.setText(self._kept)
            return
        self._kept = name
        self.setText(name)
        self.named.emit(name)
