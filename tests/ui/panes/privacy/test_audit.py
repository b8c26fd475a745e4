"""A log of many entries comes a page at a time."""

from pathlib import Path
from typing import Any

from ui.panes.privacy.audit import PAGE
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow


def test_older_entries_come_when_they_are_asked_for(window: MainWindow, readers: Path) -> None:
    mark_all_shown()
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    for at in range(PAGE):
        window.projects.current.note(f"Looked {at}", "opened")
    window.go_to("privacy")
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.page.model.rowCount() == PAGE)
    pane.page.older.click()
    assert settle(window, lambda: pane.page.model.rowCount() > PAGE)
    assert not pane.page.older.isVisible()
    assert pane.page.model.row(PAGE)["id"] < pane.page.model.row(PAGE - 1)["id"]
