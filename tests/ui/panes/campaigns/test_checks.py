"""What stands in the way of an export: overruled with a reason, and taken back."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import campaign
from tests.ui.panes.campaigns.planned import (
    button,
    give_reason,
    said,
)
from ui.panes.campaigns.pane import Campaigns
from ui.shell.window import MainWindow


def test_an_error_is_overruled_with_a_reason_and_the_export_says_so(
    nobody_s: Campaigns, tmp_path: Path, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    nobody_s.exporting.write_to(tmp_path / "out")
    wait(lambda: "The campaign is not ready" in nobody_s.strip.text())
    give_reason(nobody_s, qtbot, "Our service adds it")
    wait(lambda: "Overruled: Our service adds it" in said(nobody_s.checks))
    nobody_s.exporting.write_to(tmp_path / "out")
    wait(lambda: bool(nobody_s.exporting.folder))
    (entry,) = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["overrules"]
    assert (entry["code"], entry["reason"]) == ("sender-incomplete", "Our service adds it")
    assert "Overruled: Our service adds it" in said(nobody_s.checks)


def test_without_a_reason_nothing_is_overruled(nobody_s: Campaigns, qtbot: QtBot, wait: Callable[..., None]) -> None:
    popup = give_reason(nobody_s, qtbot, "   ")
    wait()
    assert popup.isVisible()
    assert "no literal {{ goes out" in said(popup)
    popup.close()
    wait()
    assert not campaign.check(nobody_s.project, nobody_s.name).ready


def test_overruling_is_undone_redone_and_taken_back(
    nobody_s: Campaigns, window: MainWindow, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    def accepted() -> bool:
        return "Overruled: Our service adds it" in said(nobody_s.checks)

    give_reason(nobody_s, qtbot, "Our service adds it")
    wait(accepted)
    assert nobody_s.context.commands.run("campaigns.undo")
    wait(lambda: not accepted())
    assert not campaign.check(nobody_s.project, nobody_s.name).ready
    assert nobody_s.context.commands.run("campaigns.redo")
    wait(accepted)
    assert campaign.check(nobody_s.project, nobody_s.name).ready
    qtbot.mouseClick(button(nobody_s.checks, "Take back"), Qt.MouseButton.LeftButton)
    wait(lambda: not accepted())
    assert campaign.get(nobody_s.project, nobody_s.name).overrules == ()
    assert nobody_s.context.commands.run("campaigns.undo")
    wait(accepted)


def test_what_lapsed_says_for_which_reason_it_was_overruled(
    nobody_s: Campaigns, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    give_reason(nobody_s, qtbot, "Our service adds it")
    wait(lambda: "Overruled" in said(nobody_s.checks))
    nobody_s.project.change_settings({"sender": {"from_address": "hello@shop.example"}})
    wait(lambda: "no name and no postal address" in said(nobody_s.checks))
    assert "It says something else than when it was overruled: Our service adds it" in said(nobody_s.checks)
