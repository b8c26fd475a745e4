"""A menu that can be searched, opened under a field: choices in sections, and what is typed where that is allowed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.domain.finding import rank
from ui.core import icons, theme
from ui.core.tab_order import Reading
from ui.widgets.layouts import vbox
from ui.widgets.search import SearchField
from ui.widgets.table import Index

_KEY: Final = Qt.ItemDataRole.UserRole
_MOVES: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its key, its label, its icon, the heading that it stands under, other words that find it."""

    key: str
    label: str
    icon: str = ""
    section: str = ""
    aliases: str = ""

    def answers(self, query: str) -> int:
        """How well it answers what was typed; 0 for not at all."""
        return rank(query, self.label, self.aliases)


def best_first(choices: Sequence[Choice], query: str) -> list[Choice]:
    """The choices that answer what was typed: the best first, and each heading where its best one stands."""
    ranked = [(choice.answers(query), choice) for choice in choices]
    if not query:
        return [choice for _, choice in ranked]
    top: dict[str, int] = {}
    for points, choice in ranked:
        top[choice.section] = max(points, top.get(choice.section, 0))
    # The sorting keeps the given order among equals; of headings that are level the one that stands first.
    places = {section: at for at, section in enumerate(top)}
    ranked.sort(key=lambda one: (-top[one[1].section], places[one[1].section], -one[0]))
    return [choice for points, choice in ranked if points]


def nothing(query: str) -> str:
    """What a list says that has nothing for what was typed."""
    return f"Nothing goes by “{query}”. Try fewer letters."


class _OneLine(QStyledItemDelegate):
    """As high as a line, and as wide as the list: what is longer is cut."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(1, super().sizeHint(option, index).height())


class Lines(QListWidget):
    """A list to choose from: lines that are too long are cut, with the whole in the tooltip; it never scrolls across.

    Fill it once it stands in the small window that it is for: before, it does not know how high its lines are.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_OneLine(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def line(self, text: str) -> QListWidgetItem:
        """Add a line."""
        self.ensurePolished()
        item = QListWidgetItem(text)
        item.setToolTip(text if self.fontMetrics().horizontalAdvance(text) > self.width() * 0.7 else "")
        self.addItem(item)
        return item


class Popup(Reading, QFrame):
    """A small window under a field that closes when something else is pressed; `name` is for screen readers."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", "true")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(name)
        # Where the widget stands that it belongs to, and not that widget, which may go before it.
        self._beside: tuple[QRect, QRect, bool] | None = None

    def open_under(self, field: QWidget, *, right: bool = False) -> None:
        """Show below a widget, or above it where the screen ends; its left edge under the widget's, or its `right`."""
        place = QRect(field.mapToGlobal(QPoint(0, 0)), field.size())
        self._beside = (place, field.screen().availableGeometry(), right)
        self.fit()
        self.show()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Take the size of what it holds now, and the place for that."""
        self.adjustSize()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            # Qt guesses how high text is that wraps.
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        if self._beside is None:
            return
        place, room, right = self._beside
        left = place.left() + (place.width() - self.width() if right else 0)
        top = place.top() + place.height() + 4
        if top + self.height() > room.bottom():
            top = max(room.top(), place.top() - self.height() - 4)
        self.move(max(room.left(), min(left, room.right() - self.width())), top)

    def first_focus(self) -> QWidget:
        """What has the keyboard when it opens."""
        return self


class Searched(Popup):
    """A popup with a search over a list; the keyboard stays in the search, which passes the arrows and Enter on."""

    def __init__(self, name: str, parent: QWidget, hint: str) -> None:
        super().__init__(name, parent)
        self.search = SearchField(hint, name)
        self.list = Lines(name)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vbox(self.search, self.list, spacing=6, margins=(8, 8, 8, 8), parent=self)
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._take)

    def first_focus(self) -> QWidget:
        return self.search

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return False

    def _fill(self, query: str) -> None:
        """List what answers to what was typed."""
        raise NotImplementedError

    def _take(self, item: QListWidgetItem | None) -> None:
        """A line was pressed, or Enter on it."""
        raise NotImplementedError


class Picker(Searched):
    """Emits `chosen` with the key of a choice.

    `typed` turns what was typed into further choices, for free values; `found` may be called later with more of them
    (`offer`), as they come from a job.
    """

    chosen = Signal(str)
    searched = Signal(str)

    def __init__(
        self,
        choices: Sequence[Choice],
        name: str,
        parent: QWidget,
        *,
        current: str = "",
        hint: str = "Search",
        typed: Callable[[str], Sequence[Choice]] = lambda query: (),
    ) -> None:
        super().__init__(name, parent, hint)
        self._choices = list(choices)
        self._current = current
        self._typed = typed
        self.list.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.setFixedSize(theme.active().column(290), theme.active().column(360))
        self.search.searched.connect(self.searched)
        self._fill("")

    def offer(self, choices: Sequence[Choice]) -> None:
        """Let other choices stand in the list, as when they come from a job."""
        self._choices = list(choices)
        self._fill(self.search.text())

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(_KEY) is None:
            return
        key = str(item.data(_KEY))
        # First: what was chosen may open another window.
        self.close()
        self.chosen.emit(key)

    def _fill(self, query: str) -> None:
        self.list.clear()
        query = query.strip()
        section = ""
        shown = [*best_first(self._choices, query), *self._typed(query)]
        if query and not shown:
            self._heading(nothing(query))
        for choice in shown:
            if choice.section and choice.section != section:
                section = choice.section
                self._heading(section)
            self._item(choice)
        self._choose_first()

    def _heading(self, text: str) -> None:
        item = self.list.line(text)
        # Neither the mouse nor the arrows can choose it.
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.active().font("tiny"))
        item.setForeground(theme.active().color("muted"))

    def _item(self, choice: Choice) -> None:
        item = self.list.line(choice.label)
        if choice.icon:
            item.setIcon(icons.icon(choice.icon, "muted", on="accent"))
        item.setData(_KEY, choice.key)
        if choice.key == self._current:
            self.list.setCurrentItem(item)

    def _choose_first(self) -> None:
        if self.list.currentItem() is not None:
            self.list.scrollToItem(self.list.currentItem(), QListWidget.ScrollHint.PositionAtCenter)
            return
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY) is not None:
                self.list.setCurrentRow(row)
                return
