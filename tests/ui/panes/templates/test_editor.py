"""The editor: merge fields are offered, other tools' names converted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.panes.templates.written import button, picker
from ui.panes.templates.pane import Templates
from ui.widgets.buttons import Button


def test_two_braces_offer_the_merge_fields_with_their_coverage(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    source = meeting.editor.source
    source.go_to_line(3)
    qtbot.keyClicks(source, "{{ loyal")
    assert source.completion.offered() == ["loyalty_tier"]
    qtbot.keyClick(source, Qt.Key.Key_Return)
    assert "{{ loyalty_tier }}<p>Shall we meet" in source.toPlainText()
    wait(lambda: "Gold" in meeting.look.text.toPlainText())
    qtbot.mouseClick(meeting.editor.field_button, Qt.MouseButton.LeftButton)
    labels = [picker().list.item(row).text() for row in range(picker().list.count())]
    assert [label.split() for label in labels if label.startswith("city ")] == [["city", "75", "%", "have", "it"]]
    picker().close()


def test_other_tools_names_are_converted_by_a_press_and_back_by_undo(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    source = meeting.editor.source
    source.go_to_line(3)
    qtbot.keyClicks(source, "<p>{{ FNAME }} of {{ customer.City }}</p>")
    meeting.editor.subject.line.setText("For {{ FirstName }}")
    wait(lambda: any(one.text() == "Convert" for one in meeting.editor.findings.findChildren(Button)))
    qtbot.mouseClick(button(meeting.editor.findings, "Convert"), Qt.MouseButton.LeftButton)
    assert "<p>{{ first_name }} of {{ city }}</p>" in source.toPlainText()
    assert meeting.editor.subject.line.text() == "For {{ first_name }}"
    source.undo()
    assert "{{ FNAME }}" in source.toPlainText()
