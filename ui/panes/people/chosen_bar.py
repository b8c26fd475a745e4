"""The rows of people that several can be chosen of, and the bar over their head with what can be done with them."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.core import formats, theme
from ui.panes.people.cells import BOX
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox
from ui.widgets.paged_table import PagedModel, PagedTable

_TOGGLE = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows


class ChosenBar(QFrame):
    """Says how many are chosen; emits what is wanted of them. It lies over the head of a table, so no row moves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = Label("", "strong")
        self.tag = Button("Tag", small=True, icon="tag")
        self.list = Button("Add to a list", small=True, icon="list")
        self.suppress = Button("Suppress", small=True, icon="prohibit")
        self.copy = Button("Copy as CSV", small=True, icon="copy")
        self.none = Button(kind="quiet", icon="x", small=True, name="Choose nobody")
        does = (self.tag, self.list, self.suppress, self.copy, self.none)
        hbox(self.count, 1, *does, spacing=8, margins=(8, 0, 4, 0), parent=self)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # The whole of it first: below it lies the head of the table.
        painter.fillRect(self.rect(), theme.active().color("surface"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.active().color("accent-soft"))
        painter.drawRoundedRect(self.rect(), 6, 6)

    def show_count(self, count: int) -> None:
        """Say how many; nobody takes it away."""
        self.count.setText(f"{formats.number(count)} chosen")
        self.setVisible(count > 0)
        self.raise_()


class PeopleTable(PagedTable):
    """A press on the tick at the left of a row, or Space, adds it to the chosen or takes it out."""

    ticked = Signal()
    resized = Signal()

    def __init__(self, model: PagedModel) -> None:
        super().__init__(model, "People", two_lines=True)
        self.bar = ChosenBar(self)
        self._by_tick = False
        self.selectionModel().selectionChanged.connect(lambda *_: self._show_bar())
        model.modelReset.connect(self._show_bar)
        self.bar.none.clicked.connect(self.clearSelection)

    def chosen(self) -> int:
        """How many are chosen: rows that were ticked, or several; the one that the keyboard stands on is not."""
        count = self.selected_count()
        return count if self._by_tick or count > 1 else 0

    def _show_bar(self) -> None:
        if not self.selected_count():
            self._by_tick = False
        self.bar.show_count(self.chosen())

    def _toggle(self, row: int) -> None:
        index = self.model().index(row, 0)
        # One that the keyboard merely stood on was not chosen.
        if not self._by_tick and self.selected_count() == 1:
            self.selectionModel().clearSelection()
        self._by_tick = True
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(index, _TOGGLE)

    def _in_box(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid() or self.paged.columns[index.column()].key != "name":
            return False
        left = self.columnViewportPosition(index.column())
        return at.x() - left < theme.active().px(BOX) + 2

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._in_box(event):
            self._toggle(self.indexAt(event.position().toPoint()).row())
            event.accept()
            return
        if not event.modifiers():
            self._by_tick = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # A press that ticked opens nobody.
        if event.button() == Qt.MouseButton.LeftButton and self._in_box(event):
            event.accept()
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._in_box(event):
            self._toggle(self.indexAt(event.position().toPoint()).row())
            return
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers() and self.currentIndex().isValid():
            self._toggle(self.currentIndex().row())
            return
        if event.key() == Qt.Key.Key_Escape and self.chosen():
            self.clearSelection()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        head = self.horizontalHeader()
        self.bar.setGeometry(head.x(), head.y(), self.viewport().width(), head.height())
        self.resized.emit()
