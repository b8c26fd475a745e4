"""What a file is, as a sentence whose words can be changed: its kind, encoding, separator, header row, its rows."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.names import EVENTS
from ui.core import icons, theme
from ui.panes.data import phrases as say
from ui.panes.data.encoding import EncodingQuestion
from ui.widgets.buttons import Button, Chip
from ui.widgets.cards import Card
from ui.widgets.inputs import NumberField
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, hbox, vbox
from ui.widgets.menu_field import MenuField
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ingest import Alternative, Mapping

CONFLICTS: Final = (
    ("update", "filled cells win"),
    ("keep", "what is known stays"),
    ("replace", "the file wins, blank cells too"),
)
MORE: Final = ("quote", "escape", "first_row", "last_row")
"""What is found out rightly of nearly every file."""
ROOM: Final = 60
HEADER_ROWS: Final = tuple((str(line), f"line {line}") for line in range(1, 11))


class LineField(NumberField):
    """The number of a line, or none; emits `given` with it, 0 for none, when somebody has changed it."""

    given = Signal(int)

    def __init__(self, name: str, none: str) -> None:
        super().__init__(name, 0, 0, 99_999_999)
        self._shown = 0
        self.setSpecialValueText(none)
        self.setProperty("small", "true")
        self.setFixedWidth(theme.active().px(96))
        self.editingFinished.connect(self._tell)

    def show_line(self, line: int | None) -> None:
        """Show what is said now."""
        self._shown = line or 0
        self.setValue(self._shown)

    def _tell(self) -> None:
        # Leaving the field ends its editing too, though nothing was changed.
        if self.value() != self._shown:
            self._shown = self.value()
            self.given.emit(self.value())


class FileCard(Card):
    """Emits `changed` with the name of a part of the mapping (`kind`, `encoding`, …) and its new value."""

    changed = Signal(str, object)
    keep_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.fields = {
            "kind": MenuField("What the file holds"),
            "encoding": MenuField("Encoding"),
            "delimiter": MenuField("Separator"),
            "header_row": MenuField("Header row"),
            "event": MenuField("What each line is"),
            "sheet": MenuField("Sheet or table"),
            "timezone": MenuField("Time zone of its times"),
            "on_conflict": MenuField("Where a person is known already"),
            "quote": MenuField("Sign around cells"),
            "escape": MenuField("A quote in a cell is written as"),
        }
        self.rows = {
            "first_row": LineField("First line to take", "the first"),
            "last_row": LineField("Last line to take", "the last"),
        }
        self._given: set[str] = set()
        self._there: set[str] = set()
        self._before: dict[str, Label] = {}
        self._words: dict[str, QWidget] = {}
        self._say_all()
        # Room for two rows of words, whether or not they are there yet or fill both.
        self._holder.setMinimumHeight(theme.active().px(ROOM))
        self._bones = Skeleton(2, ROOM // 2)
        self._bones.hide()
        self.add(self._holder)
        self.add(self._bones)
        self.question = EncodingQuestion()
        self.question.chosen.connect(self._read_as)
        self.add(self.question)
        for name, field in self.fields.items():
            field.chosen.connect(lambda key, name=name: self._tell(name, key))
        for name, line in self.rows.items():
            line.given.connect(lambda value, name=name: self.changed.emit(name, value or None))

    def _say_all(self) -> None:
        """The words around the fields, in two lines: what the file is, and what is done with its rows."""
        self._holder, what, rest = QWidget(), QWidget(), QWidget()
        self._flow, self._second = FlowLayout(what, gap=7, row_gap=7), FlowLayout(rest, gap=7, row_gap=7)
        vbox(what, rest, spacing=7, parent=self._holder)
        # Which tool's export it is, where that is known.
        self.export = Chip("", "good")
        self.export.hide()
        self._flow.addWidget(self.export)
        self._line = Label("", tone="muted")
        self._second.addWidget(self._line)
        for name, before in (
            ("kind", "These are"),
            ("event", "each line is"),
            ("sheet", "from the sheet"),
            ("header_row", "headers in"),
            ("delimiter", "cells parted by"),
            ("encoding", "in"),
            ("timezone", "with times of"),
            ("on_conflict", "For people known already"),
            ("quote", "Cells stand in"),
            ("escape", "a quote in one as"),
            ("first_row", "rows from line"),
            ("last_row", "to line"),
        ):
            self._part(name, before)
        self.more = Button("More…", kind="quiet", small=True, name="More ways to read the file")
        self.more.setCheckable(True)
        self.more.toggled.connect(lambda _: self._show_more())
        self._second.addWidget(self.more)
        self.keep = Button("Keep as a ready-made mapping…", kind="quiet", small=True)
        self.keep.clicked.connect(self.keep_wanted)
        self._second.addWidget(self.keep)

    def wait(self) -> None:
        """What another file is does not stand here; the card keeps its height, so that nothing below it moves."""
        self._holder.hide()
        self.question.ask("", ())
        self._bones.show()
        self.show()

    def clear(self) -> None:
        """Nobody will ever know what this file is: nothing is on its way."""
        self.hide()

    def show_mapping(
        self,
        mapping: "Mapping",
        sheets: "Sequence[str]" = (),
        zones: "Sequence[str]" = (),
        alternatives: "tuple[Alternative, ...]" = (),
        signs: "tuple[str, str] | None" = None,
    ) -> None:
        """Say how the file is read now; what does not apply to its format is left out. Other readings are asked of."""
        self._bones.hide()
        self._holder.show()
        self.question.ask(mapping.encoding or "", alternatives)
        self.fields["kind"].show_choices(say.kind_choices(), mapping.kind)
        self.fields["kind"].setToolTip(mapping.of.line)
        self.fields["kind"].setIcon(icons.icon(mapping.of.icon, "accent"))
        said = (mapping.event or {}).get("name") if mapping.of.one_event else None
        self._offer("event", list(EVENTS.items()), said)
        self._offer("encoding", say.encodings(mapping.encoding), mapping.encoding)
        self._offer("delimiter", say.DELIMITERS, mapping.delimiter)
        row = None if mapping.header_row is None else str(mapping.header_row)
        self._offer("header_row", (("0", "no line"), *HEADER_ROWS), row)
        # A database's tables have no row of headers.
        of_database = mapping.header_row is None
        self._before["sheet"].setText("from the table" if of_database else "from the sheet")
        self._offer("sheet", [(name, name) for name in sheets], mapping.sheet)
        self._offer("timezone", [(name, name.replace("_", " ")) for name in zones], mapping.timezone)
        self._offer("on_conflict", CONFLICTS, mapping.on_conflict if mapping.of.merges else None)
        # Where nothing is asked of those who are known already, the place says what a line of such a file is.
        self._line.setText(mapping.of.line)
        self._line.setVisible(not mapping.of.merges)
        quote, escape = signs or (None, None)
        self._offer("quote", say.QUOTES, quote)
        self._offer("escape", say.ESCAPES, escape or "" if quote else None)
        for name, line in self.rows.items():
            line.show_line(getattr(mapping, name))
        self._given = {name for name in MORE if getattr(mapping, name) is not None}
        self._there = {"first_row", "last_row"} | ({"quote"} if signs else set()) | ({"escape"} if quote else set())
        self._show_more()

    def show_export(self, title: str) -> None:
        """Say which export of which tool the file was recognised as."""
        self.export.set(title, "good")
        self.export.setToolTip(f"Recognised by its headers as {title}")
        self.export.setVisible(bool(title))

    def _show_more(self) -> None:
        """What hardly anybody asks for stands there when it is asked for, or was said."""
        for name in MORE:
            shown = self.more.isChecked() or name in self._given
            self._words[name].setVisible(shown and name in self._there)
        self.more.setText("Less" if self.more.isChecked() else "More…")

    def _read_as(self, encoding: str) -> None:
        # The words go with their question: the keyboard stays with what they answered.
        self.fields["encoding"].setFocus()
        self._tell("encoding", encoding)

    def _part(self, name: str, before: str) -> None:
        # What is said of a field stays beside it where the line ends.
        self._before[name] = Label(before, tone="muted")
        self._words[name] = QWidget()
        field = self.fields[name] if name in self.fields else self.rows[name]
        hbox(self._before[name], field, spacing=7, parent=self._words[name])
        (self._second if name in ("on_conflict", *MORE) else self._flow).addWidget(self._words[name])

    def _offer(self, name: str, choices: "Sequence[tuple[str, str]]", value: str | None) -> None:
        for widget in (self._words[name], self.fields[name]):
            widget.setVisible(value is not None)
        if value is not None:
            self.fields[name].show_choices(choices, value)

    def _tell(self, name: str, key: str) -> None:
        value: Any = int(key) if name == "header_row" else key
        self.changed.emit(name, value)
