"""How a file is read, kept as a ready-made mapping, and taken back in passing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import ingest
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUILLWORK_MAPPINGS", str(tmp_path / "mine"))


def test_a_file_is_known_by_the_name_that_was_given_to_its_like(
    data: Data, window: MainWindow, tried: Callable[[], None], files: dict[str, str], qtbot: QtBot
) -> None:
    data.bring_in([files["contacts.csv"]])
    tried()
    card = data.wizard.page.file
    assert not card.export.isVisible()
    qtbot.mouseClick(card.keep, Qt.MouseButton.LeftButton)
    dialog = data.wizard.keeping.dialog
    assert dialog is not None
    assert not dialog.keep.isEnabled()
    dialog.tool.setText("Our till")
    dialog.what.setText("members")
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    tried()
    assert (card.export.isVisible(), card.export.text()) == (True, "Our till, members")
    assert ingest.named_ready_made("ourtill-members").own
    assert window.commands.run("data.keep")
    again = data.wizard.keeping.dialog
    assert again is not None
    again.tool.setText("Our till")
    again.what.setText("Members")
    qtbot.mouseClick(again.keep, Qt.MouseButton.LeftButton)
    assert "There is a ready-made mapping" in again.wrong.text()
    again.reject()
    assert settle(window)
