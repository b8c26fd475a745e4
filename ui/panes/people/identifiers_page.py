"""How the kinds of identifier look: what would change at the top, the kinds in their order, and what many share."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.core import formats, theme
from ui.core.literal_names import Check
from ui.widgets.buttons import Button, ChipButton, Field
from ui.widgets.cards import Card, Rule
from ui.widgets.labels import Label
from ui.widgets.layouts import FlowLayout, beside, clear, hbox, keep_width, scrolling, vbox
from ui.widgets.skeleton import Skeleton
from ui.widgets.value_popups import NumberPopup, ValuePopup

if TYPE_CHECKING:
    from app.ingest import Effect, IdentifierKind, IdentifierLook, Suggestion

_SIDE: Final = 340
_MOST: Final = 100_000
_CHIPS: Final = 30
_NAMED: Final = 5
_INDENT: Final = 70


class BlockPopup(ValuePopup):
    """Asks for a value to be blocked, or a pattern; gives the text and whether it is one."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(f"Block a value: {label}", parent)
        self.line = QLineEdit()
        self.line.setPlaceholderText("A value, as 0000")
        self.line.setAccessibleName(f"The value that is to be blocked: {label}")
        self.line.setMinimumWidth(theme.active().column(240))
        self.line.returnPressed.connect(self.accept)
        self.pattern = Check("It is a pattern, as ^0+$")
        self.rows.addWidget(self.line)
        self.rows.addWidget(self.pattern)

    def first_focus(self) -> QWidget:
        return self.line

    def value(self) -> Any:
        text = self.line.text().strip()
        return (text, self.pattern.isChecked()) if text else None


class KindRow(QWidget):
    """One kind: its place, its numbers, its limit, and what is blocked of it; says what is asked for."""

    blocked = Signal(str, str, bool)
    unblocked = Signal(str, str)
    limited = Signal(str, int)
    moved = Signal(str, int)

    def __init__(self, kind: "IdentifierKind", *, first: bool, last: bool) -> None:
        super().__init__()
        self.kind = kind
        self.up = Button(kind="quiet", icon="arrow-up", small=True, name=f"{kind.label} decides sooner")
        self.down = Button(kind="quiet", icon="arrow-down", small=True, name=f"{kind.label} decides later")
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)
        self.up.clicked.connect(lambda: self.moved.emit(kind.kind, -1))
        self.down.clicked.connect(lambda: self.moved.emit(kind.kind, 1))
        said = formats.counted(kind.values, "value")
        if kind.idle:
            said += f" · {kind.idle:,} {'joins' if kind.idle == 1 else 'join'} nobody"
        name = vbox(Label(kind.label, "strong"), Label(said, "small", "muted", wrap=True), spacing=1)
        text = f"at most {kind.limit:,}" if kind.limit else "no limit"
        self.limit = Field(text, value=bool(kind.limit), name=f"Limit of values: {kind.label}, {text}")
        self.limit.clicked.connect(self._ask_limit)
        self.free = Button("Lift", kind="quiet", small=True, name=f"No limit: {kind.label}")
        self.free.setVisible(bool(kind.limit))
        self.free.clicked.connect(lambda: self.limited.emit(kind.kind, 0))
        self.block = Button("Block", small=True, icon="prohibit", name=f"Block a value: {kind.label}")
        self.block.clicked.connect(self._ask_value)
        top = hbox(self.up, self.down, spacing=6)
        top.addLayout(name, 1)
        for widget in (self.limit, self.free, self.block):
            top.addWidget(widget)
        column = vbox(top, spacing=6, parent=self, margins=(0, 6, 0, 6))
        self.chips: list[ChipButton] = []
        if kind.blocked or kind.patterns:
            column.addWidget(self._chips())
        if kind.shared:
            more = f" and {len(kind.shared) - _NAMED:,} more" if len(kind.shared) > _NAMED else ""
            text = f"Over a limit: {', '.join(kind.shared[:_NAMED])}{more}"
            indent = theme.active().px(_INDENT)
            column.addLayout(hbox(Label(text, "small", "muted", wrap=True), margins=(indent, 0, 0, 0)))

    def _chips(self) -> QWidget:
        held = QWidget()
        flow = FlowLayout(gap=6, row_gap=6)
        # Under the name, behind the arrows.
        hbox(flow, parent=held, margins=(theme.active().px(_INDENT), 0, 0, 0))
        every = [*((one, one) for one in self.kind.blocked), *((one, f"/{one}/") for one in self.kind.patterns)]
        for value, text in every[:_CHIPS]:
            chip = ChipButton(f"{text}  ×", "warn")
            chip.setAccessibleName(f"Unblock {value}")
            chip.setToolTip("Press to unblock")
            chip.clicked.connect(lambda _=False, value=value: self.unblocked.emit(self.kind.kind, value))
            self.chips.append(chip)
            flow.addWidget(chip)
        if len(every) > _CHIPS:
            flow.addWidget(Label(f"and {len(every) - _CHIPS:,} more", "small", "muted"))
        return held

    def _ask_limit(self) -> None:
        popup = NumberPopup("Limit of values", self.kind.limit or 5, self.limit, places=0, low=1, high=_MOST)
        popup.given.connect(lambda number: self.limited.emit(self.kind.kind, int(number)))
        popup.open_under(self.limit)

    def _ask_value(self) -> None:
        popup = BlockPopup(self.kind.label, self.block)
        popup.given.connect(lambda said: self.blocked.emit(self.kind.kind, *said))
        popup.open_under(self.block)


