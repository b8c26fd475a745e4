"""The language of a template in the window: chosen, and converted into another, with what it says to people kept."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import template as templates
from ui.core.literal_names import Menu
from ui.panes.templates.pane import Templates


def menu(pane: Templates, qtbot: QtBot) -> Menu:
    qtbot.mouseClick(pane.editor.language_button, Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, Menu)
    return found


def entry(of: Menu, title: str) -> QAction:
    return next(each for each in of.actions() if each.text() == title)


def choose(pane: Templates, qtbot: QtBot, title: str) -> None:
    found = menu(pane, qtbot)
    at = found.actionGeometry(entry(found, title)).center()
    # A menu looks for where the mouse came from.
    for place in (at, at + QPoint(3, 1)):
        qtbot.mouseMove(found, place)
    qtbot.mousePress(found, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseRelease(found, Qt.MouseButton.LeftButton, pos=at)


@pytest.mark.parametrize(("title", "sign"), [("Liquid", "default: '"), ("Handlebars", "{{default first_name ")])
def test_a_template_is_converted_kept_and_brought_back(
    pane: Templates, qtbot: QtBot, wait: Callable[..., None], title: str, sign: str
) -> None:
    pane.new()
    wait(lambda: bool(pane.look.subject.text()))
    before, seen = pane.template(), pane.look.subject.text()
    assert pane.editor.language_button.text() == "Jinja2 ▾"
    choose(pane, qtbot, f"Convert into {title}")
    wait()
    assert pane.editor.language_button.text() == f"{title} ▾", pane.strip.text()
    assert sign in pane.editor.source.toPlainText()
    wait(lambda: pane.name != "")
    assert templates.get(pane.project, pane.name).language == title.lower()
    assert pane.look.subject.text() == seen
    assert pane.editor.source.completion.typing.begun("{{ fir") == "fir"
    pane.window().toast.findChild(type(pane.editor.field_button)).click()
    wait(lambda: pane.editor.language_button.text() == "Jinja2 ▾")
    assert pane.template().body == before.body


def test_the_tags_of_an_esp_are_brought_over_and_what_stays_is_found(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    pane = meeting
    pane.editor.source.setPlainText("<p>Hi *|FNAME|* *|RSSITEMS:|*</p><a href='*|UNSUB|*'>Bye</a>")
    choose(pane, qtbot, "Bring Mailchimp’s tags over into Liquid")
    wait(lambda: pane.editor.language_button.text() == "Liquid ▾")
    assert pane.editor.source.toPlainText() == (
        "<p>Hi {{ first_name }} *|RSSITEMS:|*</p><a href='{{ unsubscribe_url }}'>Bye</a>"
    )
    wait(lambda: "Ann" in pane.look.text.toPlainText() or "Hi" in pane.look.text.toPlainText())


def test_a_template_is_read_as_another_language(meeting: Templates, qtbot: QtBot, wait: Callable[..., None]) -> None:
    pane = meeting
    for line in (pane.editor.subject.line, pane.editor.preheader.line):
        line.setText("{{ first_name }}")
    pane.editor.source.setPlainText("{{#if first_name}}Hi {{first_name}}{{/if}}")
    wait(lambda: any("are Handlebars" in one for one in _findings(pane)))
    choose(pane, qtbot, "Handlebars")
    wait(lambda: pane.editor.language_button.text() == "Handlebars ▾")
    wait(lambda: not any("are Handlebars" in one for one in _findings(pane)))
    assert entry(menu(pane, qtbot), "Handlebars").isChecked()
    QApplication.activePopupWidget().close()


def _findings(pane: Templates) -> list[str]:
    from ui.widgets.labels import Label

    return [one.text() for one in pane.editor.findings.findChildren(Label) if one.isVisible()]
