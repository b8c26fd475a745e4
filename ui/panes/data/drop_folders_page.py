"""How the drop folders look: the folders at the left, and beside them the files that wait and what came in lately."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.core import formats
from ui.widgets.buttons import Button, RowButton
from ui.widgets.cards import Card, EmptyState, IconLabel, Rule
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import beside, clear, hbox, keep_width, scrolling, vbox
from ui.widgets.menu_field import MenuField

if TYPE_CHECKING:
    from app.watching import DropFolder, Happening, Topic

AS_BEFORE: Final = "before"
"""The key of the choice that each file is read as the last one with its columns was."""
_TOLD: Final = (
    "Save exports into a folder, and they come in by themselves while the project is open: each as the last file with "
    "its columns was. A file whose columns are new waits until you have looked at it once."
)
_STAYS: Final = "Nothing in the folder is moved, changed or deleted."
_ICONS: Final = {
    "imported": ("check-circle", "good"),
    "known": ("minus-circle", "muted"),
    "later": ("clock", "warn"),
    "gone": ("warning-circle", "bad"),
    "waiting": ("eye", "accent"),
    "refused": ("warning-circle", "bad"),
}


class FolderRow(QWidget):
    """One folder: its name over its place, and how its files are read."""

    def __init__(self, folder: "DropFolder", kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.folder = folder
        self.kind = MenuField(f"Files of {folder.name} are read")
        self.kind.show_choices(kinds, folder.kind or AS_BEFORE)
        self.remove = Button(kind="quiet", icon="x", small=True, name=f"Watch {folder.name} no longer")
        words = vbox(Elided(folder.name, "strong", middle=True), Elided(folder.path, "small", "muted", middle=True))
        words.setSpacing(2)
        head = hbox(IconLabel("folder-simple", 20, "accent"), spacing=10)
        head.addLayout(words, 1)
        head.addWidget(self.remove)
        vbox(head, self.kind, spacing=6, margins=(0, 4, 0, 8), parent=self)


class TopicRow(QWidget):
    """One topic, which the command line added: its name over its address."""

    def __init__(self, topic: "Topic") -> None:
        super().__init__()
        self.topic = topic
        self.remove = Button(kind="quiet", icon="x", small=True, name=f"Follow {topic.name} no longer")
        words = vbox(Elided(topic.name, "strong", middle=True), Elided(topic.address, "small", "muted", middle=True))
        words.setSpacing(2)
        head = hbox(IconLabel("broadcast", 20, "accent"), spacing=10, margins=(0, 4, 0, 8), parent=self)
        head.addLayout(words, 1)
        head.addWidget(self.remove)


class DropFoldersPage(QWidget):
    """The whole page; it shows and tells, and decides nothing.

    Emits `add_wanted`, `removed` with a folder's path or a topic's address, `read_as` with a path and the key of a
    kind, and `look_wanted` with the file that somebody is to look at.
    """

    add_wanted = Signal()
    removed = Signal(str)
    read_as = Signal(str, str)
    look_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FolderRow] = []
        self.topics: list[TopicRow] = []
        self.waiting: list[RowButton] = []
        self.add = Button("Add a folder…", kind="main")
        self.add.clicked.connect(self.add_wanted)
        self._folders, self._waits, self._lately = (vbox(spacing=4) for _ in range(3))
        row = beside(self)
        row.addLayout(vbox(self._left(), 1))
        right = QWidget()
        self._wait_card = _card("These wait for you", self._waits)
        vbox(self._wait_card, _card("Lately", self._lately), 1, spacing=16, parent=right)
        row.addWidget(scrolling(right), 1)

    def _left(self) -> Card:
        card = Card("Watched", spacing=10)
        keep_width(card, 380)
        card.add(Label(_TOLD, tone="muted", wrap=True))
        card.add(self._folders)
        card.add(hbox(self.add, 1))
        card.add(Label(_STAYS, "small", "muted", wrap=True))
        return card

    def show_folders(
        self, folders: "Sequence[DropFolder]", kinds: Sequence[tuple[str, str]], topics: "Sequence[Topic]" = ()
    ) -> None:
        """List the folders, and the topics below them; `kinds` are what files can be read as."""
        clear(self._folders)
        self.rows = [FolderRow(one, kinds) for one in folders]
        for row in self.rows:
            path = row.folder.path
            row.remove.clicked.connect(lambda _=False, path=path: self.removed.emit(path))
            row.kind.chosen.connect(lambda kind, path=path: self.read_as.emit(path, kind))
            self._folders.addWidget(row)
            self._folders.addWidget(Rule())
        self.topics = [TopicRow(one) for one in topics]
        for line in self.topics:
            address = line.topic.address
            line.remove.clicked.connect(lambda _=False, path=address: self.removed.emit(path))
            self._folders.addWidget(line)
            self._folders.addWidget(Rule())

    def show_waiting(self, found: "Sequence[Happening]") -> None:
        """List the files that somebody has to look at; without any the card is not there."""
        clear(self._waits)
        self.waiting = []
        self._wait_card.setVisible(bool(found))
        for one in found:
            row = RowButton(one.file, _why(one))
            row.set_icon(*_ICONS[one.event])
            row.setToolTip(one.message)
            row.clicked.connect(lambda _=False, one=one: self.look_wanted.emit(one))
            self.waiting.append(row)
            self._waits.addWidget(row)

    def show_lately(self, found: "Sequence[tuple[int, Happening]]", watched: bool) -> None:
        """List what happened since the project was opened, the newest first, each with its time (microseconds UTC)."""
        clear(self._lately)
        for at, one in found:
            row = hbox(IconLabel(*_icon(one.event)), spacing=10, margins=(0, 4, 0, 4))
            row.addWidget(Label(one.message, wrap=True), 1)
            row.addWidget(Label(formats.ago(at), "small", "muted"))
            self._lately.addLayout(row)
        if not found:
            self._lately.addWidget(_nothing(watched))


def _icon(event: str) -> tuple[str, int, str]:
    name, token = _ICONS.get(event, ("circle", "muted"))
    return name, 18, token


def _why(one: "Happening") -> str:
    """The reason alone: the name stands above it."""
    said = one.message.partition(" waits: ")[2]
    return f"{said[:1].upper()}{said[1:]}" if said else one.message


def _nothing(watched: bool) -> EmptyState:
    if watched:
        return EmptyState("eye", "Nothing has arrived yet", "What is saved into the folder is told here.")
    return EmptyState("folder-simple-plus", "No folder is watched", "Add the one that your exports are saved into.")


def _card(title: str, inside: QVBoxLayout) -> Card:
    card = Card(title, spacing=6)
    card.add(inside)
    return card
