"""Somebody is looked up among a campaign's recipients."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.panes.campaigns.pane import Campaigns
from ui.widgets.picker import Picker


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
