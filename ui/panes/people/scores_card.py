"""The card that says what somebody's scores are made of, part by part."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.core import formats
from ui.widgets.cards import Card, Rule
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.menu_field import MenuField
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.runs import scoring


class ScoresCard(Card):
    """One score of a person with its parts; `chosen` comes with the name of another one. Hidden where there is none."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("Score", spacing=8)
        self.field = MenuField("Score to explain")
        self.field.chosen.connect(self.chosen)
        self.head.insertWidget(1, self.field)
        self.value = Label("", "name")
        self._parts = vbox(spacing=8)
        self.note = Label("", "small", "muted", wrap=True)
        self.add(self.value)
        self.add(self._parts)
        self.add(self.note)
        self.hide()

    def wait(self) -> None:
        """Another answer is on its way."""
        self.value.setText("")
        clear(self._parts)
        self._parts.addWidget(Skeleton(3, 30, 20))
        self.note.setText("")

    def offer(self, scores: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer these scores, as names and titles."""
        self.field.show_choices(scores, chosen)
        self.setVisible(bool(scores))

    def show_score(self, found: "scoring.Explained") -> None:
        """Show the parts of a score, the largest first."""
        value = found.kept if found.kept is not None else found.value
        self.value.setText("No score" if value is None else _figure(value))
        clear(self._parts)
        for part in sorted(found.parts, key=lambda one: -abs(one.adds)):
            adds = Label(f"{'+' if part.adds > 0 else '−' if part.adds < 0 else ''}{_figure(abs(part.adds))}", "strong")
            adds.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            said = Label(part.said, "small", wrap=True)
            row = hbox(spacing=10)
            row.addWidget(said, 1)
            row.addWidget(adds, 0, Qt.AlignmentFlag.AlignTop)
            self._parts.addLayout(row)
        if found.parts:
            self._parts.addWidget(Rule())
        self.note.setText(" ".join(filter(None, (f"{found.note}." if found.note else "", _since(found)))))
        self.note.setVisible(bool(self.note.text()))


def _figure(value: float) -> str:
    return formats.number(value, 0 if float(value).is_integer() else 1)


def _since(found: "scoring.Explained") -> str:
    """Where what rules and emails have is of another moment: what it would be now."""
    if found.kept is None or found.value is None or abs(found.kept - found.value) < 0.05:
        return ""
    return f"Worked out anew it would be {_figure(found.value)}."
