"""A menu that can be searched: what a column of a file is to become."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from ui import icons, theme
from ui.widgets.flow import vbox
from ui.widgets.search import SearchField

SKIP: Final = "skip"
"""The key of the choice that leaves a column out."""
OWN: Final = "own:"
"""What the key of a field of the user's own begins with; its label follows."""

ITEM: Final = 32
HEADING: Final = 28
_SKIP_TITLE: Final = "Skip this column"
_KEY: Final = Qt.ItemDataRole.UserRole
_MOVES: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its key, its label, its icon, the heading that it stands under, other words that find it."""

    key: str
    label: str
    icon: str
    section: str
    aliases: str = ""

    def answers(self, query: str) -> bool:
        """Whether every word that was typed is in its label or its other names."""
        text = f"{self.label} {self.aliases}".casefold()
        return all(word in text for word in query.casefold().split())


class FieldPicker(QFrame):
    """Opens under a field; emits `chosen` with a key. What is typed and fits nothing is offered as a new field."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[Choice], current: str, own: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", "true")
        self.setAccessibleName("What this column becomes")
        self._choices = list(choices)
        self._current = current
        self._own = own
        self.search = SearchField("Find a field, or name your own", "Find a field")
        self.list = QListWidget()
        self.list.setAccessibleName("Fields")
        self.list.setIconSize(QSize(icons.SIZE, icons.SIZE))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vbox(self.search, self.list, spacing=6, margins=(8, 8, 8, 8), parent=self)
        self.setFixedSize(theme.active().column(280), theme.active().column(360))
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self._fill("")

    def open_under(self, field: QWidget) -> None:
        """Show below a widget, or above it where the screen ends."""
        below = field.mapToGlobal(QPoint(0, field.height() + 4))
        room = field.screen().availableGeometry()
        if below.y() + self.height() > room.bottom():
            below.setY(max(room.top(), field.mapToGlobal(QPoint(0, 0)).y() - self.height() - 4))
        below.setX(max(room.left(), min(below.x(), room.right() - self.width())))
        self.move(below)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

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

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or not item.data(_KEY):
            return
        key = str(item.data(_KEY))
        self.close()
        self.chosen.emit(key)

    def _fill(self, query: str) -> None:
        self.list.clear()
        query = query.strip()
        section = ""
        for choice in self._choices:
            if choice.answers(query):
                if choice.section != section:
                    section = choice.section
                    self._heading(section)
                self._item(choice.key, choice.label, choice.icon)
        skip = _SKIP_TITLE.casefold().startswith(query.casefold())
        if query and skip:
            self._item(SKIP, _SKIP_TITLE, "prohibit")
        own = query or self._own
        if own and not any(choice.label.casefold() == own.casefold() for choice in self._choices):
            self._heading("A field of your own")
            self._item(OWN + own, f"New field “{own}”", "plus")
        if not query:
            self._heading("Or")
            self._item(SKIP, _SKIP_TITLE, "prohibit")
        self._choose_first()

    def _heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.active().font("tiny"))
        item.setForeground(theme.active().color("muted"))
        item.setSizeHint(QSize(0, HEADING))
        self.list.addItem(item)

    def _item(self, key: str, label: str, icon: str) -> None:
        item = QListWidgetItem(icons.icon(icon, "muted", on="accent"), label)
        item.setData(_KEY, key)
        item.setSizeHint(QSize(0, ITEM))
        self.list.addItem(item)
        if key == self._current:
            self.list.setCurrentItem(item)

    def _choose_first(self) -> None:
        if self.list.currentItem() is not None:
            self.list.scrollToItem(self.list.currentItem(), QListWidget.ScrollHint.PositionAtCenter)
            return
        for row in range(self.list.count()):
            if self.list.item(row).data(_KEY):
                self.list.setCurrentRow(row)
                return
