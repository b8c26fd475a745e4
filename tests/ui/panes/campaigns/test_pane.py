"""Campaigns in the real window: planned through pickers, counted as the command line counts, exported byte for byte."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app import campaign
from app.command_line import run
from app.project import Project
from ui.panes.campaigns.cards import _Step
from ui.panes.campaigns.library import folder_name
from ui.panes.campaigns.pane import Campaigns
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.picker import Picker
from ui.widgets.value_popups import NumberPopup, TextPopup, TextsPopup


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


def choose(pane: Campaigns, qtbot: QtBot, field: str, name: str) -> None:
    qtbot.mouseClick(pane.plan_card.fields[field], Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, Picker)
    qtbot.keyClicks(found.search, name)
    qtbot.keyClick(found.search, Qt.Key.Key_Return)


def tick(pane: Campaigns, qtbot: QtBot, field: str, name: str) -> None:
    qtbot.mouseClick(pane.plan_card.fields[field], Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, TextsPopup)
    item = next(one for row in range(found.list.count()) if (one := found.list.item(row)).text() == name)
    item.setCheckState(Qt.CheckState.Checked)
    qtbot.mouseClick(found.done, Qt.MouseButton.LeftButton)


def hold_out(pane: Campaigns, qtbot: QtBot, percent: int) -> None:
    qtbot.mouseClick(pane.plan_card.fields["share"], Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, NumberPopup)
    qtbot.keyClicks(found.first_focus(), str(percent))
    qtbot.mouseClick(found.done, Qt.MouseButton.LeftButton)


def steps(pane: Campaigns) -> list[tuple[str, str, str]]:
    shown = [row for row in pane.waterfall.findChildren(_Step) if row.isVisible()]
    return [(row.label.text(), row.number.text(), row.reason.text()) for row in shown]


def said(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(Label) if label.isVisible())


def test_a_plan_is_chosen_kept_and_counted_as_the_summary_counts(planned: Campaigns) -> None:
    assert planned.name_field.text() == "Meeting to Gold"
    summary = campaign.summary(planned.project, "Meeting to Gold")
    assert steps(planned) == [(one.step, str(one.people), one.reason or "") for one in summary.waterfall]
    assert summary.recipients == 5  # six have Gold, and one of them is suppressed
    assert planned.header.quiet.text() == "Saved · 5 recipients"
    assert planned.checks.verdict.text().endswith("of 13")


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


def test_exclusions_variants_and_a_holdout_are_counted(
    planned: Campaigns, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    qtbot.mouseClick(planned.variants.more, Qt.MouseButton.LeftButton)
    wait()
    hold_out(planned, qtbot, 40)
    wait()
    summary = campaign.summary(planned.project, "Meeting to Gold")
    assert steps(planned)[-1][1] == str(summary.recipients)
    assert summary.holdout > 0
    shown = {name: label.text() for name, label in planned.variants.people.items()}
    counts = {one.name: one.people for one in summary.variants}
    assert set(counts) == {"A", "B"}
    assert all(shown[name].startswith(f"· {counts[name]} p") for name in counts)
    tick(planned, qtbot, "exclude", "Leeds")
    wait()
    assert ("Not in “Leeds”", "0") in [one[:2] for one in steps(planned)]
    assert "Nobody is left to write to" in said(planned.checks)
    assert planned.checks.verdict.text().endswith("of 13")


def test_the_export_is_the_command_line_s_byte_for_byte(
    planned: Campaigns,
    window: MainWindow,
    readers: Path,
    tmp_path: Path,
    qtbot: QtBot,
    wait: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foretold = [name for row in range(planned.written.planned.rowCount()) for name in [_cell(planned, row)]]
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


def _cell(pane: Campaigns, row: int) -> str:
    return str(pane.written.planned.index(row, 0).data())


def contents(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


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


@pytest.mark.parametrize(
    ("who", "fate"), [("r07", "r07@example.com gets the email"), ("r05", "r05@example.com does not get it")]
)
def test_somebody_is_looked_up(
    planned: Campaigns, qtbot: QtBot, wait: Callable[..., None], who: str, fate: str
) -> None:
    qtbot.mouseClick(planned.waterfall.look_up, Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, Picker)
    qtbot.keyClicks(found.search, who)
    wait(lambda: found.list.count() == 1)
    qtbot.keyClick(found.search, Qt.Key.Key_Return)
    wait(lambda: fate in planned.waterfall.fate.text())


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


def rename(pane: Campaigns, qtbot: QtBot, name: str) -> None:
    if not pane.window().isActiveWindow():
        # Without a screen no window is active again after a popup has closed.
        with qtbot.waitActive(pane.window()):
            pane.window().hide()
            pane.window().show()
            pane.window().activateWindow()
    qtbot.keyClick(pane.window(), Qt.Key.Key_F2)
    assert pane.name_field.hasFocus()
    pane.name_field.selectAll()
    qtbot.keyClicks(pane.name_field, name)
    qtbot.keyClick(pane.name_field, Qt.Key.Key_Return)


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


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Spring", "Spring"),
        ("../evil", "evil"),
        ("a/b\\c:*?", "a-b-c"),
        ("CON", "CON export"),
        ("naïve 🙂 مرحبا", "naïve - مرحبا"),
        ("...", "export"),
        ("x" * 300, "x" * 150),
        ("李" * 300, "李" * 50),
    ],
)
def test_the_folder_is_one_that_every_system_takes(name: str, folder: str) -> None:
    assert folder_name(name) == folder


def test_without_anything_to_choose_from_the_plan_leads_to_where_it_is_made(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    Project.create(tmp_path / "empty.quill").close()
    window.projects.open(tmp_path / "empty.quill", lambda: window.go_to("campaigns"))
    wait(lambda: isinstance(window.host.current(), Campaigns))
    pane = window.host.current()
    assert isinstance(pane, Campaigns)
    pane.new()
    wait(lambda: bool(pane.plan_card.known["esps"]))
    assert button(pane.plan_card, "Build a segment first")
    qtbot.mouseClick(button(pane.plan_card, "Write a template first"), Qt.MouseButton.LeftButton)
    wait(lambda: window.host.current() is not pane)
    assert window.host.current().key == "templates"


# What the marketer accepts of the check.


def button(widget: Any, text: str) -> Button:
    return next(one for one in widget.findChildren(Button) if one.text() == text and one.isVisible())


def give_reason(pane: Campaigns, qtbot: QtBot, reason: str) -> TextPopup:
    qtbot.mouseClick(button(pane.checks, "Overrule…"), Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, TextPopup)
    qtbot.keyClicks(found.first_focus(), reason)
    qtbot.mouseClick(found.done, Qt.MouseButton.LeftButton)
    return found


@pytest.fixture
def nobody_s(planned: Campaigns, wait: Callable[..., None]) -> Campaigns:
    """The campaign after its sender has lost the postal address."""
    planned.project.change_settings({"sender": {"from_name": "The Shop", "from_address": "hello@shop.example"}})
    wait(lambda: "The sender has no postal address" in said(planned.checks))
    return planned


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


def test_the_sender_s_form_opens_from_what_is_missing(nobody_s: Campaigns, qtbot: QtBot) -> None:
    qtbot.mouseClick(button(nobody_s.checks, "Fill it in"), Qt.MouseButton.LeftButton)
    field = nobody_s.sender_card.fields["postal_address"]
    assert field.isVisible()
    assert nobody_s.sender_card.focusWidget() is field


def test_what_lapsed_says_for_which_reason_it_was_overruled(
    nobody_s: Campaigns, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    give_reason(nobody_s, qtbot, "Our service adds it")
    wait(lambda: "Overruled" in said(nobody_s.checks))
    nobody_s.project.change_settings({"sender": {"from_address": "hello@shop.example"}})
    wait(lambda: "no name and no postal address" in said(nobody_s.checks))
    assert "It says something else than when it was overruled: Our service adds it" in said(nobody_s.checks)


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
