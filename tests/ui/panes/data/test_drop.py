"""The place that shows where files are dropped: with a button where it is all there is, low above a list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.panes.data.drop import DropZone


def test_the_tall_one_has_a_button_and_the_low_one_leaves_that_to_the_header(qtbot: QtBot, shown) -> None:
    tall, low = DropZone("Drop files here", "Any table.", tall=True), DropZone("Drop more", "Anywhere.", tall=False)
    wanted: list[int] = []
    for zone in (tall, low):
        zone.wanted.connect(lambda: wanted.append(1))
        shown(zone)
    assert (tall.button.isVisible(), low.button.isVisible()) == (True, False)
    assert (tall.accessibleName(), low.accessibleName()) == ("Drop files here", "Drop more")
    assert {"Drop more", "Anywhere."} <= {one.text() for one in low.findChildren(QLabel)}
    qtbot.mouseClick(tall.button, Qt.MouseButton.LeftButton)
    assert wanted == [1]
