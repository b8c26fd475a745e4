"""A pane is one folder: a toy is added from outside, and the window has it wherever it has panes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import ui.panes
from app.project import Change, Project
from ui import preview_pane
from ui.help.window import HelpWindow
from ui.preview_pane import settle
from ui.shell.palette import found
from ui.shell.preload import load_ahead
from ui.shell.window import MainWindow

ABOUT = """
from ui.panes.description import Description, Words

def load():
    from ui.panes.toys.pane import Toys
    return Toys

PANE = Description(
    __name__, title="Toys", icon="gift", order=45, load=load, heading="All the toys", aliases="bricks",
    count=lambda found: found.campaigns + 7, tips={"wind": Words("Wind it up", "Then it runs.")},
)
"""
PANE = """
from ui.core.commands import Command
from ui.panes.base import Pane
from ui.widgets.labels import Label

class Toys(Pane):
    def __init__(self, context):
        super().__init__(context)
        self.heard, self.played = [], 0
        self.label = Label("Bricks and a bear")
        self.body.addWidget(self.label)

    def opened(self, **what):
        self.heard.append(what)
        self.context.tip("wind", self.label)

    def project_changed(self, changes):
        self.heard.append(changes)

    def commands(self):
        return [Command("toys.play", "Play with it", self.play, keys=("Ctrl+Shift+Y",))]

    def play(self):
        self.played += 1

    def state(self):
        return {"played": self.played}

    def take_up(self, state):
        self.played = state["played"]
"""
HELP = {
    "toys": "# Toys\n\nWhat children want. See [bears](bears.md).\n",
    "bears": "# About bears\n\nThey are stuffed. Back to [toys](toys.md).\n",
}


@pytest.fixture
def toys(tmp_path: Path, monkeypatch) -> Iterator[None]:
    """The folder of a pane, beside those that the program brings."""
    folder = tmp_path / "panes" / "toys"
    (folder / "help").mkdir(parents=True)
    (folder / "__init__.py").write_text(ABOUT)
    (folder / "pane.py").write_text(PANE)
    for key, text in HELP.items():
        (folder / "help" / f"{key}.md").write_text(text)
    with monkeypatch.context() as patch:
        patch.setattr(ui.panes, "__path__", [*ui.panes.__path__, str(folder.parent)])
        ui.panes.panes.cache_clear()
        yield
    ui.panes.panes.cache_clear()
    for name in [name for name in sys.modules if name.startswith("ui.panes.toys")]:
        del sys.modules[name]


@pytest.fixture
def window(qapp: QApplication, toys: None, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on an empty project."""
    with Project.create(tmp_path / "shop.quill", "Shop", clock="2011-12-10"):
        pass
    qapp.setOrganizationName("Quillwork")
    made, errors = MainWindow(), []
    made.bug.connect(errors.append)
    made.show()
    made.projects.open(tmp_path / "shop.quill")
    assert settle(made, lambda: made.found is not None)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert errors == []


def _press(window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(window, key, held)
    assert settle(window)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_it_stands_in_the_rail_with_its_count_and_opens_by_its_place(window: MainWindow) -> None:
    assert list(window.rail.buttons)[3:6] == ["segments", "toys", "discover"]
    button = window.rail.buttons["toys"]
    assert (button.text(), button.count) == ("Toys", "7")
    assert "ui.panes.toys.pane" not in sys.modules, "a pane is loaded when it is visited"
    _press(window, Qt.Key.Key_5, CTRL)
    pane = window.host.current()
    assert (pane.key, pane.title, pane.accessibleName()) == ("toys", "All the toys", "All the toys")
    assert button.isChecked()
    assert pane.heard == [{}]
    window.go_to("toys", bear=1)
    assert pane.heard == [{}, {"bear": 1}]


def test_the_palette_finds_it_and_its_commands_have_their_keys(window: MainWindow) -> None:
    assert [command.id for command in found(window.commands, "bricks")] == ["go.toys"]
    assert "Toys" in [command.title for command in window.commands.all() if command.menu == "go"]
    assert window.commands.run("go.toys")
    assert window.commands.pane_title == "All the toys"
    _press(window, Qt.Key.Key_Y, CTRL, SHIFT)
    assert window.host.current().played == 1


def test_the_help_explains_it(window: MainWindow) -> None:
    window.go_to("toys")
    _press(window, Qt.Key.Key_F1)
    (shown,) = (some for some in window.findChildren(HelpWindow) if some.isVisible())
    assert shown.page() == "toys"
    assert "What children want" in shown.text.toPlainText()
    contents = [shown.contents.item(row).text() for row in range(shown.contents.count())]
    assert contents[contents.index("Toys") - 1 :][:4] == ["Segment rules", "Toys", "About bears", "Discover"]
    assert window.commands.run("help.bears")
    assert shown.page() == "bears"
    shown.show_page("keys")
    assert "Play with it" in shown.text.toPlainText()
    shown.search.setText("stuffed")
    assert settle(window, lambda: "About bears" in shown.text.toPlainText())
    shown.close()


def test_it_gives_its_tips_hears_of_changes_and_is_taken_up_again(window: MainWindow) -> None:
    window.go_to("toys")
    assert window.tips.showing.title.text() == "Wind it up"
    window.tips.close()
    pane = window.host.current()
    pane.play()
    with window.projects.current.write("Told", {Change.TAGS}):
        pass
    assert settle(window, lambda: frozenset({Change.TAGS}) in pane.heard)
    window.choose_text_size(125)
    try:
        assert settle(window)
        again = window.host.current()
        assert again is not pane
        assert (again.key, again.played) == ("toys", 1)
    finally:
        window.choose_text_size(100)
        assert settle(window)


def test_it_is_loaded_ahead_and_can_be_looked_at_alone(window: MainWindow) -> None:
    load_ahead(window.jobs)
    assert settle(window, lambda: "ui.panes.toys.pane" in sys.modules)
    assert preview_pane._arguments(["toys"]).pane == "toys"
