"""How the import wizard looks: the files in their order, what this one is, its first rows, and what would happen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.core import icons, theme
from ui.panes.data.answer_words import DateQuestion, SpokenCard
from ui.panes.data.file_card import FileCard
from ui.panes.data.grid import PreviewGrid
from ui.panes.data.review import ReviewCard
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, beside, clear, keep_height, keep_width, scrolling, vbox

SIDE: Final = 300
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
    """The whole page; it shows and tells, and decides nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = QWidget()
        self._flow = FlowLayout(self._steps, gap=6, row_gap=4)
        self.file = FileCard()
        self.grid = PreviewGrid()
        self.review = ReviewCard()
        self.when = DateQuestion()
        self.spoken = SpokenCard()
        self._note = Label(
            "The first rows, as they would arrive. Change what a column becomes in its head.",
            "small",
            "muted",
            wrap=True,
        )
        row = beside(self)
        text = "Why stands above. Mend the file, or export it again, and choose it anew."
        self._gone = EmptyState("warning", "Nothing of this file can be shown", text)
        self._stopped = EmptyState("warning", "Reading this file was stopped", "Start again, or go on without it.")
        for state in (self._gone, self._stopped):
            state.hide()
        row.addLayout(vbox(self._steps, self.file, self._grid_card(), self._gone, self._stopped, spacing=12), 1)
        row.addWidget(self._side())

    def _grid_card(self) -> Card:
        card = Card(spacing=6)
        card.body.setContentsMargins(10, 10, 10, 8)
        keep_height(card, 360)
        card.add(self._note)
        card.add(self.grid, 1)
        self._rows = card
        return card

    def _side(self) -> QWidget:
        held = QWidget()
        column = vbox(self.review, self.when, self.spoken, 1, spacing=12, parent=held)
        column.setContentsMargins(0, 0, 0, 0)
        if theme.active().large:
            return held
        area = scrolling(held)
        keep_width(area, SIDE)
        return area

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show the files that were dropped together; one alone needs no list."""
        clear(self._flow)
        for step in steps:
            self._flow.addWidget(StepChip(step))
        self._steps.setVisible(len(steps) > 1)

    def wait(self, caption: str) -> None:
        """Another file is being read: nothing of the last one stands here, and nothing can be changed yet."""
        self.file.wait()
        self._rows.show()
        self._gone.hide()
        self._stopped.hide()
        self.grid.wait()
        self.review.wait(caption)
        self.hide_questions()
        self.set_locked(True)

    def show_unreadable(self) -> None:
        """There is nothing of this file to show, and none of it is on its way."""
        self.file.clear()
        self._rows.hide()
        self._stopped.hide()
        self._gone.show()
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
        self.spoken.hide()

    def set_locked(self, locked: bool) -> None:
        """While the file is being brought in nothing of it can be changed."""
        self.file.setEnabled(not locked)
        self.grid.setEnabled(not locked)
        self.when.setEnabled(not locked)
        self.spoken.setEnabled(not locked)
