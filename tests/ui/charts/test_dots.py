"""The dots of the picture stand where the people are, in their colours, and add up where they meet."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from ui.charts.dots import image

RED, BLUE = QColor(255, 0, 0), QColor(0, 0, 255)


def _drawn(points: list[tuple[float, float]], labels: list[int], strength: float = 1.0) -> QImage:
    return image(
        np.array(points, dtype=float).reshape(-1, 2), np.array(labels), {0: RED, 1: BLUE}, (60, 40), 6.0, strength
    )


def test_each_dot_is_round_and_of_its_colour() -> None:
    made = _drawn([(20, 10), (45, 30)], [0, 1])
    assert (made.width(), made.height()) == (60, 40)
    assert made.pixelColor(20, 10) == RED
    assert made.pixelColor(45, 30) == BLUE
    assert made.pixelColor(22, 10) == RED
    assert made.pixelColor(30, 20).alpha() == 0
    # A corner of the square around it is outside the dot.
    assert made.pixelColor(23, 13).alpha() < 60


def test_dots_over_each_other_add_up() -> None:
    one = _drawn([(20, 10)], [0], 0.5).pixelColor(20, 10).alphaF()
    two = _drawn([(20, 10), (20, 10)], [0, 0], 0.5).pixelColor(20, 10).alphaF()
    assert (one, two) == (pytest.approx(0.5, abs=0.01), pytest.approx(0.75, abs=0.01))


def test_dots_at_the_edge_are_left_out_and_none_at_all_is_an_empty_image() -> None:
    assert _drawn([(0, 0), (59, 39), (-5, 90)], [0, 0, 1]).pixelColor(0, 0).alpha() == 0
    assert _drawn([], []).pixelColor(20, 10).alpha() == 0
