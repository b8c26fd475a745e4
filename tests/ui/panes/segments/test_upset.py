"""The picture of overlaps: bars and dots where the figures say, and combinations chosen by mouse and keys."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from app.audience import Combination, Overlap
from ui.core import theme
from ui.panes.segments.upset import UpSet, said

FOUND = Overlap(
    "2011-12-10", 100, ("Small", "Large"), ((10, 4), (4, 40)), ((1, 0.4), (0.1, 1)), ((1, 0.09), (0.09, 1)),
    (Combination(("Large",), 36), Combination(("Small",), 6), Combination(("Small", "Large"), 4)),
)  # fmt: skip


@pytest.fixture
def picture(shown: Any) -> UpSet:
    made = UpSet()
    made.show_overlap(FOUND)
    made.resize(made.sizeHint())
    shown(made)
    return made


def test_bars_are_as_high_as_there_are_people_and_dots_say_in_which_segments(picture: UpSet) -> None:
    image, accent = picture.grab().toImage(), theme.active().color("accent").rgb()

    def inked(at: int) -> list[int]:
        across = int(picture.column_rect(at).center().x())
        return [y for y in range(image.height()) if image.pixel(across, y) == accent]

    top = theme.active().px(170)
    bars = [sum(1 for y in inked(at) if y < top) for at in range(3)]
    assert bars[0] > 4 * bars[1] > bars[1] > bars[2] > 0
    dots = [sum(1 for y in inked(at) if y > top) for at in range(3)]
    # Both dots and the line between them.
    assert dots[0] == dots[1] < dots[2]
    # The largest segment is the first row.
    assert min(y for y in inked(0) if y > top) < min(y for y in inked(1) if y > top)


def test_a_combination_is_chosen_by_mouse_and_keys_and_said(picture: UpSet) -> None:
    chosen: list[int] = []
    taken: list[int] = []
    picture.chosen.connect(chosen.append)
    picture.taken.connect(taken.append)
    spot = picture.column_rect(1).center().toPoint()
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=spot)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(picture, key)
    assert (chosen, taken) == ([1, 2], [2])
    QTest.mouseDClick(picture, Qt.MouseButton.LeftButton, pos=spot)
    assert taken == [2, 1]
    QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, spot, picture.mapToGlobal(spot)))
    assert QToolTip.text() == said(FOUND.combinations[1]) == "6 people in “Small”, alone"
    QToolTip.hideText()
    assert said(FOUND.combinations[2]) == "4 people in “Small” and “Large”, in no other"
    assert picture.accessibleDescription().startswith("36 people in “Large”, alone; ")


@pytest.mark.parametrize("end", ["png", "svg"])
def test_it_is_kept_as_a_file(picture: UpSet, tmp_path: Path, end: str) -> None:
    picture.write(tmp_path / f"a.{end}")
    content = (tmp_path / f"a.{end}").read_bytes()
    assert content[:4] == b"\x89PNG" if end == "png" else b"Large" in content
