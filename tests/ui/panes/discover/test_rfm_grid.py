"""The picture of RFM: lately to the right, often to the top, darker for more people, a frame around a chosen group."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from ui.core import formats, theme
from ui.panes.discover.rfm_grid import RfmGrid


@dataclass
class Group:
    name: str


@dataclass
class Run:
    cells: dict[tuple[int, int], dict[str, int]]
    groups: tuple[Group, ...] = (Group("Champions"), Group("Loyal"), Group("Lost"))


RUN: Any = Run({(5, 5): {"Champions": 1_200, "Loyal": 4}, (1, 1): {"Lost": 1}})


def _corner(grid: RfmGrid, cell: tuple[int, int]) -> QColor:
    """The shade of a square, away from what is written in it."""
    rect = grid.cell_rect(cell)
    return grid.grab().toImage().pixelColor(int(rect.left()) + 5, int(rect.center().y()))


def test_squares_are_darker_for_more_people_and_stand_where_the_axes_say(shown) -> None:
    grid = RfmGrid()
    grid.resize(400, 360)
    shown(grid)
    grid.show_run(RUN)
    assert grid.cell_rect((5, 5)).left() > grid.cell_rect((1, 5)).right()
    assert grid.cell_rect((1, 5)).bottom() < grid.cell_rect((1, 1)).top()
    many, one, none = (_corner(grid, cell) for cell in ((5, 5), (1, 1), (3, 3)))
    assert many.lightness() < one.lightness() < none.lightness()
    # Each in the colour of the group that most are in.
    assert abs(many.hue() - theme.active().series(0).hue()) < 12
    assert abs(one.hue() - theme.active().series(2).hue()) < 12
    before = grid.grab().toImage()
    grid.choose("Loyal")
    assert grid.grab().toImage() != before
    grid.choose("")
    assert grid.grab().toImage() == before


def test_a_square_is_said_in_words_to_the_mouse_and_to_screen_readers(shown) -> None:
    grid = RfmGrid()
    grid.resize(400, 360)
    shown(grid)
    grid.show_run(RUN)
    said = f"Recency 5, frequency 5: 1,204 people, {formats.share(1204, 1205)} (Champions 1,200, Loyal 4)"
    assert (
        grid.accessibleDescription() == f"Recency 1, frequency 1: 1 person, {formats.share(1, 1205)} (Lost 1); {said}"
    )
    spot = grid.cell_rect((5, 5)).center().toPoint()
    QApplication.sendEvent(grid, QHelpEvent(QEvent.Type.ToolTip, spot, grid.mapToGlobal(spot)))
    assert QToolTip.text() == said
    QToolTip.hideText()
    assert grid.said((3, 3)) == "Recency 3, frequency 3: 0 people"


def test_a_name_in_a_square_of_rfm_is_written_whole_or_not_at_all(qapp: QApplication) -> None:
    from ui.panes.discover.rfm_grid import name_rect, narrowed

    font = theme.active().font("tiny")
    for width in (20.0, 40.0, 52.0, 60.0, 120.0):
        for name in ("Champions", "Potential loyalists", "Cannot lose", "New"):
            metrics = QFontMetricsF(narrowed(font, name, width))
            rect = name_rect(metrics, name, QRectF(0, 0, width, 60))
            assert rect is None or rect.width() <= width + 0.5
            assert rect is not None or any(metrics.horizontalAdvance(word) > width for word in name.split())
    assert name_rect(QFontMetricsF(font), "Potential loyalists", QRectF(0, 0, 60, 60)).height() > font.pointSizeF() * 2


def test_squares_are_chosen_by_mouse_and_by_keyboard(shown) -> None:
    grid = RfmGrid()
    grid.resize(400, 360)
    shown(grid)
    grid.show_run(RUN)
    heard: list[set[tuple[int, int]]] = []
    grid.picked.connect(lambda: heard.append(set(grid.chosen)))

    def press(cell: tuple[int, int], keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, keys, grid.cell_rect(cell).center().toPoint())

    press((5, 5))
    press((1, 1), Qt.KeyboardModifier.ControlModifier)
    assert grid.chosen == {(5, 5), (1, 1)}
    press((1, 1), Qt.KeyboardModifier.ShiftModifier)
    press((5, 5))
    assert heard == [{(5, 5)}, {(5, 5), (1, 1)}, {(5, 5)}, set()]
    grid.setFocus()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(grid, key)
    assert grid.chosen == {(4, 4), (5, 4)}
    assert grid.accessibleDescription() == "Recency 5, frequency 4: 0 people"
    # Of another run only squares with somebody in them stay chosen.
    grid.pick({(4, 4), (5, 5)})
    grid.show_run(RUN)
    assert grid.chosen == {(5, 5)}
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert not grid.chosen
