"""A searched list under a button in which several things are ticked, each at once; it stays open."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from ui.core import theme
from ui.widgets.layouts import vbox
from ui.widgets.picker import MOVES, Choice, Lines, Popup
from ui.widgets.search import SearchField

_KEY: Final = Qt.ItemDataRole.UserRole


class TickPicker(Popup):
    """Emits `toggled(key, on)` with each tick; those of `fixed` are ticked and stay so."""

    toggled = Signal(str, bool)

    def __init__(
        self, choices: Sequence[Choice], ticked: Sequence[str], name: str, parent: QWidget, *, fixed: Sequence[str] = ()
    ) -> None:
        super().__init__(name, parent)
        self._choices = list(choices)
        self._ticked, self._fixed = set(ticked), frozenset(fixed)
        self.search = SearchField("Search", name)
        self.list = Lines(name)
        # The keyboard stays in the search, which passes the arrows on.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        vbox(self.search, self.list, spacing=6, margins=(8, 8, 8, 8), parent=self)
        self.setFixedSize(theme.active().column(270), theme.active().column(360))
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list.itemClicked.connect(self._turn)
        self._fill("")

    def first_focus(self) -> QWidget:
        return self.search

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._turn(self.list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return False

    def _fill(self, query: str) -> None:
        self.list.clear()
        # What is shown stands first, and then all others: a table has few columns of many.
        found = sorted(
            (one for one in self._choices if one.answers(query.strip())), key=lambda one: one.key not in self._ticked
        )
        for choice in found:
            item = self.list.line(choice.label)
            item.setData(_KEY, choice.key)
            item.setCheckState(_state(on=choice.key in self._ticked))
            if choice.key in self._fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        if found:
            self.list.setCurrentRow(0)

    def _turn(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(_KEY) in self._fixed:
            return
        key = str(item.data(_KEY))
        on = key not in self._ticked
        (self._ticked.add if on else self._ticked.discard)(key)
        item.setCheckState(_state(on=on))
        self.toggled.emit(key, on)


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
