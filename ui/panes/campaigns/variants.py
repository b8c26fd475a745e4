"""The test of a campaign: its variants, each with its share and subject to edit, and how many people get it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.core import formats, theme
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.inputs import NumberField
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, vbox

if TYPE_CHECKING:
    from app.campaign import VariantPeople

MOST = 8
NAMES = "ABCDEFGHI"
Variant = dict[str, Any]


class VariantCard(Card):
    """One variant. What was edited is told by its name: a place in a list may be another's by then."""

    shared = Signal(str, int)
    subjected = Signal(str, str)
    removed = Signal(str)

    def __init__(self, name: str, at: int) -> None:
        super().__init__(stripe=f"series-{at % 5 + 1}", spacing=2)
        self.body.setContentsMargins(14, 6, 8, 6)
        self.people = Label("", tone="muted")
        self.share = NumberField(f"Share of variant {name} in %", 0, 0, 100)
        self.share.setProperty("small", "true")
        self.share.setSuffix(" %")
        self.gone = Button(kind="quiet", icon="x", small=True, name=f"Take variant {name} away")
        head = hbox(Label(name, "strong"), spacing=6)
        head.addWidget(self.people, 1)
        head.addWidget(self.share)
        head.addWidget(self.gone)
        self.add(head)
        self.subject = QLineEdit()
        self.subject.setProperty("inline", "true")
        self.subject.setPlaceholderText("The template’s own subject")
        self.subject.setAccessibleName(f"Subject of variant {name}")
        self.add(self.subject)
        self.share.editingFinished.connect(self._share_given)
        self.subject.editingFinished.connect(self._subject_given)
        self.gone.clicked.connect(lambda: self.removed.emit(name))
        self.variant = name

    def _share_given(self) -> None:
        self.share.lineEdit().setModified(False)
        self.shared.emit(self.variant, self.share.value())

    def _subject_given(self) -> None:
        self.subject.setModified(False)
        self.subjected.emit(self.variant, self.subject.text().strip())

    def show_variant(self, one: Variant, *, alone: bool) -> None:
        """Show its share and subject; a field in which somebody is typing keeps what is typed."""
        if not self.share.lineEdit().isModified():
            self.share.setValue(round(100 * one["share"]))
        self.share.setVisible(not alone)
        self.gone.setVisible(not alone)
        subject = str(one.get("subject") or "")
        if not self.subject.isModified() and self.subject.text() != subject:
            self.subject.setText(subject)
            self.subject.setCursorPosition(0)
        self.subject.setToolTip(str(one.get("subject") or ""))


class Variants(Card):
    """All of them; `changed` is called with the plan's variants after each edit."""

    def __init__(self, changed: Callable[[list[Variant]], None]) -> None:
        super().__init__("The test", spacing=8)
        self._changed = changed
        self._variants: list[Variant] = []
        self.more = Button("Add a variant", small=True)
        self.more.clicked.connect(self._add_variant)
        self.add_to_head(self.more)
        self._rows = QWidget()
        self._column = vbox(spacing=8, parent=self._rows)
        self.add(self._rows)
        self.cards: dict[str, VariantCard] = {}

    @property
    def people(self) -> dict[str, Label]:
        """By variant: what says how many get it."""
        return {name: card.people for name, card in self.cards.items()}

    def show_variants(self, variants: list[Variant]) -> None:
        """Show the plan's variants; how many get each is not known of them yet."""
        self._variants = [dict(one) for one in variants]
        names = [str(one["name"]) for one in variants]
        if names != list(self.cards):
            self._make(names)
        for one in self._variants:
            self.cards[str(one["name"])].show_variant(one, alone=len(names) == 1)
        self.more.setEnabled(0 < len(names) < MOST)

    def _make(self, names: list[str]) -> None:
        clear(self._column)
        self.cards = {}
        for at, name in enumerate(names):
            card = self.cards[name] = VariantCard(name, at)
            card.shared.connect(self._set_share)
            card.subjected.connect(self._set_subject)
            card.removed.connect(self._remove)
            self._column.addWidget(card)
        if len(names) == 1:
            text = "Everyone gets the same email. Add a variant to test another subject."
            self._column.addWidget(Label(text, "small", "muted", wrap=True))

    def begin_again(self) -> None:
        """Another campaign comes: no field of the last one may take part in it."""
        self._variants = []
        self._make([])
        self.more.setEnabled(False)

    def blank_people(self) -> None:
        """How many get each is being counted."""
        for label in self.people.values():
            label.blank(theme.active().px(70))

    def show_people(self, variants: "Sequence[VariantPeople]") -> None:
        """How many people get each variant."""
        for one in variants:
            if one.name in self.cards:
                self.cards[one.name].people.setText("· " + formats.people(one.people))

    def show_unknown(self) -> None:
        """Nobody can say yet how many get each."""
        for label in self.people.values():
            label.setText("")

    def _add_variant(self) -> None:
        count = len(self._variants) + 1
        name = next(letter for letter in NAMES if letter not in self.cards)
        made = [*self._variants, {"name": name}]
        self._changed([one | {"share": share} for one, share in zip(made, even(count), strict=True)])

    def _remove(self, name: str) -> None:
        left = [one for one in self._variants if one["name"] != name]
        if len(left) < len(self._variants):
            self._changed([one | {"share": share} for one, share in zip(left, even(len(left)), strict=True)])

    def _set_share(self, name: str, percent: int) -> None:
        own = next((one for one in self._variants if one["name"] == name), None)
        # The field shows whole per cents: the one that it shows already is no edit, and would make 0.33 of a third.
        if own is None or round(100 * own["share"]) == percent:
            return
        # What the others have is drawn out or pressed together, so that the whole stays a whole.
        others = [one["share"] for one in self._variants if one is not own]
        rest, whole = 1 - percent / 100, sum(others)
        shares = [
            percent / 100 if one is own else _part(one["share"], whole, rest, len(others)) for one in self._variants
        ]
        self._changed([one | {"share": share} for one, share in zip(self._variants, _whole(shares), strict=True)])

    def _set_subject(self, name: str, subject: str) -> None:
        own = next((one for one in self._variants if one["name"] == name), None)
        if own is None or (own.get("subject") or "") == subject:
            return
        plain = {key: value for key, value in own.items() if key != "subject"}
        new = plain | ({"subject": subject} if subject else {})
        self._changed([new if one is own else one for one in self._variants])


def even(count: int) -> list[float]:
    """Equal shares that make one whole exactly."""
    return _whole([1 / count] * count)


def _part(share: float, whole: float, rest: float, count: int) -> float:
    return share / whole * rest if whole else rest / count


def _whole(shares: list[float]) -> list[float]:
    # The last takes what rounding leaves: a plan is refused whose shares do not sum to one.
    rounded = [round(share, 4) for share in shares]
    return [*rounded[:-1], round(1 - sum(rounded[:-1]), 4)]
