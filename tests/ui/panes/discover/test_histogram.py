"""Bars of a spread: everybody who is there is seen, and said."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from app.runs import scoring
from app.runs.scoring import spread as spreads
from ui.panes.discover.histogram import Histogram, in_words


def _spread(values: list[float]) -> scoring.Spread:
    return spreads.of(np.array(values))


def test_bars_are_seen_and_said(shown) -> None:
    picture = Histogram()
    picture.resize(300, 120)
    shown(picture)
    empty = picture.grab().toImage()
    picture.show_spread(_spread([*[0.0] * 5000, 3.5, 10.0]))
    assert picture.grab().toImage() != empty
    assert picture.bar_rect(0).height() > 100
    last = len(_spread([*[0.0] * 5000, 3.5, 10.0]).bars) - 1
    assert picture.bar_rect(last).height() >= 3, "one person is seen beside five thousand"
    assert picture.accessibleDescription().endswith("10: 1 person")
    spot = QPoint(2, 5)
    QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, spot, picture.mapToGlobal(spot)))
    assert "5,000 people" in QToolTip.text()
    QToolTip.hideText()
    picture.show_spread(None)
    assert picture.grab().toImage() == empty


def test_figures_in_words() -> None:
    assert in_words(_spread([])) == "Nobody has this score."
    said = in_words(_spread([1.0, 2.0, 6.0, float("nan")]))
    assert said == "3 people, from 1 to 6. Mean 3, median 2. 1 person without it."
