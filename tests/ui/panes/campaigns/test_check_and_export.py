"""The export is the command line's, and replaces another only where that is said."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.command_line import run
from tests.ui.panes.campaigns.planned import cell, contents
from ui.panes.campaigns.pane import Campaigns
from ui.shell.window import MainWindow


def test_the_export_is_the_command_line_s_byte_for_byte(
    planned: Campaigns,
    window: MainWindow,
    readers: Path,
    tmp_path: Path,
    qtbot: QtBot,
    wait: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foretold = [name for row in range(planned.written.planned.rowCount()) for name in [cell(planned, row)]]
    # The desktop's own dialog cannot be driven without a desktop.
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    qtbot.mouseClick(planned.export_button, Qt.MouseButton.LeftButton)
    wait(lambda: bool(planned.exporting.folder))
    assert Path(planned.exporting.folder) == tmp_path / "Meeting to Gold"
    assert planned.written.title.text() == "What was written"
    window.projects.leave()
    wait()
    assert run(["campaign", "export", str(readers), "Meeting to Gold", "--out", str(tmp_path / "by hand")]) == 0
    mine, theirs = contents(tmp_path / "Meeting to Gold"), contents(tmp_path / "by hand")
    assert mine == theirs
    assert len((tmp_path / "by hand" / "contacts.csv").read_bytes().splitlines()) == 1 + 5
    names = {name.split("/")[0] + "/" * ("/" in name) for name in theirs}
    for said_before in foretold:
        assert all(one in names for one in said_before.split(" · ") if "…" not in one)


def test_an_export_that_is_there_is_only_replaced_when_that_is_said(
    planned: Campaigns, tmp_path: Path, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    asked: list[str] = []

    def no(*words: Any) -> QMessageBox.StandardButton:
        asked.append(words[2])
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", no)
    planned.exporting.write_to(tmp_path / "out")
    wait()
    assert asked == ["out is there already. Put the new export in its place?"]
    assert contents(tmp_path / "out") == {"mine.txt": b"mine"}
