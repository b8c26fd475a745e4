"""Templates in the real window: named and kept, shown as each recipient gets it, checked, mended, found again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import template as templates
from app.domain.problems import NotFound
from tests.ui.panes.templates.written import button
from ui.panes.templates.pane import Templates
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button, ChipButton

pytestmark = pytest.mark.early


def test_a_new_template_is_named_and_kept_as_it_is_written(
    pane: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    qtbot.mouseClick(pane.new_button, Qt.MouseButton.LeftButton)
    wait(lambda: bool(pane.look.subject.text()))
    assert not pane.use_button.isEnabled()
    pane.name_field.setFocus()
    qtbot.keyClicks(pane.name_field, "Spring")
    qtbot.keyClick(pane.name_field, Qt.Key.Key_Return)
    wait(pane.use_button.isEnabled)
    pane.editor.subject.line.selectAll()
    qtbot.keyClicks(pane.editor.subject.line, "Teatime")
    wait(lambda: "version 2" in pane.header.quiet.text())
    kept = templates.get(pane.project, "Spring")
    assert (kept.subject, kept.body) == ("Teatime", pane.editor.source.toPlainText())
    assert pane.look.subject.text() == "Teatime"


def test_nothing_of_a_starter_template_is_wrong_but_the_words_that_are_to_be_replaced(
    pane: Templates, wait: Callable[..., None]
) -> None:
    pane.new()
    wait(lambda: bool(pane.look.subject.text()))
    pane.everyone.check()
    wait()
    assert pane.editor.findings.title.text() == "2 findings"
    assert pane.editor.findings.over.text() == "over 12 recipients"


def test_what_nobody_named_is_kept_too(pane: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    pane.new()
    wait()
    pane.editor.source.setFocus()
    qtbot.keyClicks(pane.editor.source, "<!-- mine -->")
    qtbot.mouseClick(pane.back_button, Qt.MouseButton.LeftButton)
    wait(lambda: len(pane.library.cards) == 3)
    assert templates.get(pane.project, "New template").body.startswith("<!-- mine -->")


def test_a_name_that_is_taken_is_refused_and_the_old_one_stays(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    meeting.name_field.setFocus()
    meeting.name_field.selectAll()
    qtbot.keyClicks(meeting.name_field, "bare")
    qtbot.keyClick(meeting.name_field, Qt.Key.Key_Return)
    wait(lambda: bool(meeting.strip.text()))
    assert "taken" in meeting.strip.text()
    assert meeting.name_field.text() == meeting.name == "Meeting"
    assert templates.get(meeting.project, "Bare").body == "<p>Nothing else.</p>"


def test_renaming_takes_the_template_along(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    qtbot.keyClick(meeting.window(), Qt.Key.Key_F2)
    assert meeting.name_field.hasFocus()
    meeting.name_field.selectAll()
    qtbot.keyClicks(meeting.name_field, "Autumn")
    qtbot.keyClick(meeting.name_field, Qt.Key.Key_Return)
    wait()
    assert "Shall we meet" in templates.get(meeting.project, "Autumn").body
    with pytest.raises(NotFound):
        templates.get(meeting.project, "Meeting")


def test_a_check_counts_and_a_fallback_mends(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    findings = meeting.editor.findings
    qtbot.keyClick(meeting.window(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: findings.over.text() == "over 12 recipients")
    assert findings.title.text() == "1 finding"
    labels = [label.text() for label in findings.findChildren(type(findings.title))]
    assert "3 people: {{ city }} is empty and has no default" in labels
    chip = next(one for one in findings.findChildren(ChipButton))
    meeting.editor.source.go_to_line(1)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert meeting.editor.source.textCursor().blockNumber() == 2
    qtbot.mouseClick(button(findings, "Add fallback"), Qt.MouseButton.LeftButton)
    assert '{{ city | default("your town", true) }}' in meeting.editor.source.toPlainText()
    assert meeting.editor.source.textCursor().selectedText() == "your town"
    wait(lambda: findings.title.text() == "No findings")
    wait(lambda: "version 2" in meeting.header.quiet.text())
    assert 'default("your town", true)' in templates.get(meeting.project, "Meeting").body
    meeting.editor.source.undo()
    assert "{{ city }}?" in meeting.editor.source.toPlainText()


def test_a_finding_shows_somebody_whom_it_concerns(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    meeting.everyone.check()
    wait(lambda: bool(meeting.editor.findings.findChildren(Button)))
    qtbot.mouseClick(button(meeting.editor.findings, "Show"), Qt.MouseButton.LeftButton)
    wait(lambda: "4 of 12" in meeting.look.stepper.person.text())


def test_a_deleted_template_comes_back(
    pane: Templates, window: MainWindow, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    templates.save(pane.project, replace(templates.get(pane.project, "Bare"), preheader="Once more"))
    before = templates.versions(pane.project, "Bare")
    card = next(card for card in pane.library.cards if card.name == "Bare")
    qtbot.keyClick(card.open, Qt.Key.Key_Delete)
    wait(lambda: len(pane.library.cards) == 1)
    qtbot.mouseClick(button(window, "Undo"), Qt.MouseButton.LeftButton)
    wait(lambda: len(pane.library.cards) == 2)
    assert templates.versions(pane.project, "Bare") == before
    assert len(before) == 2


def test_closing_the_project_keeps_the_last_words_and_the_preview_comes_back(
    meeting: Templates, window: MainWindow, readers: Path, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    meeting.editor.source.go_to_line(3)
    qtbot.keyClicks(meeting.editor.source, "<p>Last words</p>")
    window.projects.leave()
    assert meeting.look.preview._engine is None
    wait()
    window.projects.open(readers, lambda: window.go_to("templates", name="Meeting"))
    wait(lambda: isinstance(window.host.current(), Templates))
    again = window.host.current()
    assert isinstance(again, Templates)
    assert again is not meeting
    wait(lambda: "Last words" in again.look.text.toPlainText())
    assert again.look.preview._engine is not None


@pytest.mark.parametrize(
    "body",
    [
        "<p>{{ ''.__class__.__mro__ }}</p>",
        "{% set a = [1, 1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a }}",
        "<mjml><mj-body>" + "<mj-section><mj-column>" * 300 + "</mj-body></mjml>",
    ],
)
def test_a_hostile_source_is_told_of_in_a_sentence_and_the_editor_goes_on(
    meeting: Templates, body: str, wait: Callable[..., None]
) -> None:
    meeting.editor.source.setPlainText(body)
    wait(lambda: "as it was before" in meeting.look.link.text())
    meeting.editor.source.setPlainText("<p>All is well</p>")
    wait(lambda: "as it was before" not in meeting.look.link.text())


def test_what_needs_no_words_is_mended_by_a_press_and_undone(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    source = meeting.editor.source
    source.setPlainText(source.toPlainText().replace(' lang="en"', ""))
    wait(lambda: "Which language it is in is not said" in _said(meeting))
    qtbot.mouseClick(button(meeting.editor.findings, "Say English"), Qt.MouseButton.LeftButton)
    assert source.toPlainText().startswith('<html lang="en">')
    wait(lambda: "Which language" not in _said(meeting))
    source.undo()
    assert source.toPlainText().startswith("<html>")


def _said(pane: Templates) -> str:
    findings = pane.editor.findings
    return " ".join(label.text() for label in findings.findChildren(type(findings.title)))
