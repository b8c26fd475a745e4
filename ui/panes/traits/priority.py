"""The order in which sources are believed: a list that is put in order by dragging, by keys or by two buttons."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from ui.core import theme
from ui.widgets.buttons import Button, Segmented
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox, vbox

NEWEST: Final = "newest"
ORDER: Final = "order"
_KEY: Final = Qt.ItemDataRole.UserRole


class SourceList(QListWidget):
    """Sources, the highest first; emits `moved` when somebody put them in another order."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Sources, the one that is believed first at the top")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_sources(self, sources: Sequence[tuple[str, str]]) -> None:
        """Show other sources, each by its key and its name."""
        self.clear()
        for key, name in sources:
            item = QListWidgetItem(name)
            item.setData(_KEY, key)
            self.addItem(item)
        self.setCurrentRow(0)
        self._number()

    def keys(self) -> list[str]:
        """The keys in their order."""
        return [str(self.item(at).data(_KEY)) for at in range(self.count())]

    def move(self, by: int) -> None:  # type: ignore[override]
        """Move the source that is chosen up (-1) or down (1)."""
        at = self.currentRow()
        if 0 <= at + by < self.count() and at >= 0:
            item = self.takeItem(at)
            self.insertItem(at + by, item)
            self.setCurrentItem(item)
            self._number()
            self.moved.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        super().dropEvent(event)
        self._number()
        self.moved.emit()

    def event(self, event: QEvent) -> bool:
        # Alt with an arrow would else be the window's.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._by(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if by := self._by(event):
            self.move(by)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _by(event: QKeyEvent) -> int:
        if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return 0
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)

    def _number(self) -> None:
        for at in range(self.count()):
            item = self.item(at)
            item.setToolTip(item.text())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{at + 1}: {item.text()}")


class PriorityBox(QWidget):
    """Whether the newest value counts or sources in an order, and the order; emits `wanted` with keys, none: newest."""

    wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.way = Segmented(((NEWEST, "The newest value"), (ORDER, "Sources in an order")), "Which value is shown")
        self.list = SourceList()
        self.up = Button(kind="quiet", icon="arrow-up", small=True, name="Move the source up")
        self.down = Button(kind="quiet", icon="arrow-down", small=True, name="Move the source down")
        self.hint = Label("", "small", "muted", wrap=True)
        self._buttons = QWidget()
        hbox(self.up, self.down, 1, spacing=4, parent=self._buttons)
        vbox(self.way, self.list, self._buttons, self.hint, spacing=8, parent=self)
        self.way.changed.connect(self._turn)
        self.list.moved.connect(lambda: self.wanted.emit(self.list.keys()))
        self.up.clicked.connect(lambda: self.list.move(-1))
        self.down.clicked.connect(lambda: self.list.move(1))

    def show_order(self, sources: Sequence[tuple[str, str]], *, stated: bool, why_not: str) -> None:
        """Show the sources of a field; `why_not` says why they cannot be put in an order."""
        self.list.show_sources(sources)
        self.way.set_value(ORDER if stated else NEWEST)
        self.way.setVisible(not why_not)
        self.list.setFixedHeight(min(theme.active().px(180), self.list.sizeHintForRow(0) * max(2, len(sources)) + 6))
        self._show(stated=stated, why_not=why_not)

    def _show(self, *, stated: bool, why_not: str = "") -> None:
        self.list.setVisible(stated)
        self._buttons.setVisible(stated)
        told = (
            "The first that has a value is shown, whenever it said it. Drag, or Alt with an arrow."
            if stated
            else "Whichever file says it last. What is set by hand stands above it."
        )
        self.hint.setText(why_not or told)

    def _turn(self, way: str) -> None:
        self._show(stated=way == ORDER)
        self.wanted.emit(self.list.keys() if way == ORDER else [])
