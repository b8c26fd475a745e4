"""The rail at the left: the mark, the panes with their counts, and the project at the foot."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QWidget

from ui.core import formats, icons, theme
from ui.core.input_device import by_keyboard
from ui.core.literal_names import Written
from ui.panes import panes
from ui.panes.description import Description
from ui.widgets.buttons import Button
from ui.widgets.cards import Rule
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import hbox, vbox

if TYPE_CHECKING:
    from app.project import Overview

WIDTH = 196
"""The least width; larger text takes what its longest name needs."""
_INDENT = 19


class Mark(QWidget):
    """The program's mark and name."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Label("Quillwork", "mark", parent=self)
        size = self._name.sizeHint()
        self._side = theme.active().px(20)
        left = self._side + 9
        self._name.setGeometry(left, 0, size.width(), max(24, size.height()))
        self.setFixedSize(left + size.width(), self._name.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        drawn = icons.mark(self._side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, (self.height() - self._side) // 2, drawn)


class RailButton(Written, QAbstractButton):
    """One pane in the rail: icon, name, count."""

    def __init__(self, pane: Description) -> None:
        super().__init__()
        self.pane = pane
        self.count = ""
        self._ring = False
        self.setText(pane.title)
        self.setCheckable(True)
        self.setFixedHeight(theme.active().column(33))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_count(self, count: int | None) -> None:
        """Show how much there is, or nothing."""
        self.count = formats.number(count) if count else ""
        self.setAccessibleDescription(self.count)
        self.update()

    def sizeHint(self) -> QSize:
        # In the font of a chosen one, or the rail would be too narrow for the pane that is open.
        title = QFontMetrics(theme.active().font("strong")).horizontalAdvance(self.text())
        return QSize(_INDENT + theme.active().px(17) + title + theme.active().px(60), theme.active().column(33))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A press gives the keyboard too, and shows by itself where that is.
        self._ring = False
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "accent-soft" if chosen else "bg" if self.underMouse() and self.isEnabled() else ""
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(ground))
            painter.drawRoundedRect(self.rect(), 7, 7)
        if self._ring and self.hasFocus():
            painter.setPen(QPen(colours.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        ink = colours.color("accent" if chosen else "muted")
        if not self.isEnabled():
            ink.setAlphaF(0.5)
        side = colours.px(17)
        icons.paint(painter, QRect(9, (self.height() - side) // 2, side, side), self.pane.icon, ink)
        painter.setPen(ink)
        painter.setFont(colours.font("strong" if chosen else "medium"))
        painter.drawText(self.rect().adjusted(_INDENT + side, 0, -10, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(colours.font("tiny"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -9, 0), right, self.count)


class _Foot(QWidget):
    """The project's file, and the promise with a green dot."""

    def __init__(self) -> None:
        super().__init__()
        self.project = Elided("No project open", "small", "muted", middle=True)
        self.promise = Label("Data stays on this computer", "tiny", "muted", wrap=True)
        self.promise.setContentsMargins(12, 0, 0, 0)
        vbox(self.project, self.promise, spacing=5, margins=(9, 0, 0, 0), parent=self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.active().color("good"))
        line = self.promise.fontMetrics().height()
        painter.drawEllipse(9, self.promise.y() + (line - 7) // 2 + 1, 7, 7)


class Rail(QFrame):
    """Emits `chosen` with the key of the pane that the user wants."""

    chosen = Signal(str)

    def __init__(self, menu_button: Button) -> None:
        super().__init__()
        self.setAccessibleName("Panes")
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        self._foot = _Foot()
        outer = vbox(spacing=2, margins=(10, 14, 10, 24), parent=self)
        outer.addLayout(hbox(Mark(), 1, menu_button, margins=(10, 0, 0, 12)))
        for pane in panes():
            outer.addWidget(self._button(pane))
        outer.addStretch(1)
        outer.addWidget(Rule())
        outer.addSpacing(10)
        outer.addWidget(self._foot)
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        self.setFixedWidth(max(WIDTH, widest + 20))

    def _button(self, pane: Description) -> RailButton:
        button = RailButton(pane)
        button.clicked.connect(lambda _=False, key=pane.key: self.chosen.emit(key))
        self._group.addButton(button)
        self.buttons[pane.key] = button
        return button

    def show_pane(self, key: str) -> None:
        """Mark the pane that is open."""
        self.buttons[key].setChecked(True)

    def show_project(self, file_name: str) -> None:
        """Name the project's file; without one only what needs none can be chosen."""
        self._foot.project.setText(file_name or "No project open")
        for button in self.buttons.values():
            button.setEnabled(bool(file_name) or not button.pane.needs_project)

    def show_counts(self, found: "Overview | None") -> None:
        """Show how much of each thing there is."""
        for button in self.buttons.values():
            count = button.pane.count
            button.set_count(count(found) if found and count else None)
