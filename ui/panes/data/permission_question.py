"""Which column says who may be emailed, where none is known to and some may: one press answers it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.counts import listed
from ui.core import formats
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, vbox

_SHOWN = 4


class PermissionQuestion(Card):
    """Emits `answered` with the header of the column that says who may be emailed."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, spacing=6)
        self.add(Label("Who may be emailed?", "strong", wrap=True))
        self.told = Label("", "small", "muted", wrap=True)
        self.add(self.told)
        self._rows = vbox(spacing=8)
        self.add(self._rows)
        self.buttons: dict[str, Button] = {}
        self.hide()

    def ask(self, columns: Mapping[str, tuple[str, ...]]) -> None:
        """Ask of these columns with their words; of none there is no question."""
        clear(self._rows)
        self.buttons = {}
        for header, words in list(columns.items())[:_SHOWN]:
            self._rows.addWidget(self._row(header, words))
        which = "this one" if len(columns) == 1 else "one of these"
        rest = len(columns) - _SHOWN
        more = f" {formats.counted(rest, 'more column is', 'more columns are')} marked to check." if rest > 0 else ""
        self.told.setText(f"No column is known to say. If {which} does, press it; else import the file as it is.{more}")
        self.setVisible(bool(columns))

    def _row(self, header: str, words: tuple[str, ...]) -> QWidget:
        held = QWidget()
        said = Elided(f"says {listed([f'“{word}”' for word in words])}", "small", "muted")
        button = Button("This one", small=True, name=f"“{header}” says who may be emailed")
        button.clicked.connect(lambda: self.answered.emit(header))
        self.buttons[header] = button
        row = hbox(spacing=8, parent=held)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(vbox(Elided(header), said, spacing=0), 1)
        row.addWidget(button)
        return held
