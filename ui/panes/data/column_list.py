"""The columns of a file beside the grid: how each stands, a jump to it, and what can be done with all at once."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from ui.core import formats, theme
from ui.panes.data.column_model import HIGH, ColumnDelegate, ColumnModel, sign
from ui.panes.data.columns import STATES, HeadState, counts
from ui.widgets.buttons import Button, ChipButton
from ui.widgets.cards import Card
from ui.widgets.focus_ring import RingOver
from ui.widgets.labels import Label, bone
from ui.widgets.layouts import FlowLayout
from ui.widgets.search import SearchField

MANY = 10
"""Of more columns than these some are searched for."""
_BONES = 9


class ColumnView(QListView):
    """Emits `come_to(header)` when a column is chosen by key or press, `opened(header)` on Enter and double click."""

    come_to = Signal(str)
    opened = Signal(str)

    def __init__(self, model: ColumnModel) -> None:
        super().__init__()
        self._model = model
        self._quiet = False
        self.setModel(model)
        self.setAccessibleName("Columns of the file")
        self.setItemDelegate(ColumnDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(lambda now, _: self._tell(now.row()))
        self.doubleClicked.connect(lambda index: self.opened.emit(model.at(index.row()).header))
        RingOver(self)

    def choose(self, header: str) -> None:
        """Mark a column without telling anybody."""
        self._quiet = True
        index = self._model.index(self._model.row_of(header))
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        self._quiet = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self._model.at(self.currentIndex().row()).header)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colours = QPainter(self.viewport()), theme.active()
        if self._model.waiting:
            high, line = colours.px(HIGH), self.fontMetrics().height()
            for row in range(min(_BONES, self.viewport().height() // high)):
                wide = self.viewport().width() * (0.62, 0.44, 0.54)[row % 3]
                bone(painter, QRectF(25, row * high + high / 2 - line, wide, line))
                bone(painter, QRectF(25, row * high + high / 2, wide * 0.6, line))
        elif not self._model.rowCount():
            painter.setPen(colours.color("muted"))
            text = self._model.nothing()
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)

    def _tell(self, row: int) -> None:
        if not self._quiet and row >= 0:
            self.come_to.emit(self._model.at(row).header)


class StateChip(ChipButton):
    """How many columns stand in one way, with the sign of that; pressed it shows these alone."""

    def __init__(self, state: str, token: str) -> None:
        super().__init__("", token, checkable=True)
        self._state, self._token = state, token

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + theme.active().px(8) + 20, metrics.height() + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, side = QRectF(self.rect()), colours.px(8)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color("accent-soft" if self.isChecked() else "bg"))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        sign(painter, QRectF(8, (rect.height() - side) / 2, side, side), self._state)
        painter.setPen(colours.color("accent" if self.isChecked() else "muted"))
        painter.drawText(rect.adjusted(side + 13, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        self.paint_ring(painter)


class ColumnsCard(Card):
    """The list under its numbers; emits `come_to`, `opened`, and what is wanted of all: `skip_new`, `take_in`."""

    come_to = Signal(str)
    opened = Signal(str)
    skip_new = Signal()
    take_in = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Columns", parent=parent, spacing=8)
        self.body.setContentsMargins(8, 12, 8, 10)
        self.head.setContentsMargins(8, 0, 8, 0)
        self.model = ColumnModel()
        self.view = ColumnView(self.model)
        self.chips: dict[str, ChipButton] = {}
        held = QWidget()
        flow = FlowLayout(held, gap=2, row_gap=2)
        flow.setContentsMargins(0, 0, 0, 0)
        for state, _, token in STATES:
            chip = StateChip(state, token)
            chip.clicked.connect(lambda _=False, state=state: self._filter(state))
            self.chips[state] = chip
            flow.addWidget(chip)
        self._bones = Label("", "small")
        flow.addWidget(self._bones)
        # Numbers or none, on one line or two: what stands below keeps its place.
        held.setMinimumHeight(theme.active().px(24 if theme.active().large else 48))
        self.search = SearchField("Find a column", "Find a column of the file")
        self.search.searched.connect(lambda _: self._show())
        self.search.went_down.connect(self._go_down)
        self.all = Button("Skip what is not recognised", small=True)
        self._new: bool = True
        self.all.clicked.connect(self._all_at_once)
        for widget in (held, self.search):
            self.add(widget)
        self.add(self.view, 1)
        self.add(self.all)
        self.view.come_to.connect(self.come_to)
        self.view.opened.connect(self.opened)
        self._states: Sequence[HeadState] = ()
        self.wait()

    def wait(self) -> None:
        """Nothing is known of the columns yet."""
        self._states = ()
        self.model.wait()
        self.title.setText("Columns")
        for chip in self.chips.values():
            chip.setChecked(False)
            chip.hide()
        self._bones.blank(theme.active().px(200))
        self._bones.show()
        self.search.setEnabled(False)
        self.all.setEnabled(False)

    def show_states(self, states: Sequence[HeadState], chosen: str) -> None:
        """Show the columns as they stand, one of them chosen."""
        self._states = states
        fresh = [one.header for one in states] != [self.model.at(row).header for row in range(self.model.rowCount())]
        if fresh and self.model.total != len(states):
            self.search.clear()
        self.model.show_states(states)
        for state, word, _, count in counts(states):
            chip = self.chips[state]
            chip.setText(f"{formats.number(count)} {word}")
            chip.setAccessibleName(f"Show the columns that are {word}: {formats.number(count)}")
            # What somebody looks at stays until they look at something else.
            chip.setVisible(bool(count) or chip.isChecked())
            chip.updateGeometry()
        self._bones.hide()
        self.search.setEnabled(True)
        self.search.setVisible(len(states) > MANY)
        self._offer(states)
        self._count()
        self.view.choose(chosen)

    def choose(self, header: str) -> None:
        """Mark a column; where it is filtered away, all are shown again."""
        if self.model.row_of(header) < 0:
            self._filter("")
            self.search.clear()
            self._show()
        self.view.choose(header)

    def _all_at_once(self) -> None:
        (self.skip_new if self._new else self.take_in).emit()

    def _offer(self, states: Sequence[HeadState]) -> None:
        self._new = any(one.state == "new" for one in states)
        skipped = any(one.state == "skipped" for one in states)
        self.all.setText("Skip what is not recognised" if self._new or not skipped else "Take in what was skipped")
        self.all.setEnabled(self._new or skipped)

    def _filter(self, state: str) -> None:
        for name, chip in self.chips.items():
            if name != state:
                chip.setChecked(False)
        self._show()

    def _show(self) -> None:
        now = self.view.currentIndex()
        header = self.model.at(now.row()).header if now.isValid() else ""
        state = next((name for name, chip in self.chips.items() if chip.isChecked()), "")
        self.model.show_only(state, self.search.text().strip())
        self._count()
        self.view.choose(header)

    def _count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        of = f"{formats.number(shown)} of " if shown != total else ""
        self.title.setText(f"{of}{formats.counted(total, 'column')}")

    def _go_down(self) -> None:
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
