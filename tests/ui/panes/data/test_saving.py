"""Saving rows that were put aside: where they are asked to go, and what is told of them."""

from pathlib import Path

import pytest

from app import ingest
from ui.core import file_dialogs
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_they_are_saved_where_the_dialog_says_under_a_name_that_tells_what_they_are(
    data: Data, window: MainWindow, files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(pane: Data, title: str, purpose: str, name: str, filters: str) -> str:
        asked.append(name)
        return str(tmp_path / name)

    monkeypatch.setattr(file_dialogs, "save_as", choose)
    ingest.run_import(data.project, files["contacts.csv"], "profiles")
    assert settle(window)
    data.save_rejected()
    assert asked == []
    data.show_rejected(1)
    assert settle(window)
    data.save_rejected()
    assert settle(window)
    assert asked == ["contacts - rejected rows.csv"]
    assert (tmp_path / asked[0]).is_file()
    assert window.toast.text() == "1 row to mend is in contacts - rejected rows.csv"