class IdentifiersPage(QWidget):
    """Emits what is asked for; `applied` and `dropped` answer what is shown to follow from it."""

    blocked = Signal(str, str, bool)
    unblocked = Signal(str, str)
    limited = Signal(str, int)
    moved = Signal(str, int)
    restored = Signal()
    applied = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[KindRow] = []
        self.presses: list[Button] = []
        self.preview = Card("What would follow", tone="accent", spacing=8)
        self.effect = Label("", wrap=True)
        self.apply, self.drop = Button("Apply", kind="main"), Button("Leave it")
        self.apply.clicked.connect(self.applied)
        self.drop.clicked.connect(self.dropped)
        self.preview.add(self.effect)
        self.preview.add(hbox(self.apply, self.drop, 1))
        self.preview.hide()
        self.kinds = Card("Kinds, the first decides", spacing=0)
        self.standard = Button("Standard order", kind="quiet", small=True)
        self.standard.clicked.connect(self.restored)
        self.standard.hide()
        self.kinds.add_to_head(self.standard)
        self._kinds = vbox(spacing=0)
        self.kinds.add(self._kinds)
        self.shared = Card("Shared by many", spacing=0)
        self._shared = vbox(spacing=0)
        self.shared.add(self._shared)
        held = QWidget()
        row = beside(held)
        keep_width(self.shared, _SIDE)
        row.addWidget(_top(self.kinds), 1)
        row.addWidget(_top(self.shared))
        inner = QWidget()
        vbox(self.preview, held, 1, spacing=14, parent=inner)
        vbox(scrolling(inner), parent=self)
        self.wait()

    def wait(self) -> None:
        """The kinds are on their way."""
        for layout in (self._kinds, self._shared):
            clear(layout)
            layout.addWidget(Skeleton(5, 44))

    def show_look(self, look: "IdentifierLook", *, own_order: bool) -> None:
        """Show the kinds and what is suggested."""
        self.standard.setVisible(own_order)
        clear(self._kinds)
        self.rows = []
        for place, kind in enumerate(look.kinds):
            if place:
                self._kinds.addWidget(Rule())
            row = KindRow(kind, first=not place, last=place == len(look.kinds) - 1)
            for name in ("blocked", "unblocked", "limited", "moved"):
                getattr(row, name).connect(getattr(self, name))
            self.rows.append(row)
            self._kinds.addWidget(row)
        clear(self._shared)
        self.presses = []
        if not look.suggestions:
            text = "No value stands with suspiciously many different people."
            self._shared.addWidget(Label(text, tone="muted", wrap=True))
        for one in look.suggestions:
            self._shared.addWidget(self._suggested(one))

    def _suggested(self, one: "Suggestion") -> QWidget:
        held = QWidget()
        said = vbox(Label(one.value, wrap=True), Label(one.because, "small", "muted", wrap=True), spacing=1)
        press = Button("Block", small=True, name=f"Block {one.value}")
        press.clicked.connect(lambda: self.blocked.emit(one.kind, one.value, False))
        self.presses.append(press)
        row = hbox(spacing=8, parent=held, margins=(0, 6, 0, 6))
        row.addLayout(said, 1)
        row.addWidget(press)
        return held

    def ask(self, words: str) -> None:
        """Say what is asked for, while it is found out what follows."""
        self.preview.title.setText(words)
        self.effect.setText("Looking what would follow…")
        self.apply.setEnabled(False)
        self.preview.show()

    def show_effect(self, effect: "Effect") -> None:
        """Say what would follow."""
        self.effect.setText(effect.told)
        self.apply.setEnabled(True)
        self.apply.setFocus()

    def hide_effect(self) -> None:
        """Nothing is asked for any more."""
        self.preview.hide()


def _top(card: QWidget) -> QWidget:
    """A card as high as what it holds, at the top of its column."""
    held = QWidget()
    vbox(card, 1, parent=held)
    return held
