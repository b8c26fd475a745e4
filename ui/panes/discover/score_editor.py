"""A score that is edited: its rows and limits, the sentence that says what it does, and what it would come to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QWidget

from ui.core import formats
from ui.core.literal_names import Check
from ui.panes.discover.score_rows import Figure, Heads, IndexRow, PointsRow, Span
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Rule
from ui.widgets.histogram import Histogram, in_words
from ui.widgets.inputs import Choice
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, scrolling, vbox

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.runs import scoring

Document = dict[str, Any]
PAUSE = 250
"""Milliseconds without a change until the preview is worked out: whoever types is not answered at each letter."""
_HEADS = ("Points", "for each", "at most a day", "at most in all")
MISSING = (
    ("zero", "counts as 0"),
    ("middle", "counts as 50"),
    ("left_out", "is left out"),
    ("no_score", "means no score"),
)


class ScoreEditor(Card):
    """The fields of a definition. `changed` comes when somebody has paused; `preview` is then told what it comes to."""

    changed = Signal()
    person_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=10)
        self._kind = "points"
        self._about = ""
        self._quiet = False
        self._events: Sequence[tuple[str, str]] = ()
        self._figures: Sequence[tuple[str, str]] = ()
        self.rows: list[Any] = []
        self.heads = Heads()
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name of the score")
        self.name.setAccessibleName("Name of the score")
        self.name.setMaxLength(60)
        self.keep_button = Button("Keep and work out", kind="main", hint="Ctrl+S")
        self.delete_button = Button("Delete", kind="quiet", small=True, icon="trash")
        self.add(hbox(self.name, self.delete_button, self.keep_button, spacing=10))
        inside = QWidget()
        self._column = vbox(spacing=8, margins=(0, 0, 8, 0), parent=inside)
        self._lines = vbox(spacing=6)
        self.add_button = Button("", small=True, icon="plus")
        self.add_button.clicked.connect(self._add)
        self._heads = hbox(spacing=8)
        self._column.addLayout(self._heads)
        self._column.addLayout(self._lines)
        self._column.addLayout(hbox(self.add_button, 1))
        self._column.addWidget(Rule())
        self._column.addWidget(self._of_points())
        self._column.addWidget(self._of_index())
        self._column.addWidget(Rule())
        self.sentence = Label("", wrap=True)
        self._column.addWidget(self.sentence)
        self._column.addStretch(1)
        self.add(scrolling(inside), 1)
        self.outcome = self._outcome()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.changed)

    def _of_points(self) -> QWidget:
        self._limits = QWidget()
        self.within = Span("What counts", "All time", self._touched, months=True)
        self.half_life = Span("Points halve", "Never", self._touched, months=False)
        self.most = Figure("No score above", 0, 0, 1e6)
        self.most.setSpecialValueText("No limit")
        self.most.valueChanged.connect(lambda _: self._touched())
        self.below_zero = Check("May fall below 0")
        self.below_zero.toggled.connect(lambda _: self._touched())
        rows: list[tuple[str, QWidget | QLayout]] = [
            ("Counts what was done in the last", self.within),
            ("Points halve after", self.half_life),
            ("No score above", hbox(self.most, self.below_zero, 1, spacing=16)),
        ]
        column = vbox(spacing=6, parent=self._limits)
        wide = max(self.fontMetrics().horizontalAdvance(text) for text, _ in rows) + 16
        for text, field in rows:
            label = Label(text)
            label.setMinimumWidth(wide)
            column.addLayout(hbox(label, field, 1, spacing=10))
        return self._limits

    def _of_index(self) -> QWidget:
        self._rest = QWidget()
        self.missing = Choice("What is not known of somebody", MISSING, "zero")
        self.missing.currentIndexChanged.connect(lambda _: self._touched())
        hbox(Label("What is not known of somebody"), self.missing, 1, spacing=10, parent=self._rest)
        return self._rest

    def _outcome(self) -> Card:
        held = Card("What it comes to")
        self.picture = Histogram(110)
        self.figures = Label("", "small", "muted", wrap=True)
        # Three lines: nothing moves while it is worked out anew.
        self.figures.setMinimumHeight(3 * self.figures.fontMetrics().height())
        self._people = vbox(spacing=0)
        held.add(self.picture)
        held.add(self.figures)
        held.add(Label("For example", "strong"))
        held.add(self._people)
        return held

    # What is edited

    def offer(self, events: Sequence[tuple[str, str]], figures: Sequence[tuple[str, str]]) -> None:
        """The events and figures that can be chosen, as names and titles."""
        self._events, self._figures = events, figures

    def show_score(self, name: str, document: Document, *, ready: bool, kept: bool) -> None:
        """Edit this definition; a `ready` one keeps its name, and only one that is `kept` can be deleted."""
        self._quiet = True
        self._kind = "index" if "index" in document else "points"
        self._about = document.get("about", "")
        self.name.setText(name)
        self.name.setReadOnly(ready)
        self.delete_button.setVisible(kept)
        self.delete_button.setText("As it was at first" if ready else "Delete")
        self.add_button.setText("Another figure" if self._kind == "index" else "Another event")
        clear(self._lines)
        clear(self._heads)
        self.heads = Heads(*(("Weight", "Figure", "", "") if self._kind == "index" else _HEADS))
        self._heads.addWidget(self.heads)
        self.rows = []
        for row in document[self._kind]:
            self._add_row(row)
        within = document.get("within") or {}
        self.within.show_length(within.get("last"), None if "last" in within or not within else within)
        self.half_life.show_length(document.get("half_life"))
        self.most.setValue(float(document.get("most", 0)))
        self.below_zero.setChecked(bool(document.get("below_zero", False)))
        self.missing.set_key(document.get("missing", "zero"))
        self._limits.setVisible(self._kind == "points")
        self._rest.setVisible(self._kind == "index")
        self._quiet = False
        self.show_preview(None)
        self.changed.emit()

    def document(self) -> Document:
        """The definition as it stands in the fields."""
        found: Document = {"version": 1} | ({"about": self._about} if self._about else {})
        found[self._kind] = [row.document() for row in self.rows]
        if self._kind == "index":
            return found | {"missing": self.missing.key()}
        if (last := self.within.length()) is not None:
            found["within"] = {"last": last}
        elif self.within.other is not None:
            found["within"] = self.within.other
        if (half := self.half_life.length()) is not None:
            found["half_life"] = half
        if self.most.value():
            found["most"] = self.most.value()
        return found | ({"below_zero": True} if self.below_zero.isChecked() else {})

    def _add(self) -> None:
        known = [row.trait.key() for row in self.rows] if self._kind == "index" else []
        if self._kind == "index":
            fresh = next((name for name, _ in self._figures if name not in known), "orders")
            self._add_row({"trait": fresh})
        else:
            self._add_row({"event": "clicked_email", "points": 1})
        self.rows[-1].setFocus()
        self._touched()

    def _add_row(self, row: Document) -> None:
        kind: Any = IndexRow if self._kind == "index" else PointsRow
        offered = self._figures if self._kind == "index" else self._events
        made = kind(row, offered, self._touched, self._take_out)
        self.rows.append(made)
        if len(self.rows) == 1:
            self.heads.stand_over(*made.columns())
        self._lines.addWidget(made)

    def _take_out(self, row: QWidget) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._touched()

    def _touched(self) -> None:
        if not self._quiet:
            self._timer.start()

    # What it comes to

    def show_preview(self, found: "scoring.Preview | None") -> None:
        """What the definition would come to; None while that is worked out."""
        clear(self._people)
        self.picture.show_spread(None if found is None else found.spread)
        self.keep_button.setEnabled(found is not None)
        self.sentence.setText("…" if found is None else found.sentence)
        self.figures.setText("" if found is None else in_words(found.spread))
        for one in () if found is None else found.examples:
            value = formats.number(one.value, 0 if one.value.is_integer() else 2)
            button = Button(one.name or formats.key(one.key), kind="text", small=True)
            button.clicked.connect(lambda _=False, key=one.key: self.person_wanted.emit(key))
            self._people.addLayout(hbox(button, 1, Label(value, "strong"), spacing=10))

    def show_problem(self, problem: "Problem") -> None:
        """What is wrong with the definition, in the place of what it would come to."""
        self.show_preview(None)
        self.sentence.setText(str(problem))
