"""Fields of a campaign that end their editing late: after another campaign has come, or while figures come."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import campaign
from app.project import Project
from ui.panes.campaigns.pane import Campaigns
from ui.panes.campaigns.plan import new_plan
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.table import TableView

TEST = [{"name": "A", "share": 0.5, "subject": "First"}, {"name": "B", "share": 0.5}]


@pytest.fixture
def pane(window: MainWindow, readers: Path, wait: Callable[..., None]) -> Campaigns:
    with Project.open(readers) as project:
        plan = new_plan() | {"include": ["Gold"], "template": "Meeting"}
        campaign.save(project, "Tested", plan | {"variants": TEST})
        campaign.save(project, "Plain", plan)
    window.projects.open(readers, lambda: window.go_to("campaigns", name="Tested"))
    assert settle(window, lambda: isinstance(window.host.current(), Campaigns))
    found = window.host.current()
    assert isinstance(found, Campaigns)
    wait(lambda: found.checks.verdict.text() != "")
    return found


def test_back_and_new_after_a_test_goes_well(pane: Campaigns, qtbot: QtBot, wait: Callable[..., None]) -> None:
    """The last variant has the keyboard; the new campaign has no such variant."""
    pane.variants.cards["B"].share.setFocus()
    qtbot.mouseClick(pane.back_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(pane.new_button, Qt.MouseButton.LeftButton)
    wait()
    assert list(pane.variants.cards) == ["A"]
    assert pane.plan["variants"] == [{"name": "A", "share": 1.0}]


def test_what_is_typed_goes_to_its_own_campaign(pane: Campaigns, qtbot: QtBot, wait: Callable[..., None]) -> None:
    subject = pane.variants.cards["B"].subject
    subject.setFocus()
    qtbot.keyClicks(subject, "Second")
    pane.new()
    wait()
    assert pane.plan["variants"] == [{"name": "A", "share": 1.0}]
    kept = campaign.get(pane.project, "Tested").plan.document()["variants"]
    assert [one.get("subject") for one in kept] == ["First", "Second"]


def test_what_is_being_typed_outlives_a_count(pane: Campaigns, qtbot: QtBot, wait: Callable[..., None]) -> None:
    """An import or an edit elsewhere counts everything again; the field that has the keyboard stays."""
    subject = pane.variants.cards["B"].subject
    subject.setFocus()
    qtbot.keyClicks(subject, "Seco")
    pane.project.change_settings({"sender": {"from_name": "Another"}})
    wait()
    assert subject.isVisible()
    assert QApplication.focusWidget() is subject
    qtbot.keyClicks(subject, "nd")
    qtbot.keyClick(subject, Qt.Key.Key_Return)
    wait()
    assert pane.plan["variants"][1]["subject"] == "Second"


def test_a_share_is_followed_by_the_others(pane: Campaigns, qtbot: QtBot, wait: Callable[..., None]) -> None:
    share = pane.variants.cards["A"].share
    share.setFocus()
    share.selectAll()
    qtbot.keyClicks(share, "80")
    qtbot.keyClick(share, Qt.Key.Key_Tab)
    wait()
    assert [one["share"] for one in pane.plan["variants"]] == [0.8, 0.2]
    assert pane.variants.cards["B"].share.value() == 20


def test_nothing_of_one_campaign_stands_under_the_next(pane: Campaigns, wait: Callable[..., None]) -> None:
    """Before any answer has come: the name of the other, and no figure."""
    assert pane.checks.verdict.isVisible()
    pane.open_campaign("Plain")
    assert pane.header.title.text() == "Plain"
    assert not pane.checks.verdict.isVisible()
    assert pane.waterfall.counting.isVisible()
    assert pane.variants.cards == {}
    assert pane.plan_card.fields == {}
    assert [table.model().rowCount() for table in pane.written.findChildren(TableView)] == [0, 0]
    assert not pane.export_button.isEnabled()
    wait(lambda: pane.checks.verdict.text() != "")
    assert pane.name == "Plain"
    assert list(pane.variants.cards) == ["A"]


def test_a_plan_that_changed_has_no_verdict_until_it_is_looked_at(pane: Campaigns, wait: Callable[..., None]) -> None:
    pane.plan_card.put(exclude=["Leeds"])
    assert not pane.checks.verdict.isVisible()
    assert pane.waterfall.counting.isVisible()
    assert "recipient" not in pane.header.quiet.text()
    wait(lambda: pane.checks.verdict.text() != "")
    assert not pane.waterfall.counting.isVisible()


def test_two_edits_at_once_take_no_other_campaign_s_place(pane: Campaigns, wait: Callable[..., None]) -> None:
    plain = new_plan() | {"include": ["Gold"], "template": "Meeting", "html": "none"}
    campaign.save(pane.project, "Meeting to Gold", plain)
    before = campaign.get(pane.project, "Meeting to Gold").plan.document()
    pane.new(segment="Gold")
    wait()
    pane.plan_card.put(template="Meeting")
    pane.plan_card.put(exclude=["Leeds"])
    wait(lambda: pane.name == "Meeting to Gold 2")
    assert campaign.get(pane.project, "Meeting to Gold").plan.document() == before
    names = [one.name for one in campaign.list_campaigns(pane.project)]
    assert names.count("Meeting to Gold 2") == 1
    assert len(names) == 4
