"""Ctrl+K: every command and everything in the project by a few letters; and the list of all shortcuts."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from shiboken6 import isValid

from app.domain.finding import rank
from ui.core import theme
from ui.core.commands import MENUS, Command, Commands, MenuKey, score
from ui.shell.things import Thing, look_up
from ui.widgets.buttons import KeyHint, keys_text
from ui.widgets.cards import Rule
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, scrolling, vbox

SHOWN: Final = 9
"""Rows that are seen at once."""
_ID: Final = Qt.ItemDataRole.UserRole
_PLACE: Final = Qt.ItemDataRole.UserRole + 1
_KEYS: Final = Qt.ItemDataRole.UserRole + 2
_THING: Final = Qt.ItemDataRole.UserRole + 3


def found(commands: Commands, query: str) -> list[Command]:
    """The commands that make sense now and answer the query, the best first; near misses where nothing is better."""
    scored = [(score(query, command), command) for command in commands.all() if command.listed and command.enabled()]
    # What was found as it was typed counts five times as much as what is merely nearly that, and hides it.
    least = max((points for points, _ in scored), default=0) / 5
    # Sorting is stable: equals stay in the order of the menus.
    return [command for points, command in sorted(scored, key=lambda pair: -pair[0]) if points and points >= least]


class _Rows(QStyledItemDelegate):
    """One command: its name, where it stands in the menus, its shortcut as a key cap."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, theme.active().px(36))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state = option.state
        rect: Any = option.rect
        colours = theme.active()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent-soft"))
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 7, 7)
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(colours.font("medium"))
        painter.setPen(colours.color("text"))
        title = str(index.data())
        painter.drawText(rect.adjusted(18, 0, 0, 0), left, title)
        place = rect.adjusted(18 + painter.fontMetrics().horizontalAdvance(title) + 10, 0, 0, 0)
        painter.setFont(colours.font("small"))
        painter.setPen(colours.color("muted"))
        painter.drawText(place, left, str(index.data(_PLACE)))
        self._keys(painter, rect, str(index.data(_KEYS) or ""))
        painter.restore()

    def _keys(self, painter: QPainter, rect: Any, keys: str) -> None:
        if not keys:
            return
        colours = theme.active()
        painter.setFont(colours.font("tiny"))
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(keys) + 12, metrics.height() + 4
        cap = QRectF(rect.right() - width - 16, rect.center().y() - height / 2 + 1, width, height)
        painter.setPen(colours.color("line"))
        painter.setBrush(colours.color("bg"))
        painter.drawRoundedRect(cap, 4, 4)
        painter.setPen(colours.color("muted"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)


class Palette(QDialog):
    """The palette: type, go up and down, Enter does it, Esc goes back."""

    WIDTH = 580

    def __init__(
        self,
        commands: Commands,
        parent: QWidget,
        look_up: Callable[[str, Callable[[list[Thing]], None]], None] = lambda typed, done: done([]),
        show: Callable[[Thing], None] = lambda thing: None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName("Command palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Without this the corners outside the rounded frame would be painted too.
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFixedWidth(theme.active().px(self.WIDTH))
        self._commands, self._look_up, self._show = commands, look_up, show
        self._things: list[Thing] = []
        self.query = QLineEdit()
        self.query.setProperty("flat", "true")
        self.query.setFont(theme.active().font("name-plain"))
        self.query.setPlaceholderText("Do something, or find somebody or something")
        self.query.setAccessibleName("Search for a command, a person, a segment and more")
        self.list = QListView()
        self.list.setAccessibleName("Commands that were found")
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("flat", "true")
        self.list.setFixedHeight(SHOWN * theme.active().px(36) + 4)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self._nothing = Label("Nothing goes by that name. Try fewer letters.", tone="muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        outer = vbox(spacing=0, margins=(1, 1, 1, 10), parent=self)
        outer.addLayout(hbox(self.query, margins=(10, 8, 10, 8)))
        outer.addWidget(Rule())
        outer.addSpacing(4)
        outer.addWidget(self.list)
        outer.addWidget(self._nothing)
        self._nothing.setFixedHeight(self.list.height())
        self.query.textChanged.connect(self._search)
        self.query.installEventFilter(self)
        self.list.clicked.connect(lambda _: self._run())
        self._search("")

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper part of the window, ready to type."""
        self.adjustSize()
        corner = window.mapToGlobal(QPoint((window.width() - self.width()) // 2, max(40, window.height() // 7)))
        self.move(corner)
        self.show()
        self.query.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.active().color("surface"))
        painter.setPen(theme.active().color("line"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)

    def titles(self) -> list[str]:
        """What is listed now, the best first."""
        return [self._model.item(at).text() for at in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
            key = Qt.Key(event.key())
            if key in steps:
                self._step(steps[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return False

    def _step(self, by: int) -> None:
        count = self._model.rowCount()
        if count:
            at = self.list.currentIndex().row() + by
            # One step goes round; a page stops at the end.
            at = at % count if abs(by) == 1 else min(max(at, 0), count - 1)
            self.list.setCurrentIndex(self._model.index(at, 0))

    def _search(self, text: str) -> None:
        self._things = []
        self._list(text)

        def found(things: list[Thing]) -> None:
            # The palette may be gone, or another word be typed.
            if isValid(self) and self.query.text() == text and things:
                at = self.list.currentIndex().row()
                self._things = things
                self._list(text)
                self.list.setCurrentIndex(self._model.index(max(at, 0), 0))

        self._look_up(text, found)

    def _list(self, text: str) -> None:
        """Commands, then what was found in the project; a command that is merely nearly meant gives way to that."""
        self._model.clear()
        commands = found(self._commands, text)
        if self._things:
            commands = [one for one in commands if rank(text, one.title, one.aliases)]
        for command in commands:
            item = QStandardItem(command.title.rstrip("…"))
            item.setData(command.id, _ID)
            item.setData(self._commands.title(command.menu), _PLACE)
            item.setData(keys_text(command.keys[0]) if command.keys else "", _KEYS)
            self._model.appendRow(item)
        for at, thing in enumerate(self._things):
            item = QStandardItem(thing.title)
            item.setData(at, _THING)
            item.setData(thing.sort, _PLACE)
            self._model.appendRow(item)
        # What goes, goes first: side by side for a moment, both would make the palette grow for good.
        either = (self._nothing, self.list) if self._model.rowCount() else (self.list, self._nothing)
        either[0].hide()
        either[1].show()
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _run(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            name, thing = index.data(_ID), index.data(_THING)
            things = self._things
            # Before it is run, for that may open a window, which would lie below a popup that has the keyboard.
            self.close()
            if thing is not None:
                self._show(things[int(thing)])
            else:
                self._commands.run(str(name))


def show_palette(window: Any) -> None:
    """Open the palette over the window (a widget that `Shows`), of its commands and of everything in its project."""
    Palette(window.commands, window, partial(look_up, window), lambda thing: thing.open(window)).open_over(window)


class ShortcutList(QDialog):
    """All shortcuts by menu, made from the registry, so that it is never out of date."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 560)
        content = QWidget()
        rows = vbox(spacing=6, margins=(24, 18, 24, 18), parent=content)
        for menu in MENUS:
            self._menu(rows, menu, commands)
        rows.addStretch(1)
        area = scrolling(content)
        area.setAccessibleName("Shortcuts by menu")
        vbox(area, parent=self)

    def _menu(self, rows: Any, menu: MenuKey, commands: Commands) -> None:
        with_keys = [command for command in commands.of(menu) if command.keys]
        if not with_keys:
            return
        rows.addWidget(Label(commands.title(menu), "strong"))
        for command in with_keys:
            line = hbox(Label(command.title.rstrip("…")), 1, spacing=6)
            for keys in command.keys:
                line.addWidget(KeyHint(keys))
            rows.addLayout(line)
        space = QFrame()
        space.setFixedHeight(8)
        rows.addWidget(space)
