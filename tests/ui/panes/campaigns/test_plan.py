"""The plan: chosen, kept and counted, or the way to what it needs."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import campaign
from app.project import Project
from tests.ui.panes.campaigns.planned import button, steps
from ui.panes.campaigns.pane import Campaigns
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button


def test_a_plan_is_chosen_kept_and_counted_as_the_summary_counts(planned: Campaigns) -> None:
    assert planned.name_field.text() == "Meeting to Gold"
    summary = campaign.summary(planned.project, "Meeting to Gold")
    assert steps(planned) == [(one.step, str(one.people), one.reason or "") for one in summary.waterfall]
    assert summary.recipients == 5  # six have Gold, and one of them is suppressed
    assert planned.header.quiet.text() == "Saved · 5 recipients"
    assert planned.checks.verdict.text().endswith("of 15")


def shown_buttons(widget: QWidget) -> set[str]:
    return {one.text() for one in widget.findChildren(Button) if one.isVisible()}


def test_without_anything_to_choose_from_the_plan_leads_to_where_it_is_made(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    Project.create(tmp_path / "empty.quill").close()
    window.projects.open(tmp_path / "empty.quill", lambda: window.go_to("campaigns"))
    wait(lambda: isinstance(window.host.current(), Campaigns))
    pane = window.host.current()
    assert isinstance(pane, Campaigns)
    pane.new()
    wait(lambda: {"Build a segment first", "Write a template first"} <= shown_buttons(pane.plan_card))
    qtbot.mouseClick(button(pane.plan_card, "Write a template first"), Qt.MouseButton.LeftButton)
    wait(lambda: window.host.current() is not pane)
    assert window.host.current().key == "templates"
