"""What matters most of one person, in three tiles: what they spent, when they last ordered, whether they open mail."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.widgets.cards import Card
from ui.widgets.labels import Elided, Label
from ui.widgets.layouts import hbox

TITLES: Final = ("Spent", "Last order", "Emails opened")


class Tile(Card):
    """A title, a figure, and a quiet word below it."""

    def __init__(self, title: str) -> None:
        super().__init__(spacing=2)
        self.title = Label(title, "small", "muted")
        self.figure = Elided("", "title")
        self.note = Elided("", "small", "muted")
        for part in (self.title, self.figure, self.note):
            self.add(part)
        self.wait()

    def wait(self) -> None:
        """Another person's figure is on its way."""
        self.figure.setText(" ")
        self.note.setText(" ")
        self.setAccessibleName(self.title.text())

    def show_figure(self, figure: str, note: str) -> None:
        """Show the figure; a note may be blank."""
        self.figure.setText(figure)
        self.note.setText(note or " ")
        self.setAccessibleName(f"{self.title.text()}: {figure}" + (f", {note}" if note else ""))


class Tiles(QWidget):
    """The three of them, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.tiles = [Tile(title) for title in TITLES]
        row = hbox(spacing=16, parent=self)
        for tile in self.tiles:
            row.addWidget(tile, 1)

    def wait(self) -> None:
        """Somebody else is on their way."""
        for tile in self.tiles:
            tile.wait()

    def show_tiles(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show a figure and a note in each."""
        for tile, (figure, note) in zip(self.tiles, figures, strict=True):
            tile.show_figure(figure, note)
