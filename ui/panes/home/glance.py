"""The project at a glance: how many people, how busy the months were, what came in last, and what to do next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.charts.chart import load
from ui.charts.months import Months
from ui.charts.with_table import PictureButton, WithTable
from ui.core import formats, theme
from ui.panes.home.welcome import DropTarget
from ui.widgets.buttons import Button, RowButton, Segmented
from ui.widgets.cards import Card
from ui.widgets.labels import HeroNumber, Label
from ui.widgets.layouts import beside, clear, hbox, vbox
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.project import ImportLine, Month, Overview
    from ui.panes.base import Pane


@dataclass(frozen=True)
class _Step:
    """A step on the way to an export: what it is called, why it is worth it, where it is done."""

    key: str
    title: str
    why: str
    pane: str


STEPS: Final = (
    _Step("people", "Bring in your people", "Contacts or orders: both make profiles", "data"),
    _Step("events", "Add what they did", "Orders, web visits, email results", "data"),
    _Step("segments", "Build a segment", "Conditions, and a count that moves", "segments"),
    _Step("groups", "Find groups", "Let the data say who belongs together", "discover"),
    _Step("templates", "Write the email", "One template, right for each person", "templates"),
    _Step("exports", "Plan and export", "Check everyone, then write the files", "campaigns"),
)

_MARKS: Final = {
    "done": ("check-circle", "good"),
    "coming": ("arrow-circle-right", "accent"),
    "later": ("circle", "muted"),
}


class Glance(QWidget):
    """The page; `refresh` looks again and keeps the old figures, dimmed, until the new ones land."""

    def __init__(self, pane: "Pane") -> None:
        super().__init__()
        self._pane = pane
        self._found: list[Month] = []
        self._people = HeroNumber("People")
        self._events = HeroNumber("Events")
        self._months = Months()
        self._picture = WithTable(self._months, "Month by month, in figures")
        self._measure = Segmented([("events", "All events"), ("orders", "Orders")], "What the bars count")
        self._steps = {step.key: self._step(step) for step in STEPS}
        self._done = Label("", "small-strong", "muted")
        self._imports = vbox(spacing=0)
        full = QWidget()
        vbox(self._numbers(), self._latest(), spacing=16, parent=full)
        self._left = Pages()
        self._left.addWidget(full)
        self._left.addWidget(DropTarget(pane.context, kept=True))
        row = beside(self)
        row.addWidget(self._left, 2)
        row.addWidget(self._next(), 1)
        self._measure.changed.connect(self._draw)

    def _numbers(self) -> Card:
        card = Card()
        card.add(hbox(self._people, self._events, spacing=32))
        card.body.addSpacing(6)
        files = PictureButton(self._picture, "Month by month")
        self._pane.tell_of(files)
        card.add(hbox(Label("Month by month", "strong"), 1, self._measure, files))
        card.add(self._picture, 1)
        return card

    def _latest(self) -> Card:
        card = Card("Came in last")
        everything = Button("All imports", small=True)
        everything.clicked.connect(lambda: self._pane.context.go_to("data"))
        card.add_to_head(everything)
        card.add(self._imports)
        return card

    def _next(self) -> Card:
        card = Card("On the way to an export", spacing=2)
        if not theme.active().large:
            card.setMinimumWidth(300)
            card.setMaximumWidth(theme.active().px(340))
        card.add_to_head(self._done)
        for step in STEPS:
            card.add(self._steps[step.key])
        card.body.addStretch(1)
        promise = Card(tone="good")
        text = "No account, no cloud. Everything stays in this one file on your computer."
        promise.add(Label(text, "small", "good", wrap=True))
        card.add(promise)
        return card

    def _step(self, step: _Step) -> RowButton:
        row = RowButton(step.title, step.why)
        row.set_icon("circle", "muted")
        row.clicked.connect(lambda: self._pane.context.go_to(step.pane))
        return row

    def refresh(self) -> None:
        """Look again, off the interface's thread."""
        self._people.set_dim(True)
        self._events.set_dim(True)
        project = self._pane.project

        def look(_: "Progress") -> "Overview":
            from app.project import overview

            return overview(project)

        def count(progress: "Progress") -> "list[Month]":
            from app.project import months

            load()
            return months(project, progress)

        # Two jobs: the figures are read from the file at once, the months wait for the mirror, which may have to be
        # made.
        self._pane.run("overview", look, self._show, quiet=True)
        self._pane.run("months", count, self._show_months, title="Counting the months")

    def _show(self, found: "Overview") -> None:
        self._people.set(formats.number(found.people), _people_line(found))
        empty = not found.people and not found.imports
        self._left.setCurrentIndex(1 if empty else 0)
        self._events.set(formats.number(found.events), f"to {formats.day(found.moment.local().date())}")
        done = _done(found)
        self._done.setText(f"{len(done)} of {len(STEPS)}")
        coming = next((step.key for step in STEPS if step.key not in done), "")
        for key, row in self._steps.items():
            mark = _MARKS["done" if key in done else "coming" if key == coming else "later"]
            row.set_icon(*mark)
        clear(self._imports)
        for line in found.latest[:4]:
            self._imports.addWidget(self._import(line))
        if not found.latest:
            text = "Nothing yet. Drop a contacts or orders file anywhere on this window."
            self._imports.addWidget(Label(text, tone="muted", wrap=True), 0, Qt.AlignmentFlag.AlignTop)

    def _import(self, line: "ImportLine") -> RowButton:
        from app.ingest import kind_title

        kept = f"{formats.counted(line.accepted, 'row')} kept"
        rejected = f" · {formats.number(line.rejected)} rejected" if line.rejected else ""
        kind = kind_title(line.kind)
        row = RowButton(line.file_name, f"{kind} · {kept}{rejected}", formats.ago(line.imported_at))
        row.clicked.connect(lambda: self._pane.context.go_to("data", batch=line.batch_id))
        return row

    def _show_months(self, found: "list[Month]") -> None:
        self._found = found
        self._months.empty_text = "Bring in orders or web visits, and each month stands here."
        self._draw()

    def _draw(self) -> None:
        self._months.set(self._found, self._measure.value())
        self._picture.show_figures(*self._months.figures())


def _people_line(found: "Overview") -> str:
    if not found.people:
        return "nobody yet"
    return f"{formats.number(found.mailable)} with an address"


def _done(found: "Overview") -> set[str]:
    """The keys of the steps that the project shows to be done."""
    held = {
        "people": found.people,
        "events": found.events,
        "segments": found.segments,
        "groups": found.groups,
        "templates": found.templates,
        "exports": found.exports,
    }
    return {key for key, count in held.items() if count}
