"""What a plan is set to by mouse and keys, and what it says."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.panes.campaigns.cards import _Step
from ui.panes.campaigns.pane import Campaigns
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.picker import Picker
from ui.widgets.value_popups import NumberPopup, TextPopup, TextsPopup


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


def cell(pane: Campaigns, row: int) -> str:
    return str(pane.written.planned.index(row, 0).data())


def contents(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


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


def button(widget: Any, text: str) -> Button:
    return next(one for one in widget.findChildren(Button) if one.text() == text and one.isVisible())


def give_reason(pane: Campaigns, qtbot: QtBot, reason: str) -> TextPopup:
    qtbot.mouseClick(button(pane.checks, "Overrule…"), Qt.MouseButton.LeftButton)
    found = QApplication.activePopupWidget()
    assert isinstance(found, TextPopup)
    qtbot.keyClicks(found.first_focus(), reason)
    qtbot.mouseClick(found.done, Qt.MouseButton.LeftButton)
    return found
