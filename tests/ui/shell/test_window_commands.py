"""The window's own commands: what they ask for first, and what an answer that is no answer changes."""

from pathlib import Path

import pytest

from ui.core import file_dialogs
from ui.help import pages
from ui.panes import panes
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.shell.window_commands import further_pages, with_suffix


def test_a_project_is_made_where_one_says_and_has_its_ending(window: MainWindow, monkeypatch, tmp_path: Path) -> None:
    asked: list[tuple[str, str]] = []

    def answer(_parent, _title, _purpose, name: str, filters: str) -> str:
        asked.append((name, filters))
        return str(tmp_path / "Tea shop")

    monkeypatch.setattr(file_dialogs, "save_as", answer)
    window.commands.run("file.new")
    assert settle(window, lambda: window.projects.current is not None)
    assert asked == [("My shop.quill", file_dialogs.PROJECTS)]
    assert window.projects.current.path == tmp_path / "Tea shop.quill"
    assert window.host.current().key == "home"
    opened: list[str] = []
    monkeypatch.setattr(file_dialogs, "open_here", opened.append)
    window.commands.run("file.folder")
    assert opened == [str(tmp_path)]


def test_a_dialog_that_is_left_changes_nothing(window: MainWindow, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(file_dialogs, "save_as", lambda *_: "")
    monkeypatch.setattr(file_dialogs, "choose_file", lambda *_: "")
    monkeypatch.setattr(file_dialogs, "choose_files", lambda *_: [])
    for name in ("file.new", "file.open", "file.import"):
        window.commands.run(name)
    window.take_files([str(tmp_path / "contacts.csv")])
    assert settle(window)
    assert window.projects.current is None


def test_without_a_project_what_needs_one_is_grey(window: MainWindow) -> None:
    possible = {one.id: one.enabled() for one in window.commands.all()}
    assert not any(possible[name] for name in ("file.folder", "file.close", "go.people", "go.campaigns"))
    assert all(possible[name] for name in ("file.new", "file.open", "file.demo", "file.import", "go.home"))
    ticked = [one.id for one in window.commands.all() if one.checked is not None and one.checked()]
    assert [name for name in ticked if name.startswith("view.t")] == ["view.theme.light", "view.text.100"]


@pytest.mark.parametrize("given", ["shop", "shop.quill", "shop.xlsx"])
def test_a_project_always_has_its_ending(given: str) -> None:
    assert with_suffix(given).name == f"{given.removesuffix('.quill')}.quill"


def test_pages_beside_a_pane_s_own_are_reached_from_the_menu() -> None:
    found = further_pages()
    assert not found.keys() & {one.key for one in panes()}
    assert found["rules"] == pages.title("rules")
