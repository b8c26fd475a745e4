"""The pane, and a plan in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.panes.campaigns.planned import choose, said, tick
from ui.panes.campaigns.pane import Campaigns
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture
def pane(window: MainWindow, readers: Path) -> Campaigns:
    window.projects.open(readers, lambda: window.go_to("campaigns"))
    assert settle(window, lambda: isinstance(window.host.current(), Campaigns))
    found = window.host.current()
    assert isinstance(found, Campaigns)
    return found


@pytest.fixture
def planned(pane: Campaigns, qtbot: QtBot, wait: Callable[..., None]) -> Campaigns:
    """The pane with a campaign of “Meeting” to “Gold”, chosen through the pickers, counted and checked."""
    pane.new_button.click()
    wait()
    choose(pane, qtbot, "template", "Meeting")
    tick(pane, qtbot, "include", "Gold")
    wait(lambda: pane.checks.verdict.text() != "")
    return pane


@pytest.fixture
def nobody_s(planned: Campaigns, wait: Callable[..., None]) -> Campaigns:
    """The campaign after its sender has lost the postal address."""
    planned.project.change_settings({"sender": {"from_name": "The Shop", "from_address": "hello@shop.example"}})
    wait(lambda: "The sender has no postal address" in said(planned.checks))
    return planned
