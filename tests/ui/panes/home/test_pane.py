"""Home in the real window: what it brings to the palette."""

from pathlib import Path

from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_recents_are_in_the_palette(window: MainWindow, shop: Path) -> None:
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    window.close_project()
    assert settle(window)
    assert "Open Gift shop" in [command.title for command in window.commands.all()]
