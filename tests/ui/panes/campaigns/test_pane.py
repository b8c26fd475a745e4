"""Campaigns in the real window: planned through pickers, counted as the command line counts, exported byte for byte."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import campaign
from tests.ui.panes.campaigns.planned import button, choose, rename, said, tick
from ui.panes.campaigns.pane import Campaigns
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button


def test_a_second_one_of_the_same_kind_takes_no_place(
    planned: Campaigns, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    planned.new()
    wait()
    choose(planned, qtbot, "template", "Meeting")
    tick(planned, qtbot, "include", "Gold")
    wait(lambda: planned.name_field.text() == "Meeting to Gold 2")
    kept = [one.name for one in campaign.list_campaigns(planned.project)]
    assert kept == ["Meeting to Gold", "Meeting to Gold 2"]


def test_a_sender_that_is_missing_is_asked_for_and_given(
    planned: Campaigns, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    assert "The Shop · hello@shop.example · 1 High Street, Leeds" in said(planned.sender_card)
    assert not planned.sender_card.fields["postal_address"].isVisible()
    planned.project.change_settings({"sender": {}})
    wait(lambda: "The sender has no name" in said(planned.checks))
    assert "The postal address is blank" in said(planned.checks)
    for key, value in (("from_name", "Ana"), ("from_address", "ana@x.example"), ("postal_address", "2 Low Street")):
        field = planned.sender_card.fields[key]
        field.setFocus()
        qtbot.keyClicks(field, value)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    wait(lambda: "The sender has" not in said(planned.checks))
    assert planned.project.setting("sender")["postal_address"] == "2 Low Street"
    qtbot.mouseClick(planned.sender_card.change, Qt.MouseButton.LeftButton)
    assert "Ana · ana@x.example · 2 Low Street" in said(planned.sender_card)


def test_an_email_without_a_way_out_is_refused(
    planned: Campaigns, tmp_path: Path, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    choose(planned, qtbot, "template", "Bare")
    wait()
    assert "There is no unsubscribe link" in said(planned.checks)
    planned.exporting.write_to(tmp_path / "out")
    wait(lambda: bool(planned.strip.text()))
    assert "The campaign is not ready: There is no unsubscribe link" in planned.strip.text()
    assert not (tmp_path / "out").exists()
    assert planned.export_button.isEnabled()


def test_renaming_keeps_the_plan_and_a_taken_name_is_refused(
    planned: Campaigns, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    rename(planned, qtbot, "Spring")
    wait()
    assert [one.name for one in campaign.list_campaigns(planned.project)] == ["Spring"]
    campaign.save(planned.project, "Autumn", campaign.get(planned.project, "Spring").plan.document())
    wait()
    rename(planned, qtbot, "autumn")
    wait(lambda: bool(planned.strip.text()))
    assert planned.name_field.text() == "Spring"
    assert [one.name for one in campaign.list_campaigns(planned.project)] == ["Spring", "Autumn"]


def test_a_deleted_campaign_comes_back(
    planned: Campaigns, window: MainWindow, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    qtbot.mouseClick(planned.back_button, Qt.MouseButton.LeftButton)
    wait(lambda: len(planned.library.cards) == 1)
    qtbot.keyClick(planned.library.cards[0].open, Qt.Key.Key_Delete)
    wait(lambda: planned.library.currentIndex() == 1)
    undo = next(one for one in window.findChildren(Button) if one.text() == "Undo" and one.isVisible())
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    wait(lambda: len(planned.library.cards) == 1)
    assert campaign.summary(planned.project, "Meeting to Gold").recipients == 5


# What the marketer accepts of the check.


def test_the_sender_s_form_opens_from_what_is_missing(nobody_s: Campaigns, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(nobody_s.checks, "Fill it in"), Qt.MouseButton.LeftButton)
    field = nobody_s.sender_card.fields["postal_address"]
    assert field.isVisible()
    assert nobody_s.sender_card.focusWidget() is field


def test_a_change_of_the_plan_is_undone(planned: Campaigns, qtbot: QtBot, wait: Callable[..., None]) -> None:
    tick(planned, qtbot, "exclude", "Leeds")
    wait(lambda: "Nobody is left to write to" in said(planned.checks))
    assert "It can never be overruled. An export to nobody is none." in said(planned.checks)
    assert not [one for one in planned.checks.findChildren(Button) if one.text() == "Overrule…" and one.isVisible()]
    assert planned.context.commands.run("campaigns.undo")
    wait(lambda: "Nobody is left to write to" not in said(planned.checks))
    assert campaign.get(planned.project, "Meeting to Gold").plan.exclude == ()
    assert planned.context.commands.run("campaigns.redo")
    wait(lambda: "Nobody is left to write to" in said(planned.checks))


def test_an_export_is_still_known_when_a_deleted_campaign_comes_back(
    planned: Campaigns, window: MainWindow, tmp_path: Path, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    planned.exporting.write_to(tmp_path / "out")
    wait(lambda: bool(planned.exporting.folder))
    qtbot.mouseClick(planned.back_button, Qt.MouseButton.LeftButton)
    wait(lambda: len(planned.library.cards) == 1)
    qtbot.keyClick(planned.library.cards[0].open, Qt.Key.Key_Delete)
    wait(lambda: planned.library.currentIndex() == 1)
    qtbot.mouseClick(button(window, "Undo"), Qt.MouseButton.LeftButton)
    wait(lambda: len(planned.library.cards) == 1)
    assert len(campaign.exports(planned.project, "Meeting to Gold")) == 1
