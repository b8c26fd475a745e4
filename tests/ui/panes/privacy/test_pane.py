"""Privacy: the audit log by kind and by person, and whether it is whole."""

from pathlib import Path
from typing import Any

import pytest

from app import people
from app.people import tags
from app.project import audit_log
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow


@pytest.fixture
def log(window: MainWindow, readers: Path) -> tuple[MainWindow, Any]:
    """The window on the log of the readers' project, in which two people were looked at and one was tagged."""
    mark_all_shown()
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    project = window.projects.current
    people.opened(project, 1)
    people.opened(project, 2)
    tags.add(project, [2], "Tea lover")
    window.go_to("privacy")
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.page.model.rowCount() > 0)
    return window, pane


def _said(pane: Any) -> list[str]:
    return [pane.page.model.row(at)["what"] for at in range(pane.page.model.rowCount())]


def test_it_shows_what_was_done_by_kind_and_by_person(log: tuple[MainWindow, Any]) -> None:
    window, pane = log
    assert _said(pane)[:2] == ["Tagged 1 person “Tea lover”", "Looked at a person's page"]
    pane.audit.choose("opened")
    assert settle(window, lambda: _said(pane) == ["Looked at a person's page"] * 2)
    pane.audit.choose("everything")
    pane.page.person.setText("r02@example.com")
    assert settle(window, lambda: _said(pane) == ["Tagged 1 person “Tea lover”", "Looked at a person's page"])
    pane.page.person.setText("nobody@example.com")
    assert settle(window, lambda: _said(pane) == [])
    assert pane.page.findChild(type(pane.page._nothing)).isVisible()


def test_to_open_a_person_enters_the_log_once_and_the_chain_is_checked(log: tuple[MainWindow, Any]) -> None:
    window, pane = log
    project = window.projects.current
    window.go_to("people", key="r03@example.com")
    person: Any = window.host.current()
    assert settle(window, lambda: person.story.told is not None)
    tags.add(project, [3], "Tea lover")  # the page is told again, and was not opened again
    assert settle(window, lambda: person.story.told.story.tags == ["Tea lover"])
    assert len(audit_log.entries(project, kind="opened", person="r03@example.com")) == 1
    window.go_to("privacy")
    pane.audit.verify()
    assert settle(window, lambda: "as they were written" in pane.strip.text())
