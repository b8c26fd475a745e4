"""No work is lost: another size of text keeps what is open and half done, and quitting keeps what has no name yet."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app import campaign, ingest
from app import template as templates
from app.audience import segments
from ui.core import theme
from ui.preview_pane import settle
from ui.shell.pane_host import DRAFTS
from ui.shell.window import MainWindow

RULE = {"all": [{"trait": "city", "op": "is", "value": "Leeds"}]}
CSV = "Email,First name,City\nnew@example.com,New,Leeds\n"


@pytest.fixture
def at_work(window: MainWindow, readers: Path) -> Iterator[MainWindow]:
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    yield window
    theme.active().choose_text_size(100)


def larger(window: MainWindow) -> Any:
    """The pane that is shown, made anew."""
    before = window.host.current()
    window.commands.run("view.text.larger")
    assert settle(window)
    now = window.host.current()
    assert now is not before
    return now


def reopened(window: MainWindow, key: str) -> Any:
    """A pane after the project was closed and opened again."""
    path = window.projects.current.path
    window.close_project()
    assert settle(window)
    window.projects.open(path)
    assert settle(window, lambda: window.projects.current is not None)
    window.go_to(key)
    assert settle(window)
    return window.host.current()


def test_a_segment_without_a_name_stays_open_with_what_can_be_undone(at_work: MainWindow) -> None:
    at_work.go_to("segments", new=True)
    pane: Any = at_work.host.current()
    assert settle(at_work)
    pane.model.put((), RULE)
    assert settle(at_work)
    pane = larger(at_work)
    assert pane.pages.currentIndex() == 1
    assert pane.model.root == RULE
    assert pane.in_words.sentence.text()
    pane.model.undo()
    assert pane.model.is_empty


def test_what_is_half_done_in_another_pane_waits_there(at_work: MainWindow) -> None:
    at_work.go_to("segments", new=True, rule=RULE)
    assert settle(at_work)
    at_work.go_to("people")
    larger(at_work)
    at_work.go_to("segments")
    pane: Any = at_work.host.current()
    assert pane.model.root == RULE


def test_a_campaign_that_says_too_little_stays_open(at_work: MainWindow) -> None:
    at_work.go_to("campaigns", segment="Gold")
    assert settle(at_work)
    pane = larger(at_work)
    assert pane.plan["include"] == ["Gold"]
    assert pane.plan["template"] == ""


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


def looking_at(window: MainWindow, folder: Path, files: int) -> tuple[list[Path], Any]:
    """Open the wizard on so many files and correct the first; returns them and its mapping."""
    paths = [folder / f"contacts{at}.csv" for at in range(files)]
    for path in paths:
        path.write_text(CSV, "utf-8")
    window.go_to("data", files=[str(path) for path in paths])
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.wizard.tried is not None)
    pane.wizard._retype("City", "type:list")
    assert settle(window, lambda: pane.wizard.tried is not None)
    return paths, pane.wizard.look.mapping


def test_the_files_that_are_looked_at_stay_in_the_wizard(at_work: MainWindow, tmp_path: Path) -> None:
    _, mapping = looking_at(at_work, tmp_path, 2)
    pane = larger(at_work)
    assert settle(at_work, lambda: pane.wizard.tried is not None)
    assert pane.wizard.look.mapping == mapping
    assert [task.state for task in pane.wizard.queue.tasks] == ["now", "waiting"]
    assert pane.wizard.import_button.isEnabled()


def test_quitting_keeps_a_segment_without_a_name_in_the_project(at_work: MainWindow) -> None:
    at_work.go_to("segments", new=True, rule=RULE)
    assert settle(at_work)
    pane = reopened(at_work, "segments")
    assert pane.model.root == RULE
    assert "As you left it" in pane.header.quiet.text()
    pane.header.name.named.emit("Leeds again")
    assert settle(at_work)
    assert segments.get(pane.project, "Leeds again").rule == RULE
    pane = reopened(at_work, "segments")
    assert pane.pages.currentIndex() == 0, "what has a name is no draft any more"
    assert not pane.project.setting(DRAFTS)


def test_quitting_keeps_a_rule_that_could_not_be_kept_and_the_one_before(at_work: MainWindow) -> None:
    at_work.go_to("segments", name="Gold")
    pane: Any = at_work.host.current()
    assert settle(at_work)
    kept = segments.get(pane.project, "Gold").rule
    wrong = {"all": [{"trait": "loyalty_tier", "op": "is", "value": ["a", {}]}]}
    pane.model.put((), wrong)
    pane = reopened(at_work, "segments")
    assert segments.get(pane.project, "Gold").rule == kept
    assert (pane.name, pane.model.root) == ("Gold", wrong)


def test_quitting_keeps_a_campaign_that_says_too_little(at_work: MainWindow) -> None:
    at_work.go_to("campaigns", segment="Gold")
    assert settle(at_work)
    pane = reopened(at_work, "campaigns")
    assert pane.plan["include"] == ["Gold"]
    pane.plan_card.put(template="Meeting")
    assert settle(at_work)
    assert [one.name for one in campaign.list_campaigns(pane.project)] == ["Meeting to Gold"]
    pane = reopened(at_work, "campaigns")
    assert pane.pages.currentIndex() == 0


def test_a_segment_that_was_left_without_a_name_can_be_gone_back_to(
    at_work: MainWindow, wait: Callable[..., None]
) -> None:
    at_work.go_to("segments", new=True, rule=RULE)
    pane: Any = at_work.host.current()
    assert settle(at_work)
    pane.back_button.click()
    assert pane.pages.currentIndex() == 0
    at_work.toast.act()
    assert pane.model.root == RULE


def test_a_project_in_which_nothing_was_begun_is_not_written_to(at_work: MainWindow) -> None:
    project = at_work.projects.current
    for key in ("segments", "templates", "campaigns", "people"):
        at_work.go_to(key)
        assert settle(at_work)
    before = project.settings
    at_work.host.forget()
    assert project.settings == before
    assert DRAFTS not in before


def test_quitting_keeps_the_files_that_are_looked_at_and_what_was_corrected(
    at_work: MainWindow, tmp_path: Path
) -> None:
    paths, mapping = looking_at(at_work, tmp_path, 3)
    paths[1].unlink()
    pane = reopened(at_work, "data")
    assert not pane.showing_wizard(), "it is offered, and not in the way"
    assert pane.history.offer.text.text() == "contacts0.csv and 1 more file"
    pane = larger(at_work)
    pane = reopened(at_work, "data")
    assert pane.history.offer.isVisible(), "an offer that nobody answered is made again"
    pane.history.offer.go_on.click()
    assert settle(at_work, lambda: pane.wizard.tried is not None)
    assert [task.name for task in pane.wizard.queue.tasks] == ["contacts0.csv", "contacts2.csv"]
    assert pane.wizard.look.mapping == mapping
    pane.wizard.cancel()
    pane = reopened(at_work, "data")
    assert not pane.history.offer.isVisible()
    assert not pane.project.setting(DRAFTS)


def test_files_that_are_gone_are_not_offered_and_others_can_be_forgotten(at_work: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(CSV, "utf-8")
    for gone in (False, True):
        at_work.go_to("data", files=[str(path)])
        pane: Any = at_work.host.current()
        assert settle(at_work, lambda pane=pane: pane.wizard.tried is not None)
        if gone:
            path.unlink()
        pane = reopened(at_work, "data")
        assert pane.history.offer.isVisible() is not gone
        pane.history.offer.forget.click()
        pane = reopened(at_work, "data")
        assert not pane.history.offer.isVisible()


def test_a_file_that_came_in_before_the_program_ended_is_not_offered(at_work: MainWindow, tmp_path: Path) -> None:
    looking_at(at_work, tmp_path, 2)
    pane: Any = at_work.host.current()
    # The program ends between the import and the next keeping of drafts: the draft still names both files.
    ingest.run_import(pane.project, tmp_path / "contacts0.csv", "profiles")
    with (tmp_path / "contacts1.csv").open("a", encoding="utf-8") as file:
        file.write("another@shop.example\n")
    pane = reopened(at_work, "data")
    assert settle(at_work, pane.history.offer.isVisible)
    assert pane.history.offer.text.text() == "contacts1.csv"


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
