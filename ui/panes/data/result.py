"""After the wizard: what each file brought, with Undo beside it, and where one goes from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.core import formats
from ui.panes.data import numbers, overview
from ui.panes.data.review import Figure, look_line
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, IconLabel, Rule
from ui.widgets.labels import Elided, HeroNumber, Label
from ui.widgets.layouts import beside, clear, hbox, keep_width, scrolling, vbox

if TYPE_CHECKING:
    from ui.panes.data.queue import Task


@dataclass(frozen=True)
class Outcome:
    """One file: its name, what it brought in words, its state in the queue, its batch, its rejected rows, and what
    must be told of it."""

    name: str
    line: str
    state: str
    batch: int = 0
    rejected: int = 0
    notes: Sequence[Figure] = ()
    unread: int = 0


def outcome_of(task: "Task") -> Outcome:
    """What a file of the queue came to."""
    if task.state != "done":
        return Outcome(task.name, str(task.problem or "Left out"), "skipped")
    assert task.report is not None
    report = overview.afterwards(task.report)
    line = numbers.summary(report, task.kind)
    return Outcome(
        task.name, line, "done", task.batch, task.report.rejected, numbers.told_after(report), task.report.unread
    )


_ICONS = {"done": ("check-circle", "good"), "skipped": ("minus-circle", "muted"), "failed": ("warning-circle", "bad")}


class ResultPage(QWidget):
    """Emits what the user wants next: a batch undone, its rejected rows shown, the people looked at
    (with what the pane of people is handed)."""

    undo_wanted = Signal(int)
    rejected_wanted = Signal(int)
    unread_wanted = Signal(int)
    people_wanted = Signal(dict)
    segments_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hero = HeroNumber("People in the project")
        self._rows = vbox(spacing=0)
        self.undo_buttons: dict[int, Button] = {}
        files = Card("What came in", spacing=6)
        files.add(self._rows)
        held = QWidget()
        vbox(files, 1, parent=held)
        row = beside(self)
        row.addWidget(scrolling(held), 1)
        row.addLayout(vbox(self._side(), 1))

    def _side(self) -> Card:
        card = Card(spacing=10)
        keep_width(card, 300)
        card.add(self.hero)
        card.add(Label("Everything stays in this one file on your computer.", "small", "muted", wrap=True))
        people, self.segments_button = Button("Look at the people"), Button("Build a segment")
        people.clicked.connect(lambda: self.people_wanted.emit({}))
        self.duplicates_button = Button("Look for duplicates")
        self.duplicates_button.setToolTip("Who may be one person under two names or addresses")
        self.duplicates_button.clicked.connect(lambda: self.people_wanted.emit({"duplicates": True}))
        self.segments_button.clicked.connect(self.segments_wanted)
        card.add(vbox(hbox(people, 1), hbox(self.duplicates_button, 1), hbox(self.segments_button, 1)))
        return card

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Show these files."""
        clear(self._rows)
        self.undo_buttons = {}
        for at, outcome in enumerate(outcomes):
            if at:
                self._rows.addWidget(Rule())
            self._rows.addWidget(self._row(outcome))

    def show_people(self, count: int) -> None:
        """Show how many people there are now."""
        self.hero.set(formats.number(count))

    def mark_undone(self, batch: int) -> None:
        """The file of this batch was taken back."""
        if batch in self.undo_buttons:
            self.undo_buttons[batch].setText("Taken back")
            self.undo_buttons[batch].setEnabled(False)

    def _row(self, outcome: Outcome) -> QWidget:
        held = QWidget()
        icon, token = _ICONS.get(outcome.state, ("circle", "muted"))
        row = hbox(IconLabel(icon, 20, token), spacing=12, margins=(2, 10, 2, 10))
        line = Label(outcome.line, "small", "muted", wrap=True)
        row.addLayout(vbox(Elided(outcome.name, "strong", middle=True), line, spacing=2), 1)
        self._press(row, outcome)
        # What must be told has the whole width: beside the buttons a small window would leave it a word a line.
        told = vbox(*(look_line(note) for note in outcome.notes), spacing=4, margins=(34, 0, 2, 10))
        vbox(row, *([told] if outcome.notes else []), spacing=0, parent=held)
        return held

    def _press(self, row: QHBoxLayout, outcome: Outcome) -> None:
        """What can be done about a file that came in."""
        if outcome.rejected:
            rejected = Button(f"{formats.counted(outcome.rejected, 'rejected row')}", kind="quiet", small=True)
            rejected.clicked.connect(lambda: self.rejected_wanted.emit(outcome.batch))
            row.addWidget(rejected)
        if outcome.unread:
            unread = Button(formats.counted(outcome.unread, "unread cell"), kind="quiet", small=True)
            unread.clicked.connect(lambda: self.unread_wanted.emit(outcome.batch))
            row.addWidget(unread)
        if outcome.batch:
            undo = Button("Undo", small=True, icon="arrow-counter-clockwise")
            undo.setAccessibleName(f"Undo the import of {outcome.name}")
            undo.clicked.connect(lambda: self.undo_wanted.emit(outcome.batch))
            self.undo_buttons[outcome.batch] = undo
            row.addWidget(undo)
