from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ui.core.commands import Command, Commands
from ui.shell.palette import Palette, ShortcutList
from ui.shell.things import Thing


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def commands(qapp: QApplication, done: list[str], shown: Callable) -> Commands:
    host = QWidget()
    host.resize(1280, 800)
    shown(host)
    registry = Commands(host)
    registry.add(
        Command("file.new", "New project…", lambda: done.append("new"), "file", ("Ctrl+N",)),
        Command("file.open", "Open a project…", lambda: done.append("open"), "file", ("Ctrl+O",), "load"),
        Command("view.dark", "Dark", lambda: done.append("dark"), "view", aliases="theme night"),
        Command("file.close", "Close the project", lambda: done.append("close"), "file", enabled=lambda: False),
        Command("help.palette", "Do anything…", lambda: None, "help", ("Ctrl+K",), listed=False),
    )
    registry.set_pane(
        "Segments", [Command("s.why", "Why is someone in?", lambda: done.append("why"), keys=("Ctrl+E",))]
    )
    return registry


@pytest.fixture
def palette(commands: Commands) -> Palette:
    made = Palette(commands, commands.parent())
    made.open_over(commands.parent())
    QApplication.processEvents()
    return made


def test_it_lists_what_makes_sense_now(palette: Palette) -> None:
    assert palette.titles() == ["New project", "Open a project", "Dark", "Why is someone in?"]
    palette.close()


def test_a_few_letters_and_enter_do_it(qtbot, palette: Palette, done: list[str]) -> None:
    qtbot.keyClicks(palette.query, "open")
    assert palette.titles()[0] == "Open a project"
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert done == ["open"]
    QApplication.processEvents()


def test_other_words_find_it_too(qtbot, palette: Palette, done: list[str]) -> None:
    qtbot.keyClicks(palette.query, "night")
    assert palette.titles() == ["Dark"]
    qtbot.keyClick(palette.query, Qt.Key.Key_Enter)
    assert done == ["dark"]


def test_a_slip_finds_it_and_what_was_typed_right_hides_what_is_only_near(
    qtbot, palette: Palette, commands: Commands, done: list[str]
) -> None:
    commands.add(Command("view.full", "Full screen", lambda: done.append("full"), "view"))
    commands.add(Command("view.system", "Follow the system", lambda: done.append("follow"), "view"))
    qtbot.keyClicks(palette.query, "full")
    assert palette.titles() == ["Full screen"]
    palette.query.clear()
    qtbot.keyClicks(palette.query, "folow")
    assert palette.titles()[0] == "Follow the system"
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert done == ["follow"]


def test_arrows_go_round(qtbot, palette: Palette, done: list[str]) -> None:
    qtbot.keyClick(palette.query, Qt.Key.Key_Up)
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert done == ["why"]


def test_a_page_stops_at_the_end(qtbot, palette: Palette, done: list[str]) -> None:
    qtbot.keyClick(palette.query, Qt.Key.Key_PageDown)
    assert palette.list.currentIndex().row() == 3
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    palette.close()


def test_nothing_found_is_said_and_enter_does_nothing(qtbot, palette: Palette, done: list[str]) -> None:
    qtbot.keyClicks(palette.query, "zebra")
    assert palette.titles() == []
    assert palette._nothing.isVisible()
    assert not palette.list.isVisible()
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert done == []
    palette.close()


def test_escape_closes_it(qtbot, palette: Palette, done: list[str]) -> None:
    closed: list[int] = []
    palette.finished.connect(lambda _: closed.append(1))
    qtbot.keyClick(palette, Qt.Key.Key_Escape)
    assert closed == [1]
    assert done == []


def test_a_click_does_it(qtbot, palette: Palette, done: list[str]) -> None:
    place = palette.list.visualRect(palette.list.model().index(2, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert done == ["dark"]


def test_the_list_of_shortcuts_is_the_registrys(commands: Commands, shown: Callable) -> None:
    listed = ShortcutList(commands, commands.parent())
    listed.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    shown(listed)
    texts = [label.text() for label in listed.findChildren(QLabel)]
    assert "Segments" in texts
    for command in commands.all():
        assert (command.title.rstrip("…") in texts) == bool(command.keys)


def test_what_is_in_the_project_stands_behind_the_commands_and_is_opened(qtbot, commands: Commands) -> None:
    asked: list = []
    opened: list[Thing] = []
    palette = Palette(commands, commands.parent(), lambda typed, done: asked.append((typed, done)), opened.append)
    palette.open_over(commands.parent())
    qtbot.keyClicks(palette.query, "dar")
    height = palette.height()
    asked[-1][1]([Thing("Darjeeling drinkers", "Segment", "segments", {"name": "x"}), Thing("Dara Lind", "Person", "")])
    assert palette.titles() == ["Dark", "Darjeeling drinkers", "Dara Lind"]
    # What was found for less than is typed now comes too late.
    qtbot.keyClicks(palette.query, "j")
    asked[-2][1]([Thing("Too late", "Person", "")])
    assert "Too late" not in palette.titles()
    asked[-1][1]([Thing("Darjeeling drinkers", "Segment", "segments", {"name": "x"})])
    assert palette.titles() == ["Darjeeling drinkers"]
    QApplication.processEvents()
    assert palette.height() == height, "nothing and something take the same room"
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert [one.title for one in opened] == ["Darjeeling drinkers"]
    asked[-1][1]([Thing("After it has gone", "Person", "")])
