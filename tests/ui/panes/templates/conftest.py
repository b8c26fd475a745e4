"""The pane, and a template that is open in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.templates.pane import Templates
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture
def pane(window: MainWindow, readers: Path) -> Templates:
    window.projects.open(readers, lambda: window.go_to("templates"))
    assert settle(window, lambda: isinstance(window.host.current(), Templates))
    found = window.host.current()
    assert isinstance(found, Templates)
    assert settle(window, lambda: len(found.library.cards) == 2)
    return found


@pytest.fixture
def meeting(pane: Templates, qtbot: QtBot, wait: Callable[..., None]) -> Templates:
    """The pane with the template “Meeting” open, by a press on its card, and the first recipient's email there."""
    card = next(card for card in pane.library.cards if card.name == "Meeting")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    wait(lambda: pane.pages.currentIndex() == 1 and bool(pane.look.subject.text()))
    return pane
