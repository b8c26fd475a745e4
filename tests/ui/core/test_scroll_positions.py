"""How far something was scrolled is found again, however late what is in it comes; who scrolls meanwhile is let be."""

import pytest
from PySide6.QtWidgets import QAbstractSlider, QApplication, QScrollArea, QWidget

from ui.core import scroll_positions
from ui.widgets.layouts import hbox


class Pane(QWidget):
    """Two things that scroll, so high at first."""

    def __init__(self, high: int) -> None:
        super().__init__()
        self.areas = [QScrollArea(), QScrollArea()]
        for area in self.areas:
            area.setWidget(QWidget())
        hbox(*self.areas, parent=self)
        self.resize(400, 200)
        self.fill(high)

    def fill(self, high: int) -> None:
        for area in self.areas:
            area.widget().resize(50, high)
        QApplication.processEvents()

    def places(self) -> list[int]:
        return [area.verticalScrollBar().value() for area in self.areas]


@pytest.fixture
def left(shown) -> scroll_positions.Places:
    """Where a pane was left: its second part half way down."""
    before = shown(Pane(2_000))
    bar = before.areas[1].verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    return scroll_positions.places(before)


def test_each_part_is_found_where_it_was_however_late_it_fills(shown, left) -> None:
    again = shown(Pane(10))
    scroll_positions.go_to(again, left)
    assert again.places() == [0, 0]
    for high in (600, 4_000):
        again.fill(high)
        half = again.areas[1].verticalScrollBar().maximum() / 2
        assert again.places() == [0, pytest.approx(half, abs=2)]


def test_what_somebody_scrolls_meanwhile_stays_where_they_put_it(shown, left) -> None:
    again = shown(Pane(2_000))
    scroll_positions.go_to(again, left)
    again.areas[1].verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    again.fill(4_000)
    assert again.places() == [0, 0]
