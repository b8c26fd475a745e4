"""Drop folders in the real window: added, read as a kind, removed with a way back, and what waits looked at."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import watching
from app.project import Project
from ui.core import file_dialogs
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "exports"
    found.mkdir()
    return found


@pytest.fixture
def page(data: Data, window: MainWindow):
    window.commands.run("data.folders")
    assert settle(window)
    return data.folders.page


def kept(data: Data) -> list[tuple[str, str | None]]:
    return [(one.name, one.kind) for one in watching.drop_folders(data.project)]


def test_a_folder_is_added_read_as_a_kind_and_removed(
    data: Data, page, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialogs, "choose_folder", lambda *_: str(folder))
    assert page.rows == []
    page.add.click()
    assert settle(window, lambda: len(page.rows) == 1)
    assert kept(data) == [("exports", None)]
    page.rows[0].kind.chosen.emit("orders")
    assert settle(window)
    assert kept(data) == [("exports", "orders")]
    assert page.rows[0].kind.text() == "Always as orders"
    page.rows[0].kind.chosen.emit("before")
    assert settle(window)
    assert kept(data) == [("exports", None)]
    page.rows[0].remove.click()
    assert settle(window, lambda: page.rows == [])
    assert kept(data) == []
    assert "watched no longer" in window.toast.text()
    window.toast.act()
    assert settle(window, lambda: len(page.rows) == 1)
    assert kept(data) == [("exports", None)]


def test_what_cannot_be_watched_is_told_in_the_strip(data: Data, page, window: MainWindow, tmp_path: Path) -> None:
    data.folders.add(str(tmp_path / "none"))
    assert settle(window, lambda: "There is no folder" in data.strip.text())


def test_a_file_that_waits_is_looked_at_in_the_wizard(
    data: Data, page, window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    (folder / "contacts.csv").write_text("Email,City\nann@example.com,Paris\n", encoding="utf-8")
    data.folders.add(str(folder))
    qtbot.waitUntil(lambda: len(page.waiting) == 1, timeout=20_000)
    assert page.waiting[0].text() == "contacts.csv"
    assert "Its columns are new" in page.waiting[0].accessibleDescription()
    page.waiting[0].click()
    assert settle(window, data.showing_wizard)


def test_back_leads_to_the_imports(data: Data, page, window: MainWindow) -> None:
    assert data.back.isVisible()
    assert data.header.title.text() == "Drop folders"
    data.escape()
    assert settle(window)
    assert not page.isVisible()


def test_a_folder_that_another_program_adds_is_shown(data: Data, page, window: MainWindow, folder: Path) -> None:
    assert isinstance(data.project, Project)
    watching.add(data.project, folder, "orders")
    assert settle(window, lambda: [row.folder.name for row in page.rows] == ["exports"])
