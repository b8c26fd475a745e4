"""What a file says in its own words, to be put right: answers, names of events, and when undated answers were given."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.names import EVENTS, label_of
from ui.core import formats
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.inputs import DateField
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.menu_field import MenuField

if TYPE_CHECKING:
    from app.ingest import SpokenColumn, Word

ANSWERS: Final = (
    ("granted", "Yes"),
    ("denied", "No"),
    ("withdrawn", "No more"),
    ("pending", "Not confirmed yet"),
    ("unknown", "No answer"),
)
"""What a word of a column of consent can mean."""
_SHOWN_AT_FIRST: Final = 5
_TITLES: Final = {"consent": "What the answers mean", "event": "What the events mean"}


class SpokenCard(Card):
    """The words of columns with what each is taken for; emits `meant(header, word, meaning)`."""

    meant = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=6)
        self._rows = vbox(spacing=6)
        self.add(self._rows)
        self.more = Button("", kind="quiet", small=True)
        self.more.clicked.connect(self._show_all)
        self.add(hbox(self.more, 1))
        self.fields: dict[tuple[str, str], MenuField] = {}
        self._columns: Sequence[SpokenColumn] = ()
        self._all: set[str] = set()
        self.hide()

    def show_columns(self, columns: "Sequence[SpokenColumn]") -> None:
        """Show these; the word on which the keyboard is keeps it."""
        if [one.header for one in columns] != [one.header for one in self._columns]:
            self._all = set()
        self._columns = columns
        now = next((key for key, field in self.fields.items() if field.hasFocus()), None)
        clear(self._rows)
        self.fields = {}
        for column in columns:
            self._add(column)
        hidden = sum(max(0, len(one.words) - _SHOWN_AT_FIRST) for one in columns if one.header not in self._all)
        self.more.setText(f"Show {formats.counted(hidden, 'more word')}")
        self.more.setVisible(hidden > 0)
        self.setVisible(any(one.words for one in columns))
        if now in self.fields:
            self.fields[now].setFocus()

    def _add(self, column: "SpokenColumn") -> None:
        self._rows.addWidget(Label(_TITLES[column.what], "strong"))
        self._rows.addWidget(Elided(f"in “{column.header}”", "small", "muted"))
        shown = column.words if column.header in self._all else column.words[:_SHOWN_AT_FIRST]
        for word in shown:
            self._rows.addWidget(self._row(column, word))
        if column.more and len(shown) == len(column.words):
            text = f"and {formats.counted(column.more, 'further word')}, each as it reads"
            self._rows.addWidget(Label(text, "small", "muted", wrap=True))

    def _row(self, column: "SpokenColumn", word: "Word") -> QWidget:
        held = QWidget()
        said = Elided(f"“{word.text}”", "base" if word.sure else "strong", "" if word.sure else "warn")
        count = Label(formats.counted(word.count, "row"), "small", "muted")
        row = hbox(spacing=8, parent=held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(vbox(said, count, spacing=0), 1)
        if word.fixed:
            row.addWidget(Label("Never mailed", tone="muted"))
            return held
        field = MenuField(f"“{word.text}” means")
        field.show_choices(_choices(column.what, word), word.meaning)
        key = (column.header, word.text)
        field.chosen.connect(lambda meaning: self.meant.emit(*key, meaning))
        self.fields[key] = field
        row.addWidget(field)
        return held

    def _show_all(self) -> None:
        self._all = {one.header for one in self._columns}
        before = {*self.fields}
        self.show_columns(self._columns)
        new = next((field for key, field in self.fields.items() if key not in before), None)
        if new is not None:
            new.setFocus()


def _choices(what: str, word: "Word") -> Sequence[tuple[str, str]]:
    if what == "consent":
        return ANSWERS
    from app.domain.names import snake

    own = [(name, label_of(name)) for name in dict.fromkeys((word.meaning, snake(word.text))) if name not in EVENTS]
    # A blank title parts the standard names from those of the file.
    return [*EVENTS.items(), ("", ""), *own] if own else list(EVENTS.items())


class DateQuestion(Card):
    """When were answers given that state no time? Emits `dated` with the day (ISO), or nothing for not known."""

    dated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=6)
        self._undated = 0
        self._given: str | None = None
        self.add(Label("When were these answers given?", "strong", wrap=True))
        self.told = Label("", "small", "muted", wrap=True)
        self.add(self.told)
        self.day = DateField("The day on which these answers were given", dt.date(2024, 1, 1))
        self.take = Button("Use this day", small=True)
        self.forget = Button("Not known", kind="quiet", small=True)
        self.take.clicked.connect(lambda: self.dated.emit(self.day.value().isoformat()))
        self.forget.clicked.connect(lambda: self.dated.emit(""))
        self.add(self.day)
        self.add(hbox(self.take, self.forget, 1, spacing=6))
        self.hide()

    def ask(self, undated: int, given: str | None) -> None:
        """Ask of so many answers; `given` is what was answered. Without undated answers there is no question."""
        self._undated, self._given = undated, given
        if given is not None:
            self.day.set_value(dt.date.fromisoformat(given[:10]))
        # A button that is hidden hands the keyboard to whatever comes next, which may be another card.
        if given is None and self.forget.hasFocus():
            self.take.setFocus()
        self.forget.setVisible(given is not None)
        self.told.setText(f"{formats.counted(undated, 'answer')} without a time.")
        self.setVisible(undated > 0)

    def tell(self, kept: int) -> None:
        """Say what follows for so many people who said no before and yes now."""
        answers = formats.counted(self._undated, "answer")
        if self._given is not None:
            day = formats.day(dt.date.fromisoformat(self._given[:10]))
            text = f"{answers} without a time of {'its' if self._undated == 1 else 'their'} own: given on {day}."
        elif kept:
            who = formats.counted(kept, "person", "people")
            their = "this no is" if kept == 1 else "their no is"
            text = f"{answers} without a time. {who} said no before and yes here: {their} kept unless you say when."
        else:
            text = f"{answers} without a time. Unless you say when, a yes among them never undoes a no."
        self.told.setText(text)
