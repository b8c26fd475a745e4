from collections.abc import Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ui.core.commands import Command, Commands, score


@pytest.fixture
def commands(qapp: QApplication) -> Iterator[Commands]:
    host = QWidget()
    yield Commands(host)
    host.close()
    host.deleteLater()


def _command(name: str, title: str, **more) -> Command:
    return Command(name, title, more.pop("run", lambda: None), **more)


def test_a_command_runs_only_when_it_makes_sense(commands: Commands) -> None:
    done: list[str] = []
    ready = False
    commands.add(_command("a", "Do", run=lambda: done.append("a"), enabled=lambda: ready))
    assert not commands.run("a")
    commands.action("a").trigger()
    assert done == []
    ready = True
    assert commands.run("a")
    commands.action("a").trigger()
    assert done == ["a", "a"]


def test_an_id_or_a_shortcut_is_taken_only_once(commands: Commands) -> None:
    commands.add(_command("a", "One", keys=("Ctrl+E",)))
    with pytest.raises(ValueError, match="named a is registered"):
        commands.add(_command("a", "Other"))
    with pytest.raises(ValueError, match=r"Ctrl\+e of b is taken by a"):
        commands.add(_command("b", "Two", keys=("Ctrl+e",)))


def test_the_panes_commands_come_and_go(commands: Commands) -> None:
    commands.add(_command("shell", "Stay"))
    commands.set_pane("Segments", [_command("s.why", "Why is someone in?", keys=("Ctrl+E",))])
    assert [command.id for command in commands.all()] == ["shell", "s.why"]
    assert commands.pane_title == "Segments"
    commands.set_pane("People", [_command("p.find", "Find", keys=("Ctrl+E",))])
    assert [command.id for command in commands.all()] == ["shell", "p.find"]
    assert commands.action("p.find").shortcuts() == [QKeySequence("Ctrl+E")]


def test_a_menu_shows_groups_and_the_state_of_each_command(commands: Commands) -> None:
    commands.add(
        _command("off", "Off", menu="view", enabled=lambda: False),
        _command("on", "On", menu="view", checked=lambda: True, group=1),
        _command("other", "Elsewhere", menu="file"),
    )
    menu = QMenu()
    commands.fill(menu, "view")
    texts = [(action.text(), action.isEnabled(), action.isChecked()) for action in menu.actions()]
    assert texts == [("Off", False, False), ("", True, False), ("On", True, True)]
    commands.release()
    assert commands.action("off").isEnabled()
    menu.clear()
    menu.deleteLater()


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("open", _command("a", "Open a project…"), _command("b", "Reopen what was closed")),
        ("proj", _command("a", "Open a project…"), _command("b", "Reprojected maps")),
        ("close", _command("a", "Close"), _command("b", "Clone")),
        ("nw", _command("a", "New window"), _command("b", "Other", aliases="new window")),
        ("dark", _command("a", "Dark"), _command("b", "Light", aliases="dark theme")),
        ("people", _command("a", "People"), _command("b", "Show more people")),
    ],
)
def test_the_better_answer_scores_higher(query: str, better: Command, worse: Command) -> None:
    assert score(query, better) > score(query, worse) > 0


def test_what_does_not_fit_does_not_score() -> None:
    command = _command("a", "Open a project…", aliases="load")
    assert score("zebra", command) == 0
    assert score("open zebra", command) == 0
    assert score("load", command) > 0
    assert score("nw", _command("a", "New window")) > 0
    assert score("nw", _command("a", "Known words")) == 0
    assert score("proj", _command("a", "People reject objects")) == 0


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("poeple", "People"),
        ("segmnt", "Segments"),
        ("exprot", "Export to a folder…"),
        ("Dakr", "Dark"),
        ("poep", "People"),
    ],
)
def test_a_slip_of_the_finger_still_finds_it_after_what_is_spelt_so(typed: str, title: str) -> None:
    slip = score(typed, _command("a", title))
    assert 0 < slip < score(typed, _command("b", "Else", aliases=f"x{typed.casefold()}"))


def test_letters_that_are_no_slip_find_nothing() -> None:
    assert score("people", _command("a", "Templates")) == 0
    assert score("to", _command("a", "Go", aliases="so")) == 0


def test_nothing_typed_finds_everything() -> None:
    command = _command("a", "Open a project…")
    assert score("", command) > 0
