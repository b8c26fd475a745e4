"""Retention in the window: a preview, a question, and then it is done; a kept rule does nothing."""

import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app import people
from app.privacy import retention
from app.project import Change
from storage.file import models
from ui.panes.privacy.retention_page import ApplyDialog
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow

DAY = 86_400_000_000


@pytest.fixture
def idle(window: MainWindow, readers: Path) -> tuple[MainWindow, Any]:
    """The page, on readers of whom five were active within the last three years of the project's clock."""
    mark_all_shown()
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    with window.projects.current.write("Visits", {Change.EVENTS}) as connection:
        for at in range(1, 6):
            row = {"link_id": 1, "profile_id": at, "name": "viewed_page", "at": 15_200 * DAY, "batch_id": 1}
            connection.execute(insert(models.event).values(row | {"row": at, "digest": at}))
    window.go_to("privacy", part="retention")
    pane: Any = window.host.current()
    assert settle(window)
    return window, pane


def test_whom_it_is_about_is_shown_and_they_go_after_a_question(idle: tuple[MainWindow, Any]) -> None:
    window, pane = idle
    page, project = pane.retention_page, window.projects.current
    assert not page.result.isVisible()
    page.look.click()
    assert settle(window, page.result.isVisible)
    assert page.found.text() == "7 people of 12 would go"
    assert page.model.rowCount() == 7
    # Another number is another question.
    page.months.setValue(35)
    assert not page.result.isVisible()
    page.look.click()
    assert settle(window, page.result.isVisible)
    page.go.click()
    (dialog,) = window.findChildren(ApplyDialog)
    if folder := os.environ.get("QUILLWORK_SHOTS"):
        dialog.grab().save(f"{folder}/retention-asks.png")
    dialog.reject()
    assert settle(window)
    assert people.count(project) == 12
    page.go.click()
    next(one for one in window.findChildren(ApplyDialog) if one.isVisible()).go.click()
    assert settle(window, lambda: pane.strip.text() == "7 people were deleted.")
    assert people.count(project) == 5


def test_a_kept_rule_is_there_again_and_undo_takes_it_back(idle: tuple[MainWindow, Any]) -> None:
    window, pane = idle
    page, project = pane.retention_page, window.projects.current
    page.show_rule(12, "anonymise")
    page.keep.click()
    assert settle(window, lambda: retention.kept(project) == (12, "anonymise"))
    assert pane.state()["rule"] == (12, "anonymise")
    assert people.count(project) == 12
