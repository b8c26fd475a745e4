"""The line at the foot: what the project holds, the work that is under way, and the way to everything."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.core import formats, theme
from ui.core.jobs import Job
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button, keys_text
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import hbox

if TYPE_CHECKING:
    from app.project import Overview


class JobLine(QWidget):
    """The oldest of the jobs that take long: words, a thin bar, cancel."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._words = Elided("", "small")
        self._bar = Bar(0.0, height=4)
        self._bar.setFixedWidth(theme.active().column(120))
        self._more = Label("", "small", "muted")
        self._cancel = Button(kind="quiet", icon="x", small=True, name="Cancel this work")
        self._cancel.clicked.connect(self.cancel)
        hbox(self._words, self._bar, self._more, self._cancel, spacing=10, parent=self)
        self._words.setMinimumWidth(theme.active().column(260))
        self.hide()

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show how the first is getting on, and how many more there are."""
        self.setVisible(bool(jobs))
        self._job = jobs[0] if jobs else None
        if self._job is None:
            return
        share = self._job.state[0]
        stopping = "Stopping…" if self._job.cancelled else self._job.words or "Working…"
        self._words.setText(f"{stopping} {round(share * 100)}{formats.NBSP}%" if share else stopping)
        self._bar.set(share)
        self._more.setText(f"and {len(jobs) - 1} more" if len(jobs) > 1 else "")
        self._more.setVisible(len(jobs) > 1)
        self.setAccessibleName(self._words.text())

    def cancel(self) -> bool:
        """Stop the work that is shown; says whether there was any."""
        if self._job is None or self.isHidden():
            return False
        self._job.cancel()
        return True


class StatusLine(QFrame):
    """`Saved · 4,561 people · 613,802 events · as of 10 Dec 2011`, the job line, and `Ctrl K for anything`."""

    palette_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme.active().px(28))
        self._facts = Elided("No project open", "small", "muted")
        self.jobs = JobLine()
        self._palette = Button(f"{keys_text('Ctrl+K')} for anything", kind="text", small=True)
        self._palette.clicked.connect(self.palette_wanted)
        line = hbox(spacing=16, margins=(24, 0, 15, 0), parent=self)
        line.addWidget(self._facts, 1)
        line.addWidget(self.jobs)
        line.addWidget(self._palette)

    def show_project(self, found: "Overview | None", unsaved: str = "") -> None:
        """Say what the project holds; `unsaved` says why nothing can be written, where that is so."""
        if found is None:
            self._facts.setText("No project open")
            return
        parts = [
            unsaved or "Saved",
            formats.people(found.people),
            formats.counted(found.events, "event"),
            f"as of {formats.day(found.moment.local().date())}",
        ]
        self._facts.setText(" · ".join(parts))

    def text(self) -> str:
        """The facts as they stand."""
        return self._facts.text()
