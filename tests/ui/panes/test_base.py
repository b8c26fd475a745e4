"""What every pane stands on: its header, its buttons, its work off the thread, and what it says of that."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from shiboken6 import isValid

from app.domain.problems import Problem
from ui.core.jobs import Jobs
from ui.panes.base import Pane
from ui.widgets.buttons import Button


@pytest.fixture
def pane(shown, context) -> Pane:
    made = Pane(context("segments"))
    made.resize(900, 400)
    return shown(made)


@pytest.fixture
def quiet(qtbot, jobs: Jobs):
    """Waits until no work is under way."""
    return lambda: qtbot.waitUntil(lambda: not jobs.running())


def _problem(_progress: Any) -> None:
    raise Problem("The file is locked", "", "Close it")


def test_work_that_was_stopped_says_so_and_can_be_started_again(qtbot, pane: Pane, quiet) -> None:
    done: list[int] = []
    pane.run("count", lambda _: 7, done.append, title="Counting").cancel()
    quiet()
    assert (pane.strip.text(), done) == ("Stopped: Counting.", [])
    qtbot.mouseClick(pane.strip._action, Qt.MouseButton.LeftButton)
    quiet()
    assert (pane.strip.text(), done) == ("", [7])


def test_a_problem_stands_until_the_same_work_succeeds(pane: Pane, quiet) -> None:
    pane.run("save", _problem)
    quiet()
    assert pane.strip.text() == "The file is locked. Close it."
    pane.run("count", lambda _: 7)
    quiet()
    assert pane.strip.text() != "", "other work says nothing about it"
    pane.run("save", lambda _: 7)
    quiet()
    assert pane.strip.text() == ""


def test_an_answer_about_what_is_not_shown_any_more_is_told_to_nobody(pane: Pane, quiet) -> None:
    told: list[Any] = []
    pane.run("count", lambda _: 7, told.append, about=lambda: False)
    pane.run("look", _problem, failed=told.append, about=lambda: False)
    quiet()
    assert (told, pane.strip.text()) == ([], "")
    pane.run("keep", _problem, about=lambda: False, keeps=True)
    quiet()
    assert pane.strip.text() == "The file is locked. Close it.", "what could not be kept is said all the same"


def test_the_header_is_a_title_or_a_name_to_edit_and_holds_three_buttons(qtbot, pane: Pane) -> None:
    assert (pane.header.title.text(), pane.header.title.isVisible()) == ("Segments", True)
    named: list[str] = []
    pane.header.name.named.connect(named.append)
    pane.set_name("VIPs", "12 people")
    assert (pane.header.title.isVisible(), pane.header.name.text()) == (False, "VIPs")
    pane.activateWindow()
    pane.header.name.setFocus()
    pane.header.name.selectAll()
    qtbot.keyClicks(pane.header.name, "Gold")
    qtbot.keyClick(pane.header.name, Qt.Key.Key_Return)
    assert named == ["Gold"]
    old, stays = Button("Old"), Button("Stays")
    pane.set_actions(old, stays)
    stays.setFocus()
    pane.set_actions(stays)
    assert (old.isVisible(), stays.isVisible(), stays.hasFocus()) == (False, True, True)
    with pytest.raises(ValueError, match="three"):
        pane.set_actions(*(Button(str(at), parent=pane) for at in range(4)))


def test_escape_goes_back_but_first_out_of_a_text(pane: Pane) -> None:
    gone: list[int] = []
    pane.back_button = Button("Back")
    pane.back_button.clicked.connect(lambda: gone.append(1))
    pane.header.lead(pane.back_button)
    written = QPlainTextEdit()
    pane.body.addWidget(written)
    QApplication.processEvents()
    pane.activateWindow()
    written.setFocus()
    pane.escape()
    assert gone == []
    assert pane.back_button.hasFocus()
    pane.escape()
    assert gone == [1]
    pane.back_button.hide()
    pane.escape()
    assert gone == [1]


def test_a_pane_that_goes_takes_what_it_keeps_for_its_other_states(qtbot, context) -> None:
    pane = Pane(context("segments"))
    pane.show()
    pane.other = Button("For another state")
    other = pane.other
    other.clicked.connect(lambda: pane.strip.clear())
    pane.release()
    qtbot.waitUntil(lambda: not isValid(pane) and not isValid(other))
