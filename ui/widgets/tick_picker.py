"""A searched list under a button in which several things are ticked, each at once; it stays open."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from ui.core import theme
from ui.widgets.picker import Choice, Searched, best_first, nothing

_KEY: Final = Qt.ItemDataRole.UserRole


class TickPicker(Searched):
    """Emits `toggled(key, on)` with each tick; those of `fixed` are ticked and stay so."""

    toggled = Signal(str, bool)

    def __init__(
        self, choices: Sequence[Choice], ticked: Sequence[str], name: str, parent: QWidget, *, fixed: Sequence[str] = ()
    ) -> None:
        super().__init__(name, parent, "Search")
        self._choices = list(choices)
        self._ticked, self._fixed = set(ticked), frozenset(fixed)
        self.setFixedSize(theme.active().column(270), theme.active().column(360))
        self._fill("")

    def _fill(self, query: str) -> None:
        self.list.clear()
        # What is shown stands first, and then all others: a table has few columns of many.
        query = query.strip()
        found = sorted(best_first(self._choices, query), key=lambda one: one.key not in self._ticked)
        if query and not found:
            self.list.line(nothing(query)).setFlags(Qt.ItemFlag.NoItemFlags)
        for choice in found:
            item = self.list.line(choice.label)
            item.setData(_KEY, choice.key)
            item.setCheckState(_state(on=choice.key in self._ticked))
            if choice.key in self._fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        if found:
            self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(_KEY) in self._fixed:
            return
        key = str(item.data(_KEY))
        on = key not in self._ticked
        (self._ticked.add if on else self._ticked.discard)(key)
        item.setCheckState(_state(on=on))
        self.toggled.emit(key, on)

    def show_ticked(self, ticked: Sequence[str]) -> None:
        """Let these be ticked and no others."""
        self._ticked = set(ticked)
        for at in range(self.list.count()):
            item = self.list.item(at)
            if item.data(_KEY) is not None:
                item.setCheckState(_state(on=item.data(_KEY) in self._ticked))


def _state(*, on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
