"""How the import wizard looks: the files in their order, what this one is, its columns and rows, what would happen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.core import icons, theme
from ui.panes.data.about_file import AboutCard
from ui.panes.data.answer_words import DateQuestion, SpokenCard
from ui.panes.data.arrival_card import ArrivalCard
from ui.panes.data.column_list import ColumnsCard
from ui.panes.data.columns import HeadState
from ui.panes.data.file_card import FileCard
from ui.panes.data.file_head import ColumnHead
from ui.panes.data.grid import PreviewGrid
from ui.panes.data.permission_question import PermissionQuestion
from ui.panes.data.recipe_card import RecipeCard, UnfitQuestion
from ui.panes.data.review import ReviewCard
from ui.panes.data.three_columns import ThreeColumns
from ui.widgets.cards import Card, EmptyState
from ui.widgets.layouts import FlowLayout, Scrolling, clear, vbox

_LOOKS: Final = {
    "now": ("circle-half", "accent", "accent-soft"),
    "done": ("check-circle", "good", ""),
    "waiting": ("circle", "muted", ""),
    "skipped": ("minus-circle", "muted", ""),
    "failed": ("warning-circle", "bad", ""),
}


@dataclass(frozen=True)
class Step:
    """One file of the queue: its name and whether it waits, is open, done, skipped or failed."""

    name: str
    state: str


class StepChip(QWidget):
    """A file's name with its state as an icon."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.active().font("small-strong" if step.state == "now" else "small"))
        width = min(220, self.fontMetrics().horizontalAdvance(step.name) + 40)
        self.setFixedSize(width, self.fontMetrics().height() + 10)
        self.setAccessibleName(f"{step.name}: {step.state}")

    def paintEvent(self, event: QPaintEvent) -> None:
        name, ink, ground = _LOOKS[self._step.state]
        colours, painter = theme.active(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(ground))
            painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
        area = self.rect().adjusted(9, 0, 0, 0)
        area.setWidth(15)
        icons.paint(painter, area, name, colours.color(ink))
        painter.setPen(colours.color(ink if self._step.state in ("now", "failed") else "muted"))
        text = self.rect().adjusted(29, 0, -8, 0)
        shown = painter.fontMetrics().elidedText(self._step.name, Qt.TextElideMode.ElideMiddle, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)


class WizardPage(QWidget):
    """The whole page; it shows and tells, and decides nothing.

    Whoever comes to a column, in the list, a head or a cell, sees it marked in all three (`come_to`).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = QWidget()
        self._flow = FlowLayout(self._steps, gap=6, row_gap=4)
        self.file = FileCard()
        self.columns = ColumnsCard()
        self.column = ColumnHead()
        self.grid = PreviewGrid()
        self.review = ReviewCard()
        self.arrivals = ArrivalCard()
        self.recipe = RecipeCard()
        self.unfit = UnfitQuestion()
        self.when = DateQuestion()
        self.permission = PermissionQuestion()
        self.about = AboutCard()
        self.spoken = SpokenCard()
        self._lines: Sequence[int] = ()
        self._states: dict[str, HeadState] = {}
        text = "Why stands above. Mend the file, or export it again, and choose it anew."
        self._gone = EmptyState("warning", "Nothing of this file can be shown", text)
        self._stopped = EmptyState("warning", "Reading this file was stopped", "Start again, or go on without it.")
        for state in (self._gone, self._stopped):
            state.hide()
        self._known = self._grid_card()
        middle = QWidget()
        vbox(self._known, self._gone, self._stopped, spacing=0, parent=middle)
        self._parts = ThreeColumns(self.columns, middle, self._side())
        vbox(self._steps, self.file, self._parts, spacing=12, parent=self).setStretch(2, 1)
        self.columns.come_to.connect(self.come_to)
        self.grid.chosen.connect(self.come_to)
        self.grid.row_chosen.connect(self._show_row)
        self.arrivals.turned.connect(lambda _: self._mark_row())

    def _grid_card(self) -> Card:
        card = Card(spacing=10)
        card.body.setContentsMargins(12, 12, 12, 8)
        card.add(self.column)
        card.add(self.grid, 1)
        return card

    def _side(self) -> Scrolling:
        held = QWidget()
        told = (self.unfit, self.review, self.permission, self.about, self.arrivals)
        column = vbox(*told, self.recipe, self.when, self.spoken, 1, spacing=12, parent=held)
        column.setContentsMargins(0, 0, 0, 0)
        area = Scrolling(held)
        area.stand_whole(theme.active().large)
        return area

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the files that were dropped together; one alone needs no list."""
        clear(self._flow)
        for step in steps:
            self._flow.addWidget(StepChip(step))
        self._steps.setVisible(len(steps) > 1)

    # The columns and rows.

    def show_columns(self, states: Sequence[HeadState], who: str) -> None:
        """Show each column as it stands; whichever was looked at stays so."""
        self._states = {state.header: state for state in states}
        chosen = self.column.header if self.column.header in self._states else who or next(iter(self._states), "")
        self.columns.show_states(states, chosen)
        self.grid.show_columns(states, who)
        self.come_to(chosen)

    def show_rows(self, rows: Sequence[Mapping[str, Any]], lines: Sequence[int]) -> None:
        """Show the first rows, which began on these lines of the file."""
        self._lines = lines
        self.grid.show_rows(rows)
        self._mark_row()

    def come_to(self, header: str) -> None:
        """Look at a column: it is marked in the list and the grid, and can be changed above it."""
        if header not in self._states:
            return
        self.column.set(self._states[header])
        self.columns.choose(header)
        self.grid.mark(header)

    def _show_row(self, row: int) -> None:
        at = self.arrivals.row(self._lines[row]) if row < len(self._lines) else -1
        if at >= 0:
            self.arrivals.turn_to(at)
        self.grid.show_row(row)

    def _mark_row(self) -> None:
        if self.arrivals.line in self._lines:
            self.grid.show_row(list(self._lines).index(self.arrivals.line))

    # While nothing is known.

    def wait(self, caption: str) -> None:
        """Another file is being read: nothing of the last one stands here, and nothing can be changed yet."""
        self.file.wait()
        self._known.show()
        self._gone.hide()
        self._stopped.hide()
        self._states, self._lines = {}, ()
        self.columns.show()
        self.columns.wait()
        self.column.wait()
        self.grid.wait()
        self.arrivals.wait()
        self.arrivals.show()
        self.recipe.wait()
        self.recipe.show()
        self.review.wait(caption)
        self.hide_questions()
        self.set_locked(True)

    def show_unreadable(self) -> None:
        """There is nothing of this file to show, and none of it is on its way."""
        self.file.clear()
        self.columns.hide()
        self._known.hide()
        self._stopped.hide()
        self._gone.show()
        self.arrivals.hide()
        self.recipe.hide()
        self.review.clear_review("This file cannot be read")
        self.hide_questions()

    def show_stopped(self, *, known: bool) -> None:
        """Reading the file was stopped; what is known of it from before stays."""
        self.grid.set_dim(False)
        if not known:
            self.show_unreadable()
            self._gone.hide()
            self._stopped.show()
        self.review.clear_review("Stopped")

    def hide_questions(self) -> None:
        """What is asked of a file goes with it."""
        self.when.hide()
        self.permission.hide()
        self.spoken.hide()
        self.unfit.hide()

    def set_locked(self, locked: bool) -> None:
        """While the file is being brought in nothing of it can be changed."""
        asked = (self.unfit, self.permission, self.when, self.spoken)
        for part in (self.file, self.columns, self.column, self.grid, self.recipe, *asked):
            part.setEnabled(not locked)
