"""Scores in the window: all that are kept, each with how it is spread, and one that is edited beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.problems import Problem
from app.domain.progress import Progress
from ui.core import formats
from ui.panes.discover.score_editor import ScoreEditor
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.histogram import Histogram
from ui.widgets.labels import Elided, Label, restyle
from ui.widgets.layouts import beside, clear, hbox, keep_height, keep_width, scrolling, vbox
from ui.widgets.menu_field import popup
from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from app.runs import scoring
    from ui.panes.base import Pane

TITLE = "Scores · Points for what people do, and indexes of several figures"
NEW = (("points", "Points for what people do"), ("index", "An index of several figures"))
STARTS: dict[str, dict[str, Any]] = {
    "points": {
        "version": 1,
        "points": [{"event": "clicked_email", "points": 5}, {"event": "placed_order", "points": 20}],
        "within": {"last": {"days": 90}},
        "half_life": {"days": 30},
    },
    "index": {"version": 1, "index": [{"trait": "revenue"}, {"trait": "engagement_rate"}], "missing": "zero"},
}
"""What a new score begins with, to be adjusted."""


@dataclass(frozen=True)
class Known:
    """What the page knows: the scores, and what can be chosen as events and as figures."""

    scores: "list[scoring.Kept]"
    events: list[tuple[str, str]]
    figures: list[tuple[str, str]]


class ScoreRow(QFrame):
    """One score in the list: its name, its people and mean, and its histogram; a press opens it."""

    def __init__(self, kept: "scoring.Kept", opened: Callable[[str], None]) -> None:
        super().__init__()
        self.kept = kept
        self._opened = opened
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("choice", "true")
        spread = kept.spread
        told = "not worked out yet"
        if kept.problem:
            told = "needs a look"
        elif spread is not None:
            told = f"{formats.people(spread.known)}, mean {formats.number(spread.mean or 0, 1)}"
        small = Histogram(30, name=f"How {kept.title} is spread")
        small.setFixedWidth(96)
        small.show_spread(spread)
        words = vbox(Elided(kept.title, "strong"), Label(told, "small", "muted"), spacing=1)
        row = hbox(spacing=10, margins=(8, 6, 8, 6), parent=self)
        row.addLayout(words, 1)
        row.addWidget(small)
        self.setToolTip(kept.problem or kept.sentence)
        self.setAccessibleName(f"{kept.title}: {told}")

    def mark(self, *, current: bool) -> None:
        """Whether it is the one that is open."""
        restyle(self, current="true" if current else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._opened(self.kept.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._opened(self.kept.name)
        else:
            super().keyPressEvent(event)


class ScoresPage(QWidget):
    """The list at the left, the editor at the right; `pane` runs its jobs, says what went wrong, and has its buttons
    in the header."""

    WIDTH = 300

    def __init__(self, pane: "Pane") -> None:
        super().__init__()
        self._pane = pane
        self.known: Known | None = None
        self.open_name: str | None = None
        self.rows: list[ScoreRow] = []
        # What was changed of a score and not kept, by its name: nobody loses it by looking at another one.
        self.drafts: dict[str, tuple[str, dict[str, Any]]] = {}
        self._first: dict[str, Any] | None = None
        self.new_button = Button("New score ▾", parent=pane)
        self.new_button.clicked.connect(lambda: popup(self.new_button, NEW, "", self.begin))
        self.run_button = Button("Work all out", kind="main", parent=pane)
        self.run_button.clicked.connect(lambda: self.work_out([]))
        self.editor = ScoreEditor()
        self.editor.changed.connect(self._preview)
        self.editor.person_wanted.connect(lambda key: pane.context.go_to("people", key=key))
        self.editor.keep_button.clicked.connect(self.keep)
        self.editor.delete_button.clicked.connect(self.delete)
        held = Card("Scores", spacing=4)
        inside = QWidget()
        self._column = vbox(spacing=2, margins=(0, 0, 6, 0), parent=inside)
        held.add(scrolling(inside), 1)
        text = "Choose one at the left, or begin a new one."
        self.pages = Pages()
        self.pages.addWidget(EmptyState("chart-bar", "What is somebody worth to you?", text))
        self.pages.addWidget(self.editor)
        row = beside(self)
        left = QWidget()
        keep_width(left, self.WIDTH)
        keep_height(held, 200)
        keep_height(self.pages, 520)
        column = vbox(spacing=16, parent=left)
        column.addWidget(held, 1)
        column.addWidget(self.editor.outcome)
        self.editor.outcome.hide()
        row.addWidget(left)
        row.addWidget(self.pages, 1)

    # The list

    def load(self) -> None:
        """Show the scores as they are kept; what is being edited stays."""
        project = self._pane.project

        def work(_: Progress) -> Known:
            from app import audience
            from app.runs import scoring

            names = audience.names(project)
            traits = [one for one in names.traits.values() if one.type in scoring.FIGURES and not one.hidden]
            figures = sorted(((one.name, one.label) for one in traits), key=lambda one: one[1].casefold())
            events = sorted(names.events.items(), key=lambda one: one[1].casefold())
            return Known(scoring.every(project), events, figures)

        self._pane.run("scores", work, self._loaded, quiet=True)

    def _loaded(self, known: Known) -> None:
        self.known = known
        self.editor.offer(known.events, known.figures)
        clear(self._column)
        self.rows = [ScoreRow(one, self.open) for one in known.scores]
        for row in self.rows:
            row.mark(current=row.kept.name == self.open_name)
            self._column.addWidget(row)
        self._column.addStretch(1)
        if self.open_name is None and self.pages.currentIndex() == 0 and known.scores:
            self.open(known.scores[0].name)

    def open(self, name: str) -> None:
        """Edit the score of that name."""
        kept = next((row.kept for row in self.rows if row.kept.name == name), None)
        if kept is None:
            return
        self._put_aside()
        self.open_name = name
        for row in self.rows:
            row.mark(current=row.kept is kept)
        self._turn(1)
        self.editor.show_score(kept.title, kept.definition, ready=kept.ready, kept=kept.adjusted)
        self._first = self.editor.document()
        if name in self.drafts:
            title, document = self.drafts.pop(name)
            self.editor.show_score(title, document, ready=kept.ready, kept=kept.adjusted)

    def _put_aside(self) -> None:
        """Before another score is opened: keep what was changed of this one, for when it is opened again."""
        if self.open_name and self._first is not None and self.editor.document() != self._first:
            self.drafts[self.open_name] = (self.editor.name.text(), self.editor.document())

    def _turn(self, page: int) -> None:
        """Nothing is open (0), or a score is (1)."""
        self.pages.setCurrentIndex(page)
        self.editor.outcome.setVisible(page == 1)

    def begin(self, kind: str) -> None:
        """Begin a new score of points, or a new index."""
        self._put_aside()
        self.open_name = ""
        for row in self.rows:
            row.mark(current=False)
        self._turn(1)
        self.editor.show_score("", STARTS[kind], ready=False, kept=False)
        self.editor.name.setFocus()

    def _preview(self) -> None:
        project, document = self._pane.project, self.editor.document()

        def work(progress: Progress) -> "scoring.Preview":
            from app.runs import scoring

            return scoring.preview(project, document, progress=progress)

        def still() -> bool:
            """Whether that is still what stands in the fields."""
            return self.editor.document() == document

        self._pane.run(
            "score preview", work, self.editor.show_preview, self.editor.show_problem, title="Looking", about=still
        )

    # Keeping

    def keep(self) -> None:
        """Keep what is edited, and work it out for everybody."""
        project, document = self._pane.project, self.editor.document()
        name = self.editor.name.text().strip()
        before = next((row.kept for row in self.rows if row.kept.name == self.open_name), None)
        # An own score under another name is another score.
        old = before.definition if before is not None and before.adjusted and before.title == name else None

        def work(progress: Progress) -> "tuple[str, list[scoring.Ran]]":
            from app.runs import scoring

            if before is None or before.title != name:
                scoring.refuse_taken(project, name)
            kept = scoring.save(project, name, document)
            return kept, scoring.run(project, [kept], progress=progress)

        def done(answer: "tuple[str, list[scoring.Ran]]") -> None:
            kept, ran = answer
            self.open_name = kept
            self._first = document
            self.drafts.pop(kept, None)
            self._pane.context.toast(
                f"Kept, and worked out for {formats.people(ran[0].scored)}",
                undo=lambda: self._take_back(kept, old, ran),
            )
            self.load()

        self._pane.run("score keep", work, done, title="Working the score out", keeps=True)

    def _take_back(self, name: str, old: Any, ran: "list[scoring.Ran]") -> None:
        project = self._pane.project

        def work(_: Progress) -> None:
            from app.runs import scoring

            scoring.put_back(project, name, old)
            scoring.take_back(project, ran)

        self._pane.run("score keep", work, lambda _: self._start_over("Taken back"), keeps=True)

    def _start_over(self, said: str = "") -> None:
        self.open_name, self._first = None, None
        self._turn(0)
        if said:
            self._pane.context.toast(said)
        self.load()

    def work_out(self, names: list[str]) -> None:
        """Work these scores out for everybody (without names: all), as of the project's now."""
        project = self._pane.project

        def work(progress: Progress) -> "list[scoring.Ran]":
            from app.runs import scoring

            return scoring.run(project, names, progress=progress)

        def done(ran: "list[scoring.Ran]") -> None:
            self.run_button.setEnabled(True)
            said = f"Worked out {formats.counted(len(ran), 'score')}"
            self._pane.context.toast(said, undo=lambda: self._take_runs_back(ran))
            self.load()

        def failed(problem: Problem) -> None:
            self.run_button.setEnabled(True)
            self._pane.strip.show_problem(problem)

        self.run_button.setEnabled(False)
        back = lambda: self.run_button.setEnabled(True)  # noqa: E731
        self._pane.run("score run", work, done, failed, back, title="Working the scores out")

    def _take_runs_back(self, ran: "list[scoring.Ran]") -> None:
        project = self._pane.project

        def work(_: Progress) -> None:
            from app.runs import scoring

            scoring.take_back(project, ran)

        self._pane.run("score run", work, lambda _: self._start_over("Taken back: those before count again"))

    def delete(self) -> None:
        """Delete the score that is open; the one that comes with the program is as it was at first."""
        project, name = self._pane.project, self.open_name
        if not name:
            return

        def work(_: Progress) -> "scoring.Gone":
            from app.runs import scoring

            return scoring.delete(project, name)

        def done(gone: "scoring.Gone") -> None:
            self._start_over()
            self._pane.context.toast("The score is deleted", undo=lambda: self._restore(gone))

        self._pane.run("score keep", work, done, title="Deleting the score", keeps=True)

    def _restore(self, gone: "scoring.Gone") -> None:
        project = self._pane.project

        def work(_: Progress) -> None:
            from app.runs import scoring

            scoring.restore(project, gone)

        self._pane.run("score keep", work, lambda _: self._start_over("The score is back"), keeps=True)

    # Made anew

    def state(self) -> dict[str, Any]:
        """What is open and edited, for `take_up`."""
        if self.pages.currentIndex() == 0:
            return {}
        return {"open": self.open_name, "name": self.editor.name.text(), "document": self.editor.document()}

    def take_up(self, state: dict[str, Any]) -> None:
        """Edit that again."""
        if "document" in state:
            self.open_name = state["open"]
            self._turn(1)
            ready = state["open"] == "engagement_score"
            self.editor.show_score(state["name"], state["document"], ready=ready, kept=bool(state["open"]))
