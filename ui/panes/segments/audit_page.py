"""What an audit of the segments found: each finding with what to do about it, and the ways there."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QWidget

from ui.core import formats
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, clear, hbox, scrolling, vbox
from ui.widgets.pages import Pages
from ui.widgets.skeleton import Skeleton

if TYPE_CHECKING:
    from app.audience import Audit, Finding

MOST: Final = 60
"""So many findings are shown; who has mended those sees the next."""
KINDS: Final = {
    "broken": ("Cannot be counted", "bad"),
    "same-rule": ("Same conditions", "warn"),
    "near-equal": ("Nearly the same people", "warn"),
    "overlap": ("Much overlap", "accent"),
    "empty": ("Empty", "warn"),
    "stale": ("Stale", "accent"),
    "never-used": ("Never used", "accent"),
}
"""What a kind of finding is called, and the token of its stripe."""
_CAN_GO: Final = ("empty", "stale", "never-used")
"""Kinds after which a segment may be deleted."""


class AuditPage(QWidget):
    """The findings; `do` is told what was pressed (`open` or `delete`) and the name of the segment."""

    def __init__(self, do: Callable[[str, str], None]) -> None:
        super().__init__()
        self._do = do
        inside = QWidget()
        self._column = vbox(spacing=10, parent=inside)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        nothing = EmptyState(
            "check-circle",
            "Nothing to look at",
            "No two segments hold nearly the same people, none is empty, and each is refreshed and used.",
        )
        self.cards: list[Card] = []
        self.pages = Pages(area, nothing, Skeleton(5, 70))
        vbox(self.pages, parent=self)

    def wait(self) -> None:
        """The segments are being looked through."""
        self.pages.setCurrentIndex(2)

    def show_audit(self, found: "Audit") -> None:
        """Show what was found."""
        clear(self._column)
        self.cards = [self._card(one) for one in found.findings[:MOST]]
        for card in self.cards:
            self._column.addWidget(card)
        if (more := len(found.findings) - MOST) > 0:
            self._column.addWidget(Label(f"And {formats.counted(more, 'more finding')}.", tone="muted"))
        self._column.addStretch(1)
        self.pages.setCurrentIndex(0 if found.findings else 1)

    def _card(self, one: "Finding") -> Card:
        title, tone = KINDS[one.kind]
        card = Card(stripe=tone, spacing=4)
        held = QWidget()
        flow = FlowLayout(held, gap=8, row_gap=6)
        for name in one.segments:
            flow.addWidget(self._button(f"Open “{name}”", "open", name))
        if one.kind in _CAN_GO:
            flow.addWidget(self._button("Delete", "delete", one.segments[0]))
        words = vbox(Label(title, "small", "muted"), Label(one.sentence, "strong", wrap=True), spacing=4)
        words.addWidget(Label(one.remedy, tone="muted", wrap=True))
        row = hbox(spacing=16)
        row.addLayout(words, 3)
        row.addWidget(held, 2)
        card.add(row)
        return card

    def _button(self, text: str, what: str, name: str) -> Button:
        button = Button(text, small=True, name=f"{text} “{name}”" if what == "delete" else text)
        button.clicked.connect(lambda: self._do(what, name))
        return button
