"""The column of a file that is looked at: what it becomes, its type and format, how full and clean it is."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from ui.core import icons, theme
from ui.core.input_device import by_keyboard
from ui.core.literal_names import Written
from ui.panes.data.columns import HeadState
from ui.widgets.buttons import Button
from ui.widgets.focus_ring import ring
from ui.widgets.labels import Elided
from ui.widgets.layouts import hbox, vbox

_ACROSS = 560
"""From so many pixels on the header stands beside what becomes of it."""


class PickField(Written, QAbstractButton):
    """A field over its whole width with an icon, a word cut to fit, and a caret: opens a menu when pressed."""

    def __init__(self, *, strong: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strong = strong
        self._icon = ""
        self._ring = False
        self._quiet = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_choice(self, text: str, icon: str, name: str, *, quiet: bool = False) -> None:
        """Show what is chosen; `name` is what a screen reader says, `quiet` greys what counts for nothing."""
        self._icon, self._quiet = icon, quiet
        self.setText(text)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(110, theme.active().px(28 if self._strong else 24))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A press gives the keyboard too, and shows by itself where that is.
        self._ring = False
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.active()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        quiet = self._quiet or not self.isEnabled()
        ink = colours.color("muted" if quiet else "accent" if self._strong else "text")
        left = 8
        if self._icon:
            side = colours.px(15)
            icons.paint(painter, QRect(left, (self.height() - side) // 2, side, side), self._icon, ink)
            left += side + 6
        painter.setPen(ink)
        painter.setFont(colours.font("strong" if self._strong and not quiet else "small"))
        room = self.rect().adjusted(left, 0, -colours.px(11) - 11, 0)
        text = QFontMetrics(painter.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        side = colours.px(11)
        caret = QRect(self.width() - side - 8, (self.height() - side) // 2, side, side)
        icons.paint(painter, caret, "caret-down", colours.color("muted"))
        if self._ring and self.hasFocus():
            ring(painter, QRectF(self.rect()), 6, colours.color("accent"))

    def _paint_ground(self, painter: QPainter) -> None:
        colours = theme.active()
        painter.setPen(colours.color("accent" if self.underMouse() and self.isEnabled() else "line"))
        painter.setBrush(colours.color("sunken" if self._quiet else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class _Note(Elided):
    """Two lines, of which the second is cut where there is no room: a remedy stands at the end of what is said."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._high())

    def _high(self) -> int:
        return 2 * self.fontMetrics().lineSpacing()

    def lines(self) -> list[str]:
        """The text as it stands on its lines."""
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(self.width())
        layout.endLayout()
        first, rest = self.text()[: line.textLength()], self.text()[line.textLength() :]
        return [first.rstrip(), self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._blank or not self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for at, line in enumerate(self.lines()):
            painter.drawText(0, at * self.fontMetrics().lineSpacing() + self.fontMetrics().ascent(), line)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.ToolTip and self.text():
            whole = "".join(self.lines()).replace(" ", "") == self.text().replace(" ", "")
            self.setToolTip("" if whole else self.text())
        return done


class ColumnHead(QWidget):
    """The column that is looked at; emits `target_wanted`, `type_wanted` or `clean_wanted` when one of its buttons
    is pressed."""

    target_wanted = Signal(str)
    type_wanted = Signal(str)
    clean_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.header = ""
        self._source = Elided("", "strong")
        self.target = PickField(strong=True)
        self.type = PickField(strong=False)
        # Keeps its room while it is hidden: nothing jumps.
        policy = self.type.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.type.setSizePolicy(policy)
        self._note = _Note("", "small", "muted")
        self.clean = Button("Clean…", icon="eraser", small=True)
        self._fields = hbox(self.target, self.type, self.clean, spacing=8)
        # What it becomes has the longer names.
        self._fields.setStretch(0, 4)
        self._fields.setStretch(1, 3)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(8)
        self._row.addWidget(self._source, 2)
        self._row.addLayout(self._fields, 3)
        vbox(self._row, self._note, spacing=8, parent=self)
        self.target.clicked.connect(lambda: self.target_wanted.emit(self.header))
        self.clean.clicked.connect(lambda: self.clean_wanted.emit(self.header))
        self.type.clicked.connect(lambda: self.type_wanted.emit(self.header))
        self.wait()

    def wait(self) -> None:
        """No column is known yet."""
        px = theme.active().px
        self.header = ""
        self._source.blank(px(120))
        self._note.blank(px(200))
        for field in (self.target, self.type):
            field.show_choice("", "", "On its way", quiet=True)
            field.setEnabled(False)
        self.clean.setEnabled(False)

    def set(self, state: HeadState) -> None:
        """Show a column, or another state of the same one."""
        self.header = state.header
        self._source.setText(state.header)
        becomes = "is skipped" if state.skipped else f"becomes {state.target}"
        self.target.show_choice(state.target, state.icon, f"“{state.header}” {becomes}", quiet=state.skipped)
        self.type.show_choice(state.kind, "", f"“{state.header}” is read as {state.kind}", quiet=state.skipped)
        for field in (self.target, self.type):
            field.setEnabled(True)
        self.clean.setEnabled(not state.skipped)
        self.type.setVisible(bool(state.kind) and not state.skipped)
        self._note.setText(state.problem or " · ".join(filter(None, (state.filled, state.examples))))
        self._note.set_tone("warn" if state.problem and not state.skipped else "muted")
        self.setAccessibleName(f"Column {state.said}")

    def note(self) -> str:
        """What is said about the column's cells."""
        return self._note.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        across = self.width() >= theme.active().px(_ACROSS)
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)
