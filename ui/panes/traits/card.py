"""One field: its name to be changed, what is known of it, whether it is offered, and which source is believed first."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.core import formats
from ui.panes.traits.priority import PriorityBox
from ui.panes.traits.rows import KINDS, TYPES, day, percent
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, vbox

if TYPE_CHECKING:
    from app.fields import Field

_NO_ORDER: Final = {
    "computed": "It is worked out from what people did: no file gives it.",
    "identifier": "An identifier shows what rows say of who is who.",
}


_HIDDEN: Final = "It is offered nowhere. Where it is used already it works as before."
_SHOWN: Final = "A hidden field is left out of segments, columns and merge fields to choose from."
_GONE: Final = "It is deleted. Its values are with the files that gave them, and come back with it."


class FieldCard(Card):
    """Emits `renamed` with what was typed, `hide_wanted` with whether, `delete_wanted`, `order_wanted` with keys.

    Also `merge_wanted`, `apart_wanted` with the label of a field that is part of this one, and `back_wanted`.
    """

    renamed = Signal(str)
    hide_wanted = Signal(bool)
    delete_wanted = Signal()
    order_wanted = Signal(list)
    merge_wanted = Signal()
    apart_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Field", parent=parent, spacing=8)
        self.field: Field | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the field")
        self.rename = Button("Rename", small=True)
        self._lines = vbox(spacing=4)
        self.hide_button = Button("", small=True)
        self.delete = Button("Delete it", small=True)
        self.delete.setToolTip("Its values stay with the files that gave them; Undo brings it back")
        self.merge = Button("Merge into…", small=True)
        self.merge.setToolTip("Read it as part of another field")
        self.back = Button("Bring it back", small=True)
        self.hidden = Label("", "small", "muted", wrap=True)
        self.parts = vbox(spacing=4)
        self.order = PriorityBox()
        self.add(hbox(self.name, self.rename))
        self.add(self._lines)
        self.add(hbox(self.hide_button, self.merge, self.delete, self.back, 1))
        self.add(self.hidden)
        self.add(self.parts)
        self._which = Label("Which value is shown", "strong")
        self.body.addSpacing(4)
        self.add(self._which)
        self.add(self.order)
        self.body.addStretch(1)
        self.name.returnPressed.connect(self._rename)
        self.name.textChanged.connect(lambda _: self._look())
        self.rename.clicked.connect(self._rename)
        self.hide_button.clicked.connect(self._hide)
        self.delete.clicked.connect(self.delete_wanted)
        self.merge.clicked.connect(self.merge_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.order.wanted.connect(self.order_wanted)
        self.show_field(None)

    def show_field(self, field: "Field | None") -> None:
        """Show another field, or none."""
        same = field is not None and self.field is not None and field.name == self.field.name
        typing = same and self.name.hasFocus() and self.field is not None and self.name.text() != self.field.label
        self.field = field
        self.title.setText("Field" if field is None else field.label)
        identifier = field is not None and field.kind in ("identifier", "event")
        gone = field is not None and field.deleted
        for widget in (self.name, self.rename, self.hide_button):
            widget.setVisible(field is not None and not identifier and not gone)
        self.hidden.setVisible(field is not None and not identifier)
        for widget in (self.delete, self.merge):
            widget.setVisible(field is not None and field.kind == "own" and not gone)
        self.back.setVisible(gone)
        for part in (self._which, self.order):
            part.setVisible(field is not None and not gone and field.kind != "event")
        clear(self._lines)
        clear(self.parts)
        if field is None:
            self._lines.addWidget(Label("Choose a field to rename it or to say which source counts.", tone="muted",
                                        wrap=True))  # fmt: skip
            return
        if not typing:
            self.name.setText(field.label)
        self._look()
        for label, value in _lines(field):
            self._lines.addLayout(hbox(Label(label, "small", "muted"), Elided(value, "small"), 1, spacing=8))
        self.hide_button.setText("Offer it again" if field.hidden else "Hide it")
        self.hidden.setText(_GONE if gone else _HIDDEN if field.hidden else _SHOWN)
        self._show_parts(() if gone else field.parts)
        sources = list(zip(field.source_keys, field.sources, strict=True))
        self.order.show_order(sources, stated=field.priority, why_not=_why_not(field))

    def _show_parts(self, labels: tuple[str, ...]) -> None:
        """The fields that are part of this one, each with a button that takes it out."""
        if labels:
            self.parts.addWidget(Label("Merged into it", "strong"))
        for label in labels:
            apart = Button("Take apart", small=True, name=f"Take {label} apart")
            apart.clicked.connect(lambda _=False, one=label: self.apart_wanted.emit(one))
            self.parts.addLayout(hbox(Elided(label, "small"), 1, apart, spacing=8))

    def _look(self) -> None:
        text = self.name.text().strip()
        self.rename.setEnabled(self.field is not None and bool(text) and text != self.field.label)

    def _rename(self) -> None:
        if self.rename.isEnabled():
            self.renamed.emit(self.name.text())

    def _hide(self) -> None:
        if self.field is not None:
            self.hide_wanted.emit(not self.field.hidden)


def _why_not(field: "Field") -> str:
    """Why the sources of a field cannot be put in an order; empty where they can."""
    if field.kind in _NO_ORDER:
        return _NO_ORDER[field.kind]
    if field.type == "list":
        return "A list holds what all its sources say."
    if field.priority or len(field.sources) > 1:
        return ""
    return f"It comes from {field.sources[0]} alone." if field.sources else "No file gives it any more."


def _lines(field: "Field") -> list[tuple[str, str]]:
    """What is known of a field, label and value."""
    kind = ", ".join(filter(None, (TYPES.get(field.type, field.type), KINDS[field.kind])))
    if field.kind == "event":
        having = f"{formats.number(field.people or 0)} of {formats.counted(field.of or 0, 'event')}"
        return [("Of", field.event), ("Type", kind), ("Known of", having)]
    found = [("Called in templates", field.name), ("Type", kind)]
    if field.people is not None:
        found.append(("Known of", f"{formats.people(field.people)} ({percent(field.people, field.of or 0)})"))
    first, last = day(field.first_seen), day(field.last_seen)
    if first and last:
        found.append(("First and last seen", f"{formats.day(first)} to {formats.day(last)}"))
    if field.by_hand:
        found.append(("Set by hand", formats.people(field.by_hand)))
    return found
