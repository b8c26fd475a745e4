"""Who a campaign's emails come from: a line, or the fields in which it is said."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.core import theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import hbox, vbox

SENDER = (
    ("from_name", "From", "The Gift Shop"),
    ("from_address", "Address", "hello@yourshop.example"),
    ("postal_address", "Post", "12 Example Street, Leeds"),
)


class Sender(Card):
    """Who the emails come from: one line, and its fields while something of it is missing or they are asked for."""

    def __init__(self, changed: Callable[[dict[str, str]], None]) -> None:
        super().__init__("The sender", spacing=6)
        self._tell = changed
        self._open = False
        self.change = Button("Change", small=True, name="Change the sender")
        self.change.clicked.connect(self._toggle)
        self.add_to_head(self.change)
        self.line = Elided("", tone="muted")
        self.add(self.line)
        self._form = QWidget()
        form = vbox(spacing=6, parent=self._form)
        self.fields: dict[str, QLineEdit] = {}
        for key, title, hint in SENDER:
            form.addLayout(self._field(key, title, hint))
        self.add(self._form)
        self.show_sender({})

    def _field(self, key: str, title: str, hint: str) -> QHBoxLayout:
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(f"Sender: {title}")
        line.editingFinished.connect(self._given)
        label = Label(title, tone="muted")
        label.setFixedWidth(theme.active().px(60))
        self.fields[key] = line
        row = hbox(label, spacing=8)
        row.addWidget(line, 1)
        return row

    def show_sender(self, sender: dict[str, str]) -> None:
        """Show what the project says."""
        for key, line in self.fields.items():
            # What was kept does not overwrite what is being typed.
            if not line.hasFocus():
                line.setText(sender.get(key, ""))
                line.setCursorPosition(0)
        self._fold()

    def _given(self) -> None:
        # While somebody goes from field to field the form stays open: the fields must not vanish under them.
        self._open = self._open or not self._form.isHidden()
        self._fold()
        self._tell(self.values())

    def _toggle(self) -> None:
        self._open = self._form.isHidden()
        self._fold()
        if self._open:
            self.fields["from_name"].setFocus()

    def ask(self) -> None:
        """Open the form on the first field that is blank."""
        self._open = True
        self._fold()
        blank = [line for line in self.fields.values() if not line.text().strip()]
        next(iter(blank or self.fields.values())).setFocus()

    def _fold(self) -> None:
        given = self.values()
        missing = [title.casefold() for key, title, _ in SENDER if not given[key]]
        shown = self._open or bool(missing)
        self._form.setVisible(shown)
        self.line.setVisible(bool(missing) or not shown)
        self.change.setVisible(not missing)
        self.change.setText("Done" if shown else "Change")
        self.line.set_tone("warn" if missing else "muted")
        self.line.setText("Every email must say who sends it." if missing else _sender_line(given))

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: line.text().strip() for key, line in self.fields.items()}


def _sender_line(sender: dict[str, str]) -> str:
    return f"{sender['from_name']} · {sender['from_address']} · {sender['postal_address']}"
