"""What a file is, as a sentence whose words can be changed: its kind, encoding, separator, header row, time zone."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.names import EVENTS
from ui.core import icons, theme
from ui.panes.data import phrases as say
from ui.panes.data.encoding import EncodingQuestion
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout
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
ROOM: Final = 68
HEADER_ROWS: Final = tuple((str(line), f"line {line}") for line in range(1, 11))


class FileCard(Card):
    """Emits `changed` with the name of a part of the mapping (`kind`, `encoding`, …) and its new value."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.fields = {
            "kind": MenuField("What the file holds"),
            "encoding": MenuField("Encoding"),
            "delimiter": MenuField("Separator"),
            "header_row": MenuField("Header row"),
            "event": MenuField("What each line is"),
            "sheet": MenuField("Sheet or table"),
            "timezone": MenuField("Time zone of its times"),
            "on_conflict": MenuField("Where a person is known already"),
        }
        self._before: dict[str, Label] = {}
        self._words: dict[str, list[QWidget]] = {}
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=7, row_gap=7)
        for name, before in (
            ("kind", "These are"),
            ("event", "each line is"),
            ("sheet", "from the sheet"),
            ("header_row", "headers in"),
            ("delimiter", "cells parted by"),
            ("encoding", "in"),
            ("timezone", "with times of"),
            ("on_conflict", "For people known already"),
        ):
            self._part(name, before)
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

    def _read_as(self, encoding: str) -> None:
        # The words go with their question: the keyboard stays with what they answered.
        self.fields["encoding"].setFocus()
        self._tell("encoding", encoding)

    def _part(self, name: str, before: str) -> None:
        self._before[name] = Label(before, tone="muted")
        self._words[name] = [self._before[name], self.fields[name]]
        for widget in self._words[name]:
            self._flow.addWidget(widget)

    def _offer(self, name: str, choices: "Sequence[tuple[str, str]]", value: str | None) -> None:
        for widget in self._words[name]:
            widget.setVisible(value is not None)
        if value is not None:
            self.fields[name].show_choices(choices, value)

    def _tell(self, name: str, key: str) -> None:
        value: Any = int(key) if name == "header_row" else key
        self.changed.emit(name, value)
