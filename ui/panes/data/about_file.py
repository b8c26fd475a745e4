"""What holds for a whole file and stands in none of its columns: of which campaign it is, when that was sent."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, vbox

if TYPE_CHECKING:
    from app.ingest import Mapping as ColumnMapping

HINTS: Final = {"sent_at": "2025-03-01 09:00", "campaign": "Spring sale", "variant": "A, if there are several",
                "offer": "Spring sale"}  # fmt: skip
_INSTEAD: Final = {"sent_at": ("time", "sent_email:at", "received_email:at")}
"""Meanings of columns that say the same."""


class AboutCard(Card):
    """Emits `told(name, text)` when somebody has said something of the whole file; a blank text says nothing."""

    told = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What all of it is about", parent=parent, spacing=6)
        self.fields: dict[str, QLineEdit] = {}
        self._said: Mapping[str, str] = {}
        self._rows = vbox(spacing=6)
        self.add(self._rows)
        self.hide()

    def ask(self, mapping: "ColumnMapping") -> None:
        """Ask what files of this kind may say, but for what a column says."""
        has = {column.to for column in mapping.columns.values() if not column.skip}
        asked = {
            name: title
            for name, title in mapping.of.of_file.items()
            if not has.intersection((name, *_INSTEAD.get(name, ())))
        }
        self._said = mapping.about or {}
        if list(asked) != list(self.fields):
            clear(self._rows)
            self.fields = {name: self._field(name, title) for name, title in asked.items()}
        for name, field in self.fields.items():
            # What is being typed is not taken away.
            if not (field.hasFocus() and field.isModified()):
                field.setText(self._said.get(name, ""))
        self.setVisible(bool(asked))

    def _field(self, name: str, title: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(title)
        field.setPlaceholderText(HINTS.get(name, ""))
        field.editingFinished.connect(lambda: self._tell(name))
        self._rows.addWidget(Label(title, "small", "muted"))
        self._rows.addWidget(field)
        return field

    def _tell(self, name: str) -> None:
        text = self.fields[name].text().strip()
        self.fields[name].setModified(False)
        # Leaving the field ends its editing too, though nothing was changed.
        if text != self._said.get(name, ""):
            self.told.emit(name, text)
