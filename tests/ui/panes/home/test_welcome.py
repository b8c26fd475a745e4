"""The welcome page: projects that were open lately lead back, and one that was moved is found again."""

from pathlib import Path

from tests.ui.panes.home.shown_rows import click, rows_of
from ui.core import file_dialogs
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button


def test_recents_lead_back_and_can_be_taken_off(window: MainWindow, shop: Path) -> None:
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    window.close_project()
    assert settle(window)
    row = rows_of(window)["Gift shop"]
    assert row.accessibleDescription().startswith("12 people · today")
    click(row)
    assert settle(window, lambda: window.projects.current is not None)
    assert window.windowTitle().startswith("Gift shop")
    window.close_project()
    assert settle(window)
    click(rows_of(window)["Gift shop"].findChild(Button))
    assert rows_of(window) == {}
    assert shop.exists()


def test_a_missing_project_is_greyed_and_can_be_found_again(window: MainWindow, shop: Path, monkeypatch) -> None:
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    window.close_project()
    assert settle(window)
    moved = shop.rename(shop.with_name("Moved.quill"))
    window.go_to("home")
    window.projects.recents_changed.emit()
    row = rows_of(window)["Gift shop"]
    assert row.accessibleDescription() == "Not where it was: press to find it"
    monkeypatch.setattr(file_dialogs, "choose_file", lambda *_: str(moved))
    click(row)
    assert settle(window, lambda: window.found is not None)
    assert [recent.path for recent in window.projects.recents()] == [str(moved)]
