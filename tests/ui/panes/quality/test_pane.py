"""The report in the window: its figures are those of the command line, and each finding opens its people."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import ingest, quality
from app.project import Project
from ui.core import theme
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow

PEOPLE = "email,first_name\nann@gmail.com,Ann\nbob@gmial.com,\ncat@mailinator.com,Cat\n"


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on a project whose data have faults."""
    theme.active().choose("light")
    with Project.create(tmp_path / "Shop.quill", clock="2012-01-01") as project:
        (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
        ingest.run_import(project, tmp_path / "people.csv", "profiles")
    made = MainWindow()
    made.show()
    made.projects.open(tmp_path / "Shop.quill", lambda: made.go_to("quality"))
    assert settle(made, lambda: getattr(made.host.current(), "report", None) is not None)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _pane(window: MainWindow) -> Any:
    return window.host.current()


def test_it_shows_what_the_report_says(window: MainWindow) -> None:
    page, report = _pane(window).page, quality.report(window.projects.current)
    wrong = [one for one in report.checks if one.found and one.group != "coverage"]
    assert page.hero.text() == str(len(wrong))
    shown = {row.finding.check: row.number.text() for row in page.findings if row.finding.found}
    assert shown == {one.check: str(one.found) for one in wrong}
    assert "3 people" in page.about.text()


def test_where_nobody_is_it_says_what_it_is_good_for(window: MainWindow, tmp_path: Path) -> None:
    Project.create(tmp_path / "Empty.quill").close()
    window.projects.open(tmp_path / "Empty.quill", lambda: window.go_to("quality"))
    assert settle(window, lambda: getattr(window.host.current(), "report", None) is not None)
    pane = _pane(window)
    assert pane.nothing.isVisible()
    assert not pane.page.hero.isVisible()


def test_a_finding_opens_its_people(window: MainWindow) -> None:
    row = next(row for row in _pane(window).page.findings if row.finding.check == "typo_domain")
    QTest.mouseClick(row.show_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: isinstance(window.host.current(), People))
    people = window.host.current()
    assert settle(window, lambda: people.model.rowCount() == 1)
    assert people.everyone.filters.picked is not None


def test_an_import_makes_it_anew(window: MainWindow, tmp_path: Path) -> None:
    before = _pane(window).page.hero.text()
    (tmp_path / "more.csv").write_text("email\ndee@gmail.con\ninfo@x.example\n", "utf-8")
    ingest.run_import(window.projects.current, tmp_path / "more.csv", "profiles")
    assert settle(window, lambda: _pane(window).page.hero.text() not in (before, "–"))
    typos = next(row for row in _pane(window).page.findings if row.finding.check == "typo_domain")
    assert (typos.number.text(), typos.change.text()) == ("2", "↑ 1")
