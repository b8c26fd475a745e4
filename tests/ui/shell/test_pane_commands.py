"""The keys that mean the same in every pane, and Esc."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.progress import Progress
from ui.panes import panes
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.search import SearchField

EVERYWHERE = {
    *("Ctrl+K", "Ctrl+N", "Ctrl+O", "Ctrl+S", "Ctrl+Z", "Ctrl+F", "F2", "F1", "Ctrl+?", "Ctrl+Return"),
    *(f"Ctrl+{number}" for number in range(1, min(9, len(panes())) + 1)),
}


def _keys(window: MainWindow) -> set[str]:
    return {keys for command in window.commands.all() for keys in command.keys}


def test_every_pane_knows_the_keys_that_people_expect(open_shop: MainWindow) -> None:
    shown_somewhere = {"file", "edit", "view", "go", "pane", "help"}
    for pane in panes():
        open_shop.go_to(pane.key)
        assert settle(open_shop)
        assert (pane.key, sorted(EVERYWHERE - _keys(open_shop))) == (pane.key, [])
        assert {command.menu for command in open_shop.commands.all()} <= shown_somewhere


def test_ctrl_f_puts_the_keyboard_into_the_search(open_shop: MainWindow) -> None:
    open_shop.go_to("segments", new=True)
    assert settle(open_shop)
    assert not open_shop.commands.run("pane.find")
    open_shop.commands.run("segments.why")
    open_shop.commands.run("pane.find")
    assert isinstance(QApplication.focusWidget(), SearchField)


def test_f2_renames_the_segment_that_is_open(open_shop: MainWindow) -> None:
    open_shop.go_to("segments")
    settle(open_shop)
    assert not open_shop.commands.run("pane.rename")
    open_shop.go_to("segments", new=True)
    assert settle(open_shop)
    open_shop.activateWindow()
    open_shop.setFocus()
    assert open_shop.commands.run("pane.rename")
    assert QApplication.focusWidget() is open_shop.host.current().name_field


def test_ctrl_enter_presses_the_filled_button(open_shop: MainWindow) -> None:
    open_shop.go_to("segments")
    settle(open_shop)
    open_shop.activateWindow()
    assert QTest.qWaitForWindowActive(open_shop)
    QTest.keyClick(open_shop, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert settle(open_shop)
    assert open_shop.host.current().pages.currentIndex() == 1


def test_save_keeps_at_once_what_is_being_edited_and_says_so(open_shop: MainWindow) -> None:
    from app.audience import segments

    project = open_shop.projects.current
    segments.save(project, "Everyone", {"all": []})
    open_shop.go_to("segments", name="Everyone")
    pane = open_shop.host.current()
    assert settle(open_shop, lambda: pane.builder.root is not None)
    rule = {"all": [{"trait": "email", "op": "is_set"}]}
    pane.model.put((), rule)
    assert pane._save_soon.isActive()
    open_shop.commands.run("pane.save")
    assert not pane._save_soon.isActive()
    assert settle(open_shop)
    assert segments.get(project, "Everyone").rule == rule
    assert "saved" in open_shop.toast.text()


@pytest.mark.parametrize(("pane", "command"), [("discover", "pane.undo"), ("people", "people.undo")])
def test_ctrl_z_takes_the_undo_that_is_offered(open_shop: MainWindow, pane: str, command: str) -> None:
    open_shop.go_to(pane)
    settle(open_shop)
    done: list[str] = []
    assert not open_shop.commands.run(command)
    open_shop.toast.show_message("Deleted “VIPs”", "Open", lambda: done.append("open"))
    assert not open_shop.commands.run(command)
    open_shop.toast.show_message("Deleted “VIPs”", undo=lambda: done.append("undo"))
    assert open_shop.commands.run(command)
    assert done == ["undo"]
    assert open_shop.toast.text() == ""


def test_escape_stops_the_work_that_is_shown(open_shop: MainWindow) -> None:
    def endless(progress: Progress) -> None:
        import time

        while True:
            progress.step(1, 10, "Working")
            time.sleep(0.01)

    gone: list[int] = []
    open_shop.jobs.start("test/endless", endless, cancelled=lambda: gone.append(1), title="Working")
    assert not settle(open_shop, lambda: open_shop.status.jobs.isVisible(), seconds=2)
    assert open_shop.status.jobs.isVisible()
    QTest.keyClick(open_shop, Qt.Key.Key_Escape)
    assert settle(open_shop)
    assert gone == [1]


def test_escape_leads_from_a_person_back_to_everyone(open_shop: MainWindow) -> None:
    open_shop.go_to("people", key="p02")
    pane = open_shop.host.current()
    assert settle(open_shop, pane.showing_story)
    QTest.keyClick(open_shop, Qt.Key.Key_Escape)
    assert not pane.showing_story()
