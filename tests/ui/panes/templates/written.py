"""The open menu of the Templates pane, and a button of a part of it."""

from typing import Any

from PySide6.QtWidgets import QApplication

from ui.widgets.buttons import Button
from ui.widgets.picker import Picker


def picker() -> Picker:
    found = QApplication.activePopupWidget()
    assert isinstance(found, Picker)
    return found


def button(parent: Any, text: str) -> Button:
    return next(one for one in parent.findChildren(Button) if one.text() == text and one.isVisible())
