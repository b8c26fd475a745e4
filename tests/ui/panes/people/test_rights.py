"""What a person may ask for, on their page: saved, suppressed and lifted, and erased after one question."""

import os
from pathlib import Path
from typing import Any

import pytest

from app import people, privacy
from app.campaign.suppressed_addresses import suppressed_addresses
from app.project import audit_log
from ui.panes.people.erase_dialog import EraseDialog
from ui.panes.people.rights_card import ReasonPopup
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow
from ui.widgets.labels import Label

KEY = "r02@example.com"


@pytest.fixture
def person(window: MainWindow, readers: Path) -> tuple[MainWindow, Any]:
    """The window on one reader's page."""
    mark_all_shown()
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    window.go_to("people", key=KEY)
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.story.told is not None)
    return window, pane


def test_all_their_data_is_saved_to_a_new_folder(person: tuple[MainWindow, Any], tmp_path: Path) -> None:
    window, pane = person
    for name in ("Data of a person", "Data of a person 2"):
        pane.rights.save_in(tmp_path)
        assert settle(window, lambda name=name: (tmp_path / name / "person.html").exists())


def test_they_are_suppressed_with_a_reason_and_undo_lifts_it(person: tuple[MainWindow, Any]) -> None:
    window, pane = person
    project, card = window.projects.current, pane.story_page.rights
    assert (card.suppress.isVisible(), card.lift.isVisible()) == (True, False)
    window.commands.run("people.suppress")
    (popup,) = (one for one in window.findChildren(ReasonPopup) if one.isVisible())
    (hint,) = popup.findChildren(Label)
    assert hint.height() >= hint.heightForWidth(hint.width()), "its text is whole"
    popup.field.setText("asked on the phone")
    popup.give.click()
    assert settle(window, card.lift.isVisible)
    assert suppressed_addresses(project)[KEY] == "asked on the phone"
    assert not card.suppress.isVisible()
    card.lift.click()
    assert settle(window, card.suppress.isVisible)
    assert KEY not in suppressed_addresses(project)


def test_the_log_of_what_was_done_with_it_opens(person: tuple[MainWindow, Any]) -> None:
    window, pane = person
    pane.story_page.rights.log.click()
    log: Any = window.host.current()
    assert log.key == "privacy"
    assert settle(window, lambda: log.page.model.rowCount() == 1)
    assert log.page.person.text() == KEY


def test_they_are_erased_after_one_question_and_the_files_are_listed(person: tuple[MainWindow, Any]) -> None:
    window, pane = person
    project = window.projects.current
    audience_list = project.path.parent / "list.csv"
    project.note("Wrote a list", "export", {"file": str(audience_list)})
    window.commands.run("people.erase")
    (dialog,) = window.findChildren(EraseDialog)
    dialog.reject()
    assert settle(window)
    assert people.count(project) == 12
    window.commands.run("people.erase")
    dialog = next(one for one in window.findChildren(EraseDialog) if one.isVisible())
    if folder := os.environ.get("QUILLWORK_SHOTS"):
        dialog.grab().save(f"{folder}/erase-asks.png")
    dialog.go.click()
    assert settle(window, lambda: dialog.title.text() == "They are erased")
    if folder:
        dialog.grab().save(f"{folder}/erase-done.png")
    assert str(audience_list) in dialog.files.toPlainText()
    assert people.count(project) == 11
    assert not pane.showing_story()
    assert audit_log.entries(project, 1, kind="privacy", person=KEY)[0].action == "Erased a person"
    dialog.keep.click()
    assert settle(window)
    assert privacy.elsewhere(project)
