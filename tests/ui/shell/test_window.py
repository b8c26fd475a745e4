"""The window as people use it: opened, gone through by keyboard, given files, dressed, closed."""

import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.project import Change
from ui.core import file_dialogs, theme
from ui.core.commands import Command
from ui.panes import described, panes
from ui.panes.base import Pane
from ui.preview_pane import settle
from ui.shell.palette import Palette, ShortcutList
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label


def _press(window: MainWindow, key: Qt.Key, *, shift: bool = False) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    modifier = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, key, modifier | Qt.KeyboardModifier.ShiftModifier if shift else modifier)
    QApplication.processEvents()


def _palette(window: MainWindow) -> Palette:
    return next(some for some in window.findChildren(Palette) if some.isVisible())


class Probe(Pane):
    """A pane that remembers what happened to it."""

    def __init__(self, context) -> None:
        super().__init__(context)
        self.heard: list = []
        self.body.addWidget(Label("A probe"))
        # Never shown, without a parent, and holding the pane: the guard of all tests would find it left behind.
        self.other = Button("For another state")
        self.other.clicked.connect(lambda: self.heard.append("other"))
        self.later = Button("For yet another state", parent=self)
        self.gone = Label("Deleted already")
        shiboken6.delete(self.gone)

    def opened(self, **what) -> None:
        self.heard.append(("opened", what))

    def project_changed(self, changes) -> None:
        self.heard.append(("changed", changes))

    def closing(self) -> None:
        self.heard.append(("closing", None))

    def commands(self) -> list[Command]:
        return [Command("probe.do", "Do it", lambda: self.heard.append(("done", None)), keys=("Ctrl+E",))]


class Faulty(Pane):
    """A pane whose own code is wrong."""

    def __init__(self, context) -> None:
        raise ZeroDivisionError


def _stand_in(monkeypatch, key: str, pane: type[Pane], heading: str = "") -> None:
    """Let another class be loaded where the pane with that key is."""
    package = importlib.import_module(described(key).package)
    monkeypatch.setattr(package, "PANE", replace(package.PANE, load=lambda: pane, heading=heading))
    panes.cache_clear()


@pytest.fixture
def probed(monkeypatch) -> Iterator[None]:
    """Probe stands where Segments does, and what is wrong where Discover does."""
    _stand_in(monkeypatch, "segments", Probe, "Probe")
    _stand_in(monkeypatch, "discover", Faulty)
    yield
    monkeypatch.undo()
    panes.cache_clear()


def test_without_a_project_every_way_leads_home(window: MainWindow) -> None:
    assert window.windowTitle() == "Quillwork"
    assert window.status.text() == "No project open"
    for number in range(2, 8):
        _press(window, Qt.Key(Qt.Key.Key_0 + number))
        assert window.host.current().key == "home"
    assert [key for key, button in window.rail.buttons.items() if button.isEnabled()] == ["home"]


def test_an_open_project_shows_what_it_holds(open_shop: MainWindow) -> None:
    assert open_shop.windowTitle() == "Gift shop – Quillwork"
    assert open_shop.status.text() == "Saved · 12 people · 18 events · as of 10 Dec 2011"
    counts = {key: button.count for key, button in open_shop.rail.buttons.items() if button.count}
    assert counts == {"data": "1", "people": "12"}
    assert all(button.isEnabled() for button in open_shop.rail.buttons.values())


def test_a_commit_on_another_thread_reaches_counts_and_panes(open_shop: MainWindow, probed) -> None:
    import threading

    from sqlalchemy import insert

    from storage.file import models

    open_shop.go_to("segments")
    project = open_shop.projects.current

    def write() -> None:
        with project.write("Made a segment", {Change.SEGMENTS}) as connection:
            connection.execute(
                insert(models.segment).values(
                    name="VIP", name_folded="vip", rule={}, position=0, content=False, created_at=0, changed_at=0
                )
            )

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    assert settle(open_shop, lambda: open_shop.rail.buttons["segments"].count == "1")
    assert ("changed", frozenset({Change.SEGMENTS})) in open_shop.host.current().heard


