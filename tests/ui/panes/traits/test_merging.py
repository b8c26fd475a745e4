"""Two fields merged in the real window: what it would come to stands there first, and Undo takes them apart again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app import fields, ingest
from app.people import story
from app.project import Project
from tests.copies import copy_of
from tests.ui.panes.traits.conftest import counted
from ui.panes.traits.merge_dialog import MergeDialog
from ui.panes.traits.pane import Fields
from ui.shell.window import MainWindow

Settled = Callable[[], None]


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("merging-pane")
    lines = "customer_id,email,first_name,Vorname2\n1,a@x.example,Ann,Anna\n2,b@x.example,,Bob\n3,c@x.example,Cid,Cid\n"
    (folder / "people.csv").write_text(lines, "utf-8")
    with Project.create(folder / "Shop.quill", clock="2012-01-01") as project:
        mapping = ingest.Mapping("profiles", {"Vorname2": ingest.Column(to="vorname2", type="text")})
        ingest.run_import(project, folder / "people.csv", "profiles", mapping, source="CRM", as_of="2011-12-01")
        project.audience().close()
    return folder / "Shop.quill"


@pytest.fixture
def pane(window: MainWindow, _made: Path, tmp_path: Path) -> Fields:
    """The pane with everything counted."""
    return counted(window, copy_of(_made, tmp_path))


def choose(dialog: MergeDialog, name: str, settled: Settled) -> None:
    dialog.into.set_key(name)
    dialog.into.activated.emit(dialog.into.currentIndex())
    settled()


def numbers(dialog: MergeDialog) -> list[tuple[str, str]]:
    return [(one.text(), number.text()) for one, number in dialog.numbers.values() if one.isVisible()]


def shows(dialog: MergeDialog) -> list[str]:
    return [str(dialog.model.row(at)["shows"]) for at in range(dialog.model.rowCount())]


def name_of(pane: Fields) -> str:
    return str(story(pane.project, "customer_id:1", events=0).traits["first_name"])


def test_what_it_would_come_to_is_shown_then_kept_undone_and_taken_apart(
    pane: Fields, window: MainWindow, settled: Settled
) -> None:
    pane.page.choose("vorname2")
    token = pane.project.token
    pane.page.card.merge.click()
    dialog = pane.merging.dialog
    assert dialog is not None
    assert (numbers(dialog)[0], dialog.go.isEnabled()) == (("Only Vorname2", "–"), False)
    choose(dialog, "first_name", settled)
    assert numbers(dialog) == [("Only Vorname2", "1"), ("Only First name", "0"), ("The same", "1"), ("Different", "1")]
    assert shows(dialog) == ["Ann", "Bob", "Cid"]
    dialog.leads._keys["old"].click()
    assert shows(dialog) == ["Anna", "Bob", "Cid"]
    assert pane.project.token == token
    dialog.go.click()
    settled()
    assert (name_of(pane), [one.name for one in fields.parts(pane.project)]) == ("Anna", ["vorname2"])
    window.commands.run("traits.undo")
    settled()
    assert (name_of(pane), fields.parts(pane.project)) == ("Ann", [])
    window.commands.run("traits.redo")
    settled()
    pane.page.choose("first_name")
    assert pane.page.card.field is not None
    assert pane.page.card.field.parts == ("Vorname2",)
    pane.page.card.apart_wanted.emit("Vorname2")
    settled()
    assert fields.parts(pane.project) == []
    window.commands.run("traits.undo")
    settled()
    assert name_of(pane) == "Anna"


def test_what_may_not_be_merged_is_said_in_the_dialog(pane: Fields, settled: Settled) -> None:
    fields.rename(pane.project, "vorname2", "Other name")
    settled()
    pane.page.choose("vorname2")
    pane.merge()
    dialog = pane.merging.dialog
    assert dialog is not None
    assert dialog.title.text() == "Merge Other name into another field"
    with pane.project.write("Deleted meanwhile", set(), {}) as connection:
        from app.fields import choices

        choices.write(connection, "first_name", merged={"into": "vorname2", "leads": "into", "at": 1})
    choose(dialog, "first_name", settled)
    assert "First name is part of Other name" in dialog.notes.text()
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_two_selected_rows_are_merged_from_the_menu_of_either(pane: Fields, qtbot: QtBot, settled: Settled) -> None:
    names = [str(pane.page.model.row(at)["name"]) for at in range(pane.page.model.rowCount())]
    both = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    pane.page.table.selectRow(names.index("vorname2"))
    pane.page.choose("first_name")
    pane.page.table.selectionModel().select(pane.page.model.index(names.index("vorname2"), 0), both)
    pane._menu(QPoint(0, 0))
    menu = pane.findChild(QMenu)
    assert menu is not None
    entry = next(one for one in menu.actions() if one.text().startswith("Merge"))
    assert entry.text() == "Merge First name and Vorname2…"
    menu.close()
    entry.trigger()
    settled()
    dialog = pane.merging.dialog
    assert dialog is not None
    # The standard field is the one that stays.
    assert (dialog.title.text(), dialog.into.key()) == ("Merge Vorname2 into another field", "first_name")
    assert dialog.go.isEnabled()
    dialog.reject()
