"""What a project keeps of one kind, as a list of cards: a name, a line about it, a figure, and what can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QWidget

from ui import icons
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, EmptyState
from ui.widgets.flow import clear, hbox, scrolling, vbox
from ui.widgets.labels import Elided, Label

Do = Callable[[str, str], None]
"""Told what was pressed and the name of what it is about; `open` is pressing the card itself."""


@dataclass(frozen=True)
class Item:
    """One kept thing: its name, a line about it, and a figure with its unit at the right."""

    name: str
    line: str
    figure: str = ""
    unit: str = ""


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
        left.addWidget(Elided(item.name, "strong"))
        left.addWidget(Elided(item.line, "small", "muted"))
        row.addLayout(left, 1)
        if item.figure:
            figure = Label(item.figure, "name")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(figure)
            row.addWidget(Label(item.unit, "small", "muted"))
        self.open = Button("Open", small=True, name=f"Open {item.name}")
        self.open.clicked.connect(lambda: do("open", item.name))
        row.addWidget(self.open)
        self.more = Button(kind="quiet", icon="dots-three", small=True, name=f"What can be done with {item.name}")
        self.more.clicked.connect(self._open_menu)
        row.addWidget(self.more)
        self.add(row)
        self.setAccessibleName(f"{item.name}: {item.figure} {item.unit}. {item.line}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._do("open", self.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and any(action.key == "delete" for action in self._actions):
            self._do("delete", self.name)
        else:
            super().keyPressEvent(event)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for action in self._actions:
            entry = menu.addAction(icons.icon(action.icon, "muted"), action.text)
            entry.triggered.connect(lambda _=False, key=action.key: self._later(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

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
        inside = QWidget()
        self._column = vbox(spacing=10, parent=inside)
        area = scrolling(inside)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.addWidget(area)
        self.addWidget(empty)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these."""
        clear(self._column)
        self.cards = [ItemCard(item, self._actions, self._do) for item in items]
        for card in self.cards:
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.setCurrentIndex(0 if items else 1)