def test_a_pane_is_made_once_and_told_what_to_show_every_time(open_shop: MainWindow, probed) -> None:
    open_shop.go_to("segments")
    first = open_shop.host.current()
    open_shop.go_to("home")
    open_shop.go_to("segments", name="VIP")
    assert open_shop.host.current() is first
    assert first.heard == [("opened", {}), ("opened", {"name": "VIP"})]
    assert not first.later.isVisible()
    first.set_actions(first.later)
    assert first.later.isVisible()
    assert open_shop.rail.buttons["segments"].isChecked()


def test_a_panes_commands_exist_while_it_is_shown(open_shop: MainWindow, probed) -> None:
    _press(open_shop, Qt.Key.Key_4)
    probe = open_shop.host.current()
    _press(open_shop, Qt.Key.Key_E)
    assert ("done", None) in probe.heard
    _press(open_shop, Qt.Key.Key_1)
    _press(open_shop, Qt.Key.Key_E)
    assert probe.heard.count(("done", None)) == 1


def test_a_pane_that_cannot_be_made_is_our_mistake_and_the_window_stays(open_shop: MainWindow, probed) -> None:
    errors: list[BaseException] = []
    open_shop.bug.disconnect()
    open_shop.bug.connect(errors.append)
    open_shop.go_to("discover")
    assert [type(error) for error in errors] == [ZeroDivisionError]
    assert open_shop.host.current().title == "Discover"
    open_shop.go_to("home")
    assert open_shop.host.current().key == "home"


def test_closing_the_project_lets_panes_save_and_goes_home(open_shop: MainWindow, probed, shop: Path) -> None:
    open_shop.go_to("segments")
    probe = open_shop.host.current()
    heard = probe.heard
    _press(open_shop, Qt.Key.Key_W)
    assert heard[-1] == ("closing", None)
    assert open_shop.host.current().key == "home"
    assert open_shop.status.text() == "No project open"
    assert settle(open_shop)


def test_the_palette_reaches_everything_by_keyboard(open_shop: MainWindow, probed) -> None:
    _press(open_shop, Qt.Key.Key_K)
    palette = _palette(open_shop)
    QTest.keyClicks(palette.query, "segm")
    QTest.keyClick(palette.query, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert open_shop.host.current().key == "segments"


def test_the_list_of_shortcuts_opens_by_its_shortcut(window: MainWindow) -> None:
    _press(window, Qt.Key.Key_Slash)
    (listed,) = window.findChildren(ShortcutList)
    assert listed.isVisible()
    listed.close()


def test_light_and_dark_are_switched_at_once_and_remembered(window: MainWindow) -> None:
    try:
        _press(window, Qt.Key.Key_L, shift=True)
        assert theme.active().name == "dark"
        assert QSettings().value("window/theme") == "dark"
        drawn = window.grab().toImage().pixelColor(600, 64)
        assert drawn.name().upper() == theme.tokens("dark")["bg"]
        _press(window, Qt.Key.Key_L, shift=True)
        assert theme.active().name == "light"
    finally:
        theme.active().choose("light")


def test_looking_around_and_switching_the_theme_changes_nothing(open_shop: MainWindow) -> None:
    project = open_shop.projects.current
    before = project.token()
    try:
        for entry in panes():
            open_shop.go_to(entry.key)
            assert settle(open_shop)
            open_shop.toggle_theme()
            assert settle(open_shop)
        open_shop.host.forget()
        assert settle(open_shop)
    finally:
        theme.active().choose("light")
    assert project.token() == before
    open_shop.go_to("home")


def _drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 400), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window._veil.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 400), copy, data, left, none))
    assert not window._veil.isVisible()
    QApplication.processEvents()


def test_a_dropped_project_is_opened(window: MainWindow, shop: Path) -> None:
    _drop(window, shop)
    assert settle(window, lambda: window.found is not None)
    assert window.projects.current.path == shop


@pytest.fixture
def data_probe(monkeypatch, probed) -> None:
    """Probe stands where Data does."""
    _stand_in(monkeypatch, "data", Probe, "Probe")


def test_dropped_data_begins_a_project_where_the_user_says(
    window: MainWindow, data_probe, tmp_path: Path, monkeypatch
) -> None:
    asked: list[str] = []

    def answer(parent, title, purpose, name, filters) -> str:
        asked.append(name)
        return str(tmp_path / "My shop")

    monkeypatch.setattr(file_dialogs, "save_as", answer)
    source = tmp_path / "contacts.csv"
    source.write_text("email\na@example.com\n")
    _drop(window, source)
    assert settle(window, lambda: window.projects.current is not None)
    assert asked == ["contacts.quill"]
    assert window.projects.current.path == tmp_path / "My shop.quill"
    assert window.host.current().heard == [("opened", {"files": [str(source)]})]


