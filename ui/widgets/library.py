"""What a project keeps of one kind, as a list of cards: a name, a line about it, a figure, and what can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from ui.core import theme
from ui.core.input_device import presses
from ui.core.literal_names import Menu
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import clear, hbox, scrolling, vbox
from ui.widgets.skeleton import Skeleton

_AT_ONCE, _LOT = 8, 4
"""Cards that are made at once, about as many as are seen, and then each time: one takes some milliseconds."""

Do = Callable[[str, str], None]
"""Told what was pressed and the name of what it is about; `open` is pressing the card itself."""


@dataclass(frozen=True)
class Item:
    """One kept thing: its name, a line about it, and a figure with its unit at the right.

    `known` is False while only the name is known: the line and the figure are blank then.
    """

    name: str
    line: str
    figure: str = ""
    unit: str = ""
    known: bool = True


@dataclass(frozen=True)
class Action:
    """An entry of an item's menu: what `do` is told, its text and its icon."""

    key: str
    text: str
    icon: str


class ItemCard(Card):
    """One kept thing; pressing it opens it."""

    def __init__(self, item: Item, actions: Sequence[Action], do: Do) -> None:
        super().__init__(spacing=4)
        self.name = item.name
        self._do = do
        self._actions = actions
        row = hbox(spacing=12)
        left = vbox(spacing=4)
        self.line = Elided("", "small", "muted")
        self.figure = Label("", "name")
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.unit = Label("", "small", "muted")
        left.addWidget(Elided(item.name, "strong"))
        left.addWidget(self.line)
        row.addLayout(left, 1)
        row.addWidget(self.figure)
        row.addWidget(self.unit)
        self.open = Button("Open", small=True, name=f"Open {item.name}")
        self.open.clicked.connect(lambda: do("open", item.name))
        row.addWidget(self.open)
        self.more = Button(kind="quiet", icon="dots-three", small=True, name=f"What can be done with {item.name}")
        self.more.clicked.connect(self._open_menu)
        row.addWidget(self.more)
        self.add(row)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_item(item)

    def show_item(self, item: Item) -> None:
        """Show what is known of it now."""
        self.unit.setText(item.unit)
        if not item.known:
            self.line.blank(theme.active().px(360))
            self.figure.blank(theme.active().px(44))
            self.setAccessibleName(f"{item.name}, being counted")
            return
        for label, text in ((self.line, item.line), (self.figure, item.figure)):
            label.setText(text)
            label.set_dim(False)
        self.figure.setVisible(bool(item.figure))
        self.unit.setVisible(bool(item.figure))
        self.setAccessibleName(f"{item.name}: {item.figure} {item.unit}. {item.line}")

    def dim(self) -> None:
        """Its figure is being counted again."""
        if not self.figure.is_blank:
            self.figure.set_dim(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # As with a button: whoever lets go elsewhere has thought better of it.
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._do("open", self.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and any(action.key == "delete" for action in self._actions):
            self._do("delete", self.name)
        else:
            super().keyPressEvent(event)

    def _open_menu(self) -> None:
        menu = Menu(self)
        for action in self._actions:
            entry = menu.entry(action.text, action.icon)
            entry.triggered.connect(lambda _=False, key=action.key: self._later(key))
        menu.open_under(self.more)

    def _later(self, key: str) -> None:
        # When the menu has closed: what is done may take this card away, and the menu is the card's.
        QTimer.singleShot(0, self, lambda: self._do(key, self.name))


class Library(QStackedWidget):
    """The cards, or, where nothing is kept yet, what such a thing is for."""

    def __init__(self, empty: EmptyState, actions: Sequence[Action], do: Do) -> None:
        super().__init__()
        self._do = do
        self._actions = actions
        self.cards: list[ItemCard] = []
        self._waiting: list[Item] = []
        self._more = QTimer(self, singleShot=True)
        self._more.timeout.connect(self._make_more)
        self._left = ("", 0)
        inside = QWidget()
        self._column = vbox(spacing=10, parent=inside)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.addWidget(area)
        self.addWidget(empty)

        self._column.addWidget(Skeleton(4, 64))
        self._column.addStretch(1)

    def dim(self) -> None:
        """The figures are being counted again."""
        for card in self.cards:
            card.dim()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these; cards that are there already stay, so that nothing moves under the mouse.

        Of many the first are there at once, and the others follow while the window goes on.
        """
        names = [item.name for item in items]
        if not names or names != [*(card.name for card in self.cards), *(item.name for item in self._waiting)]:
            clear(self._column)
            self.cards = []
            self._column.addStretch(1)
            self._make(items[:_AT_ONCE])
        for card, item in zip(self.cards, items, strict=False):
            card.show_item(item)
        self._waiting = list(items[len(self.cards) :])
        self.setCurrentIndex(0 if items else 1)
        self._more.start()  # new cards are shown by then

    def _make(self, items: Sequence[Item]) -> None:
        for item in items:
            card = ItemCard(item, self._actions, self._do)
            self.cards.append(card)
            # Before the room that is left.
            self._column.insertWidget(self._column.count() - 1, card)

    def _make_more(self) -> None:
        self._go_on()
        if self._waiting:
            self._make(self._waiting[:_LOT])
            del self._waiting[:_LOT]
            self._more.start()

    def come_back_from(self, name: str) -> None:
        """Whoever leaves this thing by keyboard goes on at its card, as soon as it is there."""
        self._left = (name, presses())

    def _go_on(self) -> None:
        name, pressed = self._left
        card = next((card for card in self.cards if card.name == name), None)
        if card is not None and pressed == presses() and card.isVisible():
            card.open.setFocus()
