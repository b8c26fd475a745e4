"""Files that are several, or read as well in several encodings, in the real window."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.project import Project
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture
def data(window: MainWindow, tmp_path: Path) -> Data:
    """The pane of an empty project."""
    Project.create(tmp_path / "Shop.quill", timezone="Europe/London", clock="2011-12-10").close()
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    pane = window.host.current()
    assert isinstance(pane, Data)
    return pane


def test_the_word_that_is_right_is_chosen(window: MainWindow, data: Data, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "people.csv").write_bytes("email,first_name\na@x.ee,Žanna\nb@x.ee,Bob\n".encode("cp1257"))
    data.bring_in([str(tmp_path / "people.csv")])
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    question = data.wizard_page.file.question
    assert question.isVisible()
    right = next(button for button in question.buttons if button.text() == "Žanna")
    qtbot.mouseClick(right, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    look = data.wizard.look
    assert look is not None
    assert look.mapping.encoding == "cp1257"
    assert look.plan.sample[0]["first_name"] == "Žanna"
    assert not question.isVisible()


def test_what_is_read_already_can_be_confirmed(window: MainWindow, data: Data, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "people.csv").write_bytes("email,first_name\na@x.ee,Žanna\n".encode("cp1257"))
    data.bring_in([str(tmp_path / "people.csv")])
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    question, look = data.wizard_page.file.question, data.wizard.look
    assert look is not None
    qtbot.mouseClick(question.buttons[0], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    assert not question.isVisible()
    assert data.wizard.look is not None
    assert data.wizard.look.mapping.encoding == look.mapping.encoding


def test_the_files_of_an_archive_stand_in_the_queue(window: MainWindow, data: Data, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "audience.zip", "w") as archive:
        for name in ("subscribed", "cleaned"):
            archive.writestr(f"audience/{name}.csv", f"Email Address,First Name\n{name}@x.de,Ann\n")
    data.bring_in([str(tmp_path / "audience.zip")])
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    assert [task.name for task in data.wizard.queue.tasks] == ["cleaned.csv", "subscribed.csv"]
    data.wizard.bring_in()
    assert settle(window, lambda: data.wizard.queue.place() == "file 2 of 2"), data.strip.text()
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    data.wizard.bring_in()
    assert settle(window, lambda: not data.wizard.queue.tasks), data.strip.text()