def test_dropped_data_goes_to_data_in_the_open_project(open_shop: MainWindow, data_probe, tmp_path: Path) -> None:
    source = tmp_path / "orders.csv"
    source.write_text("order\n1\n")
    _drop(open_shop, source)
    assert open_shop.host.current().heard == [("opened", {"files": [str(source)]})]


def test_a_file_that_is_no_project_is_a_sentence_in_the_pane(window: MainWindow, tmp_path: Path) -> None:
    wrong = tmp_path / "letter.quill"
    wrong.write_text("Dear Maria")
    window.projects.open(wrong)
    assert settle(window, lambda: bool(window.host.current().strip.text()))
    assert window.projects.current is None


def test_the_demo_is_made_once_and_opened_from_then_on(window: MainWindow, tmp_path: Path, monkeypatch) -> None:
    from app import demo
    from app.project import Project

    made: list[Path] = []

    def build(path: Path, *, progress) -> demo.Built:
        progress.step(1, 2, "drawing products")
        path.parent.mkdir()
        Project.create(path, "Demo shop").close()
        made.append(path)
        return demo.Built(path, 0, 0, {}, path.parent, [], [])

    # The demo itself takes a while and has its own tests.
    monkeypatch.setattr(demo, "build", build)
    monkeypatch.setattr(demo, "default_folder", lambda: tmp_path / "demo")
    for _ in range(2):
        window.commands.run("file.demo")
        assert settle(window, lambda: window.projects.current is not None)
        assert window.projects.current.name == "Demo shop"
        window.close_project()
        assert settle(window)
    assert made == [tmp_path / "demo" / demo.PROJECT]


def test_menus_show_every_command_in_its_place(open_shop: MainWindow) -> None:
    shown: dict[str, list[str]] = {}
    for action in open_shop.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        shown[action.text()] = [some.text() for some in menu.actions() if some.text()]
        menu.aboutToHide.emit()
    assert shown["Go"] == [entry.title for entry in panes()]
    listed = {title for titles in shown.values() for title in titles}
    assert {command.title for command in open_shop.commands.all()} <= listed
    QApplication.processEvents()


def test_what_takes_long_shows_below_and_can_be_stopped(open_shop: MainWindow) -> None:
    import threading

    gate, heard = threading.Event(), []

    def work(progress) -> None:
        while not gate.wait(0.005):
            progress.step(62, 100, "orders.csv")

    job = open_shop.jobs.start("long", work, heard.append, None, lambda: heard.append("stopped"), title="Importing")
    job.started -= 1
    line = open_shop.status.jobs
    for _ in range(200):
        QTest.qWait(10)
        if line.isVisible() and line._bar._share > 0:
            break
    assert line.accessibleName().replace("\u00a0", " ") == "Importing · orders.csv 62 %"
    QTest.mouseClick(line._cancel, Qt.MouseButton.LeftButton)
    assert settle(open_shop)
    assert heard == ["stopped"]
    assert not line.isVisible()


def test_the_size_is_remembered(qapp, window: MainWindow) -> None:
    window.resize(1100, 700)
    window.close()
    again = MainWindow()
    try:
        # The width is cut to this machine's screen, which tests make up.
        assert again.height() == 700
    finally:
        again.close()
        again.deleteLater()


def test_closing_ends_every_job_and_releases_the_project(open_shop: MainWindow, shop: Path) -> None:
    import threading

    from app.project import Project

    begun, stopped = threading.Event(), threading.Event()

    def work(progress) -> None:
        begun.set()
        try:
            while True:
                stopped.wait(0.005)
                progress.step(1, 2, "for ever")
        finally:
            stopped.set()

    open_shop.jobs.start("long", work)
    assert begun.wait(30)
    open_shop.close()
    assert stopped.is_set()
    assert open_shop.running() == []
    with Project.open(shop) as again:
        assert again.hold_writer() == ""


def test_announcing_does_not_disturb(window: MainWindow) -> None:
    window.announce("1,204 people match")
    assert window.host.current().key == "home"
