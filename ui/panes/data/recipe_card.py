"""The cleaning recipe of the file that is looked at, as sentences: what each step changes, and a look at some cells."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.core import formats
from ui.core.literal_names import Menu
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Rule
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.menu_field import MenuField

if TYPE_CHECKING:
    from app.ingest import UnfitRecipe
    from app.recipe import StepReport

LEFT_OUT: Final = ""
"""Stands for a column whose steps are left out."""
_ASKED = 4
"""Of so many columns that are gone it is asked one by one; with more of them the steps are looked at anyhow."""


class StepLine(QWidget):
    """One step: its sentence, how many cells it changes, on a press some of them before and after, and its menu."""

    def __init__(self, sentence: str, place: int, count: int, card: "RecipeCard", *, told: bool) -> None:
        super().__init__()
        self._card, self._place, self._of, self._told = card, place, count, told
        self.sentence = Label(sentence, wrap=True)
        self.cells = Button("counting…", kind="quiet", small=True, name=f"Cells changed by step {place + 1}")
        self.cells.setCheckable(True)
        self.cells.setEnabled(False)
        self.menu = Button(kind="quiet", small=True, icon="dots-three", name=f"Step {place + 1}: {sentence}")
        self._looks = QWidget()
        self._pairs = vbox(spacing=2, parent=self._looks)
        self._looks.hide()
        self.cells.toggled.connect(self._looks.setVisible)
        self.menu.clicked.connect(self._open)
        words = vbox(self.sentence, hbox(self.cells, 1), spacing=0)
        row = hbox(spacing=6)
        row.addLayout(words, 1)
        row.addLayout(vbox(self.menu, 1))
        vbox(row, self._looks, spacing=2, parent=self)

    def tell(self, report: "StepReport") -> None:
        """Show what it changed."""
        said = [formats.counted(report.cells, "cell")]
        said += [f"{formats.number(report.left)} left as they are"] if report.left else []
        said += [formats.counted(report.new, "new spelling")] if report.new else []
        self.cells.setText(" · ".join(said))
        self.cells.setEnabled(bool(report.examples))
        self.cells.setToolTip("Some of them before and after" if report.examples else "")
        clear(self._pairs)
        for before, after in report.examples:
            self._pairs.addWidget(Label(f"{before} → {after or 'blank'}", "small", "muted", wrap=True))
        self._looks.setVisible(self.cells.isChecked() and bool(report.examples))

    def _open(self) -> None:
        menu, card, place = Menu(self.menu), self._card, self._place
        entries: list[tuple[str, str, Any]] = [
            ("Change…", "pencil-simple", card.changed),
            ("Earlier", "arrow-up", card.earlier),
            ("Later", "arrow-down", card.later),
            ("Take out", "trash", card.removed),
        ]
        for title, icon, signal in entries:
            action = menu.entry(title, icon)
            action.triggered.connect(lambda _=False, signal=signal: signal.emit(place))
            can = {card.changed: self._told, card.earlier: place > 0, card.later: place + 1 < self._of}
            action.setEnabled(can.get(signal, True))
        menu.open_under(self.menu)


class UnfitQuestion(Card):
    """Asks which columns stand now for those that last month's recipe needs; emits `answered` with what stands for
    which, `LEFT_OUT` where the steps are left out, and `declined` where nothing of it is wanted."""

    answered = Signal(dict)
    declined = Signal()

    def __init__(self) -> None:
        super().__init__("Last month’s cleaning", spacing=8)
        self.what = Label("", tone="warn", wrap=True)
        self.fields: dict[str, MenuField] = {}
        self._rows = vbox(spacing=6)
        self.use = Button("Use the recipe so", small=True)
        self.go_on = Button("Go on without it", kind="quiet", small=True)
        self.use.clicked.connect(self._answer)
        self.go_on.clicked.connect(self.declined)
        self.add(self.what)
        self.add(self._rows)
        self.add(hbox(self.use, self.go_on, 1))
        self.hide()

    def ask(self, unfit: "UnfitRecipe | None", headers: Sequence[str]) -> None:
        """Ask of a recipe that does not fit the file; of none nothing."""
        self.setVisible(unfit is not None)
        clear(self._rows)
        self.fields = {}
        if unfit is None:
            return
        self.what.setText(f"{unfit.what}.")
        choices = [(LEFT_OUT, "gone: no steps"), *((header, header) for header in headers)]
        for header in unfit.missing[:_ASKED]:
            field = MenuField(f"What “{header}” is now")
            field.show_choices(choices, LEFT_OUT)
            field.chosen.connect(lambda key, field=field: field.show_choices(choices, key))
            self.fields[header] = field
            row = QWidget()
            hbox(Label(f"“{header}” is now", tone="muted"), field, 1, spacing=7, parent=row)
            self._rows.addWidget(row)

    def _answer(self) -> None:
        self.answered.emit({header: field.value() for header, field in self.fields.items()})


class RecipeCard(Card):
    """Emits `changed`, `earlier`, `later` and `removed` with the place of a step, `added` when another is wanted."""

    changed = Signal(int)
    earlier = Signal(int)
    later = Signal(int)
    removed = Signal(int)
    added = Signal()
    opened = Signal()
    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Cleaning", parent=parent, spacing=8)
        self.lines: list[StepLine] = []
        self._open: set[str] = set()
        self._steps = vbox(spacing=6)
        self._none = Label("Cells come in as they stand.", tone="muted", wrap=True)
        self.add_step = Button("Add a step…", icon="plus", small=True)
        self.file = Button(kind="quiet", small=True, icon="dots-three", name="Open or save the recipe")
        self.add_to_head(self.file)
        self.add(self._none)
        self.add(self._steps)
        self.add(hbox(self.add_step, 1))
        self.add_step.clicked.connect(self.added)
        self.file.clicked.connect(self._open_menu)

    def show_steps(self, sentences: Sequence[tuple[str, bool]]) -> None:
        """Show these steps, each with whether it was told anything; what each changes is not known yet."""
        self._open = {line.sentence.text() for line in self.lines if line.cells.isChecked()}
        clear(self._steps)
        self.lines = [
            StepLine(one, place, len(sentences), self, told=told) for place, (one, told) in enumerate(sentences)
        ]
        for place, line in enumerate(self.lines):
            if place:
                self._steps.addWidget(Rule())
            self._steps.addWidget(line)
        self._none.setVisible(not self.lines)

    def tell(self, reports: Sequence["StepReport"]) -> None:
        """Show what the steps changed; where that was told of others, nothing."""
        told: Mapping[int, StepReport] = dict(enumerate(reports))
        for place, line in enumerate(self.lines):
            if place in told and told[place].sentence == line.sentence.text():
                line.tell(told[place])
                line.cells.setChecked(line.sentence.text() in self._open and bool(told[place].examples))
            elif not reports:
                line.cells.setText("0 cells")

    def wait(self) -> None:
        """The recipe of another file does not stand here."""
        self.show_steps(())
        self._none.hide()

    def _open_menu(self) -> None:
        menu = Menu(self.file)
        for title, icon, signal in (
            ("Open a recipe…", "folder-open", self.opened),
            ("Save the recipe…", "floppy-disk", self.saved),
        ):
            menu.entry(title, icon).triggered.connect(lambda _=False, signal=signal: signal.emit())
        menu.open_under(self.file)
