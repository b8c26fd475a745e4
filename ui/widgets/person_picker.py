"""People found by name or address, in a menu."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.widgets.picker import Choice, Picker


def person_picker(
    under: QWidget, find: Callable[[str, Callable[[list[Any]], None]], None], chosen: Callable[[str], None]
) -> Picker:
    """A menu in which people are found by name or address."""
    picker = Picker((), "Recipient", under.window(), hint="Name, address or number")
    # What is found may come when the menu has gone.
    open_ = [True]
    picker.destroyed.connect(lambda: open_.__setitem__(0, False))

    def offer(people: list[Any]) -> None:
        if open_[0]:
            picker.offer(
                [
                    Choice(one.key, f"{one.name or one.email or one.key}", "user", aliases=f"{one.email} {one.key}")
                    for one in people
                ]
            )

    picker.searched.connect(lambda text: find(text, offer))
    picker.chosen.connect(chosen)
    picker.open_under(under)
    return picker
