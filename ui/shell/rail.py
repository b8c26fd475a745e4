"""The rail at the left: the mark, the panes with their counts, and the project at the foot."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
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
NARROW = 60
"""The width where only the icons stand in it."""
ROOM = 1120
"""In a window that is narrower than this the panes need the room more than the rail does."""


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
        self._narrow = False
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
        self._explain()
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone; what it stands for is told when the pointer rests on it."""
        self._narrow = narrow
        self._explain()
        self.update()

    def _explain(self) -> None:
        self.setToolTip(" · ".join(filter(None, (self.text(), self.count))) if self._narrow else "")

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
        left = (self.width() - side) // 2 if self._narrow else 9
        icons.paint(painter, QRect(left, (self.height() - side) // 2, side, side), self.pane.icon, ink)
        if self._narrow:
            return
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
        self._narrow = False
        vbox(self.project, self.promise, spacing=5, margins=(9, 0, 0, 0), parent=self)

    def set_narrow(self, narrow: bool) -> None:
        """Keep the dot alone; what it promises is told when the pointer rests on it."""
        self._narrow = narrow
        self.setMinimumHeight(theme.active().px(15) if narrow else 0)
        for label in (self.project, self.promise):
            label.setVisible(not narrow)
        self.explain()

    def explain(self) -> None:
        """Tell in the tooltip what there is no room for."""
        self.setToolTip(f"{self.project.text()}\n{self.promise.text()}" if self._narrow else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.active().color("good"))
        if self._narrow:
            painter.drawEllipse((self.width() - 7) // 2, (self.height() - 7) // 2, 7, 7)
            return
        line = self.promise.fontMetrics().height()
        painter.drawEllipse(9, self.promise.y() + (line - 7) // 2 + 1, 7, 7)


class Rail(QFrame):
    """Emits `chosen` with the key of the pane that the user wants; in a narrow window only its icons stand there."""

    chosen = Signal(str)

    def __init__(self, menu_button: Button) -> None:
        super().__init__()
        self.setAccessibleName("Panes")
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        self._foot = _Foot()
        outer = vbox(spacing=2, margins=(10, 14, 10, 24), parent=self)
        self._mark = Mark()
        self._menu = menu_button
        self._head = hbox(self._mark, 1, menu_button, margins=(10, 0, 0, 12))
        outer.addLayout(self._head)
        for pane in panes():
            outer.addWidget(self._button(pane))
        outer.addStretch(1)
        outer.addWidget(Rule())
        outer.addSpacing(10)
        outer.addWidget(self._foot)
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        self._wide = max(WIDTH, widest + 20)
        self.narrow = False
        self.setFixedWidth(self._wide)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        whole = self.parentWidget()
        if whole is not None:
            whole.removeEventFilter(self)
            whole.installEventFilter(self)
            self.fit(whole.width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget) and watched is self.parentWidget():
            self.fit(watched.width())
        return False

    def fit(self, room: int) -> None:
        """Give way in a window of so many pixels, where it is a narrow one."""
        narrow = room < theme.active().column(ROOM)
        if narrow == self.narrow:
            return
        self.narrow = narrow
        self._mark.setVisible(not narrow)
        wide = theme.active().column(NARROW) if narrow else self._wide
        # In the middle, over the icons.
        right = max(0, (wide - 20 - self._menu.sizeHint().width()) // 2) if narrow else 0
        self._head.setContentsMargins(0 if narrow else 10, 0, right, 12)
        for button in self.buttons.values():
            button.set_narrow(narrow)
        self._foot.set_narrow(narrow)
        self.setFixedWidth(wide)

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
        self._foot.explain()
        for button in self.buttons.values():
            button.setEnabled(bool(file_name) or not button.pane.needs_project)

    def show_counts(self, found: "Overview | None") -> None:
        """Show how much of each thing there is."""
        for button in self.buttons.values():
            count = button.pane.count
            button.set_count(count(found) if found and count else None)
