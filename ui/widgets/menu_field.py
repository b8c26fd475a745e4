"""A small field that opens a menu of a few choices."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.core.literal_names import Menu
from ui.widgets.buttons import Field


class MenuField(Field):
    """Shows the title of what is chosen; emits `chosen` with the key of what the user takes from its menu."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", value=True, name=name, parent=parent)
        self._name = name
        self._choices: list[tuple[str, str]] = []
        self._value = ""
        self.clicked.connect(self._open)

    def show_choices(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """Offer these keys and titles, and show the one that is chosen; an unknown key shows itself."""
        self._choices, self._value = list(choices), value
        title = next((title for key, title in choices if key == value), value)
        self.setText(title)
        self.setAccessibleName(f"{self._name}: {title}")

    def value(self) -> str:
        """The key that is chosen."""
        return self._value

    def _open(self) -> None:
        popup(self, self._choices, self._value, self.chosen.emit)


def popup(under: QWidget, choices: Sequence[tuple[str, str]], value: str, take: Callable[[str], object]) -> Menu:
    """A menu under a widget with the chosen one ticked; calls `take(key)` with what is chosen. A blank title parts."""
    menu = Menu(under)
    for key, title in choices:
        if not title:
            menu.addSeparator()
            continue
        action = menu.entry(title, ticked=key == value)
        action.setData(key)
        action.triggered.connect(lambda _=False, chosen=key: take(chosen))
    menu.open_under(under, 3)
    return menu
