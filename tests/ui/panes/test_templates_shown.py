"""What the Templates pane shows while it does not know yet, and where what is written goes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import template as templates
from ui.panes.templates.pane import Templates
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.labels import Label


@pytest.fixture
def meeting(window: MainWindow, readers: Path, wait: Callable[..., None]) -> Templates:
    """The pane with the template “Meeting” open and the first recipient's email there."""
    window.projects.open(readers, lambda: window.go_to("templates", name="Meeting"))
    assert settle(window, lambda: isinstance(window.host.current(), Templates))
    found = window.host.current()
    assert isinstance(found, Templates)
    wait(lambda: bool(found.look.subject.text()) and not found.look.preview.is_blank)
    return found


def said(pane: Templates) -> list[str]:
    """What the findings say."""
    return [label.text() for label in pane.editor.findings.findChildren(Label) if label.text() and label.isVisible()]


def test_another_template_has_its_name_at_once_and_nothing_of_the_last_one(
    meeting: Templates, wait: Callable[..., None]
) -> None:
    assert said(meeting)
    meeting.open_template("Bare")
    assert meeting.header.title.text() == "Bare"
    assert meeting.look.subject.text() == ""
    assert meeting.look.preview.is_blank
    assert meeting.look.size_label.text() == ""
    assert meeting.editor.source.toPlainText() == ""
    assert not meeting.editor.isEnabled()
    assert said(meeting) == [], "no tick before its answer"
    wait(lambda: meeting.look.subject.text() == "Hello" and not meeting.look.preview.is_blank)
    assert "Nothing else." in meeting.editor.source.toPlainText()
    assert said(meeting)


def test_somebody_else_s_email_is_gone_before_theirs_is_there(meeting: Templates, wait: Callable[..., None]) -> None:
    before = meeting.look.subject.text()
    meeting.recipients.step(1)
    assert meeting.look.subject.text() == ""
    assert meeting.look.preview.is_blank
    assert meeting.look.stepper.person.text().startswith("…   2 of")
    wait(lambda: bool(meeting.look.subject.text()) and not meeting.look.preview.is_blank)
    assert meeting.look.subject.text() != before


def test_an_edit_marks_what_is_being_looked_at_again(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    meeting.editor.subject.line.end(False)
    qtbot.keyClicks(meeting.editor.subject.line, "!")
    assert meeting.editor.findings.over.text() == "looking again…"
    assert meeting.look.subject.property("dim") == "true"
    wait(lambda: meeting.look.subject.text().endswith("!"))
    assert meeting.look.subject.property("dim") == ""
    assert meeting.editor.findings.over.text() != "looking again…"


def test_two_templates_that_nobody_named_are_two(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    """Each is kept under a name of its own, though the second is begun before the first has one."""
    for text in ("One", "Two"):
        meeting.new()
        meeting.editor.subject.line.end(False)
        qtbot.keyClicks(meeting.editor.subject.line, text)
    meeting.back_button.click()
    wait(lambda: len(meeting.library.cards) == 4)
    kept = {one.name: one.subject for one in templates.all_of(meeting.project)}
    starter = kept.keys() - {"Meeting", "Bare"}
    assert starter == {"New template", "New template 2"}
    assert sorted(kept[name][-3:] for name in starter) == ["One", "Two"]


def test_a_name_that_was_being_typed_goes_to_its_own_template(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    meeting.name_field.setFocus()
    meeting.name_field.selectAll()
    qtbot.keyClicks(meeting.name_field, "Meeting you")
    meeting.open_template("Bare")
    wait(lambda: meeting.name == "Bare")
    assert meeting.header.name.text() == "Bare"
    assert {one.name for one in templates.all_of(meeting.project)} == {"Meeting you", "Bare"}


def test_a_template_that_is_gone_says_so_in_the_list(meeting: Templates, wait: Callable[..., None]) -> None:
    meeting.open_template("Nowhere")
    wait(lambda: meeting.strip.text() != "")
    assert meeting.pages.currentIndex() == 0


def test_quitting_keeps_what_was_written_a_moment_ago(meeting: Templates, qtbot: QtBot, window: MainWindow) -> None:
    meeting.editor.subject.line.end(False)
    qtbot.keyClicks(meeting.editor.subject.line, "?")
    project = meeting.project
    window.host.forget()
    assert templates.get(project, "Meeting").subject.endswith("?")
