"""How an email looks: what each recipient gets."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import mailing
from ui.panes.templates.pane import Templates
from ui.widgets.buttons import ChipButton


def test_what_is_shown_is_what_each_recipient_gets(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    seen = []
    for place in ("1 of 12", "2 of 12", "3 of 12"):
        wait(lambda place=place: place in meeting.look.stepper.person.text())
        key = meeting.recipients.current
        assert key is not None
        expected = mailing.render_one(meeting.project, meeting.template(), f"r{key:02}@example.com")
        assert meeting.look.subject.text() == expected.subject
        assert meeting.look.text.toPlainText() == expected.text
        qtbot.mouseClick(meeting.editor.tabs._keys["sent"], Qt.MouseButton.LeftButton)
        assert meeting.editor.sent.toPlainText() == expected.html
        seen.append(expected.text)
        qtbot.mouseClick(meeting.look.stepper.on, Qt.MouseButton.LeftButton)
    assert len(set(seen)) == 3
    qtbot.mouseClick(meeting.look.stepper.back, Qt.MouseButton.LeftButton)
    wait(lambda: "3 of 12" in meeting.look.stepper.person.text())


def test_an_edit_shows_at_once_and_one_that_cannot_be_read_leaves_the_last_email(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    source = meeting.editor.source
    source.go_to_line(3)
    qtbot.keyClicks(source, "<p>Bring tea.</p>")
    wait(lambda: "Bring tea." in meeting.look.text.toPlainText())
    qtbot.keyClicks(source, "{% if %}")
    wait(lambda: "before the mistake in body, line " in meeting.look.link.text())
    assert "Bring tea." in meeting.look.text.toPlainText()
    assert any(chip.text() == "line 3" for chip in meeting.editor.findings.findChildren(ChipButton))
