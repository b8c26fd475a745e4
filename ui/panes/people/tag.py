"""A small popup that asks for a tag: type a new one, or take one that the project knows."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.core import formats, theme
from ui.widgets.buttons import Button, RowButton
from ui.widgets.labels import Label
from ui.widgets.layouts import clear, hbox, vbox
from ui.widgets.picker import Popup
from ui.widgets.search import SearchField

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from ui.panes.base import Pane

OFFERED = 6


class TagPopup(Popup):
    """Emits `chosen` with the tag, and closes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, pane: "Pane", have: list[str]) -> None:
        super().__init__("Add a tag", parent)
        self.setFixedWidth(theme.active().column(280))
        self._have = {tag.casefold() for tag in have}
        self._known: dict[str, int] = {}
        self.field = SearchField("A tag, such as Tea lover", "Tag")
        self.give = Button("Add", kind="main")
        self._offers = vbox(spacing=0)
        self._hint = Label("Tags can be used in segments and in templates.", "small", "muted", wrap=True)
        column = vbox(spacing=8, margins=(10, 10, 10, 10), parent=self)
        column.addLayout(hbox(self.field, self.give))
        column.addLayout(self._offers)
        column.addWidget(self._hint)
        self.field.textChanged.connect(self._show_offers)
        self.field.returnPressed.connect(self._take)
        self.give.clicked.connect(self._take)
        self.give.setEnabled(False)
        self._read(pane)

    def first_focus(self) -> QWidget:
        return self.field

    def _read(self, pane: "Pane") -> None:
        project = pane.project

        def work(progress: "Progress") -> dict[str, int]:
            from app.people import tags

            return tags.known(project)

        pane.run("tags", work, self._known_arrived, quiet=True)

    def _known_arrived(self, known: dict[str, int]) -> None:
        from shiboken6 import isValid

        # The popup is gone for Qt as soon as it is closed, while the answer is on its way.
        if isValid(self):
            self._known = known
            self._show_offers(self.field.text())

    def _show_offers(self, text: str) -> None:
        clear(self._offers)
        typed = text.strip().casefold()
        self.give.setEnabled(bool(typed))
        fitting = [tag for tag in self._known if typed in tag.casefold() and tag.casefold() not in self._have]
        for tag in fitting[:OFFERED]:
            row = RowButton(tag, "", formats.number(self._known[tag]))
            row.clicked.connect(lambda _=False, tag=tag: self._take(tag))
            self._offers.addWidget(row)
        self.fit()

    def _take(self, tag: str | bool = "") -> None:
        wanted = tag if isinstance(tag, str) and tag else self.field.text().strip()
        if wanted:
            self.close()
            self.chosen.emit(wanted)
