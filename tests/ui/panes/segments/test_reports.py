"""Overlaps and audit beside the library: turned to, brought up to date, and left again."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.audience import segments
from app.project import Project
from ui.core.jobs import Jobs
from ui.panes.segments.pane import Segments


@pytest.fixture
def project(readers: Any) -> Iterator[Project]:
    with Project.open(readers) as made:
        made.hold_writer()
        yield made


@pytest.fixture
def pane(shown: Any, context: Any, project: Project, jobs: Jobs, qtbot: QtBot) -> Iterator[Segments]:
    made = shown(Segments(context("segments", project)))
    qtbot.waitUntil(lambda: not jobs.running() and bool(made.library.names))
    yield made
    # The project closes after this: nobody may still be asking it.
    qtbot.waitUntil(lambda: not jobs.running())


def test_overlaps_are_shown_and_a_segment_is_made_of_one(pane: Segments, jobs: Jobs, qtbot: QtBot) -> None:
    reports = pane.kept.reports
    reports.overlaps_button.click()
    qtbot.waitUntil(lambda: not jobs.running() and reports.overlaps.pages.currentIndex() == 0)
    assert pane.header.title.text() == "Overlaps"
    assert reports.overlaps.upset.columns
    reports.overlaps.upset.taken.emit(0)
    qtbot.waitUntil(lambda: not jobs.running())
    assert pane.pages.currentIndex() == 1
    wanted = reports.overlaps.upset.columns[0].segments
    assert [part.get("segment") for part in pane.model.root["all"]][: len(wanted)] == list(wanted)
    pane.back_button.click()
    assert pane.header.title.text() == "Segments"


def test_the_audit_counts_its_findings_and_esc_leads_back(
    pane: Segments, jobs: Jobs, qtbot: QtBot, project: Project
) -> None:
    reports = pane.kept.reports
    before = reports.audit_button.text()
    segments.save(project, "Nobody", {"any": []})
    pane.kept.refresh()
    qtbot.waitUntil(lambda: not jobs.running() and reports.audit_button.text() != before)
    reports.audit_button.click()
    qtbot.waitUntil(lambda: not jobs.running() and bool(reports.audit.cards))
    assert reports.audit_button.text() == f"Audit: {len(reports.audit.cards)} to look at"
    pane.ground.setFocus()
    pane.escape()
    assert pane.kept.pages.currentIndex() == 0
    names = {command.id for command in pane.commands()}
    assert {"segments.overlaps", "segments.audit", "segments.refresh"} <= names
    QTest.keyClick(pane, Qt.Key.Key_Escape)
