"""A small field that holds one or several of many things, ticked in a searched list under it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import Field
from ui.widgets.picker import Choice
from ui.widgets.tick_picker import TickPicker

ANY = "*"
"""The key of a choice that stands for all the others, and never beside one."""


class SeveralField(Field):
    """Shows what is chosen with “or” between; emits `turned` when that changes. One of them always stays."""

    turned = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", value=True, name=name, parent=parent)
        self._name = name
        self._titles: dict[str, str] = {}
        self._chosen: list[str] = []
        self.clicked.connect(self._open)

    def show_choices(self, choices: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Offer these keys and titles, and show those that are chosen; an unknown key shows itself."""
        self._titles = dict(choices)
        self._chosen = list(chosen)
        self._say()

    def value(self) -> list[str]:
        """The keys that are chosen, in the order in which they are offered."""
        return list(self._chosen)

    def _say(self) -> None:
        text = " or ".join(self._titles.get(one, one) for one in self._chosen)
        self.setText(text)
        self.setToolTip(text if len(self._chosen) > 1 else "")
        self.setAccessibleName(f"{self._name}: {text}")

    def _open(self) -> None:
        unknown = [one for one in self._chosen if one not in self._titles]
        choices = [Choice(key, title) for key, title in (*((one, one) for one in unknown), *self._titles.items())]
        self.picker = TickPicker(choices, self._chosen, self._name, self.window())
        self.picker.toggled.connect(self._toggle)
        self.picker.open_under(self)

    def _toggle(self, key: str, on: bool) -> None:
        wanted = set(self._chosen) | {key} if on else set(self._chosen) - {key}
        if on:
            wanted = {ANY} if key == ANY else wanted - {ANY}
        if wanted:
            order = [*(one for one in self._chosen if one not in self._titles), *self._titles]
            self._chosen = [one for one in order if one in wanted]
            self._say()
        # Whatever went with this tick, and the last one that stays, is seen in the list at once.
        self.picker.show_ticked(self._chosen)
        self.turned.emit()
