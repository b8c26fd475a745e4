"""Esc leads from what is open back to the list of its kind, and the keyboard goes on at the one that was left."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import campaign
from app.project import Project
from ui.panes.campaigns.plan import new_plan
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow


def test_from_a_segment_a_template_and_a_campaign(window: MainWindow, readers: Path, wait: Callable[..., None]) -> None:
    mark_all_shown()
    with Project.open(readers) as project:
        campaign.save(project, "R&D", new_plan() | {"include": ["Gold"], "template": "Meeting"})
    window.projects.open(readers)
    wait(lambda: window.found is not None)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    for key, name in (("segments", "Leeds"), ("templates", "Meeting"), ("campaigns", "R&D")):
        window.go_to(key, name=name)
        pane = window.host.current()
        wait(lambda pane=pane, name=name: pane.name == name and pane.pages.currentIndex() == 1)
        if key == "templates":
            pane.editor.source.setFocus(Qt.FocusReason.TabFocusReason)
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
            assert pane.pages.currentIndex() == 1, "a slip of the finger takes nobody out of their text"
        else:
            pane.ground.setFocus()
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
        assert pane.pages.currentIndex() == 0
        wait()
        if key == "segments":
            assert QApplication.focusWidget() is pane.library.table
            assert pane.library.chosen() == name
        else:
            card = next(card for card in pane.library.cards if card.name == name)
            assert QApplication.focusWidget() is card.open
