"""No work is lost: another size of text keeps what is open and half done, and quitting keeps what has no name yet."""

from typing import Any

from pytestqt.qtbot import QtBot

from app import template as templates
from tests.ui.panes.made_anew import RULE, larger
from ui.preview_pane import settle
from ui.shell.pane_host import DRAFTS
from ui.shell.window import MainWindow


def test_what_is_half_done_in_another_pane_waits_there(at_work: MainWindow) -> None:
    at_work.go_to("segments", new=True, rule=RULE)
    assert settle(at_work)
    at_work.go_to("people")
    larger(at_work)
    at_work.go_to("segments")
    pane: Any = at_work.host.current()
    assert pane.model.root == RULE


def test_a_template_is_found_where_one_was_in_it(at_work: MainWindow, qtbot: QtBot) -> None:
    at_work.go_to("templates", name="Meeting")
    pane: Any = at_work.host.current()
    assert settle(at_work, lambda: bool(pane.look.subject.text()))
    pane.recipients.step(2)
    pane.look.show_mode("mobile")
    cursor = pane.editor.source.textCursor()
    cursor.setPosition(30)
    pane.editor.source.setTextCursor(cursor)
    pane.editor.source.insertPlainText("X")
    who = pane.recipients.current
    pane = larger(at_work)
    assert settle(at_work, lambda: bool(pane.look.subject.text()))
    assert (pane.name, pane.recipients.current, pane.look.modes.value()) == ("Meeting", who, "mobile")
    assert pane.editor.source.textCursor().position() == 31
    assert pane.editor.source.toPlainText()[30] == "X"
    assert templates.get(pane.project, "Meeting").body[30] == "X"


def test_the_table_of_people_keeps_its_filters(at_work: MainWindow, qtbot: QtBot) -> None:
    at_work.go_to("people")
    pane: Any = at_work.host.current()
    assert settle(at_work, lambda: pane.model.rowCount() == 12)
    pane.everyone.show_segment("Gold")
    pane.page.search.setText("Ana")
    assert settle(at_work, lambda: pane.model.rowCount() == 4)
    pane = larger(at_work)
    assert settle(at_work, lambda: pane.model.rowCount() == 4)
    assert pane.page.search.text() == "Ana"
    assert pane.header.quiet.text() == "4 of 12 people"


def test_a_project_in_which_nothing_was_begun_is_not_written_to(at_work: MainWindow) -> None:
    project = at_work.projects.current
    for key in ("segments", "templates", "campaigns", "people"):
        at_work.go_to(key)
        assert settle(at_work)
    before = project.settings
    at_work.host.forget()
    assert project.settings == before
    assert DRAFTS not in before


def test_the_page_of_rfm_stays_open_with_its_day(at_work: MainWindow) -> None:
    import datetime as dt

    at_work.go_to("discover", rfm=True)
    pane: Any = at_work.host.current()
    assert settle(at_work)
    pane.rfm.take_up({"when": "day", "day": dt.date(2011, 6, 1)})
    pane = larger(at_work)
    assert pane.showing_rfm
    assert pane.rfm.state() == {"when": "day", "day": dt.date(2011, 6, 1)}
    assert pane.rfm.day.isVisible()
