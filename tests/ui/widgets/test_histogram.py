"""Bars of a spread: everybody who is there is seen, and said."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.runs import scoring
from app.runs.scoring import spread as spreads
from ui.core import theme
from ui.widgets.histogram import Histogram, in_words


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


def test_bars_are_chosen_by_a_press_or_drawn_over_and_what_is_given_stands_out(shown, qtbot: QtBot) -> None:
    given: list[tuple[float, float]] = []
    picture = Histogram(chosen_from=True)
    picture.chosen.connect(lambda *ends: given.append(ends))
    picture.resize(200, 80)
    shown(picture)
    picture.show_spread(_spread([float(one) for one in range(100)]))
    all_alike = picture.grab().toImage()
    wide = 200 / 20
    spot = [QPoint(round(wide * (at + 0.5)), 60) for at in range(20)]
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=spot[2])
    qtbot.mousePress(picture, Qt.MouseButton.LeftButton, pos=spot[9])
    qtbot.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=spot[4])
    assert given == [(10.0, 15.0), (20.0, 50.0)]
    picture.mark(20, 49)
    marked = picture.grab().toImage()
    accent = theme.active().color("accent").name()
    assert [at for at in range(20) if marked.pixelColor(spot[at]).name() == accent] == list(range(4, 10))
    assert marked != all_alike
    # Whatever lies beyond the bars is the last one's.
    picture.mark(5000, 5000)
    marked = picture.grab().toImage()
    assert [at for at in range(20) if marked.pixelColor(spot[at]).name() == accent] == [19]


def test_figures_in_words() -> None:
    assert in_words(_spread([])) == "Nobody has this."
    said = in_words(_spread([1.0, 2.0, 6.0, float("nan")]))
    assert said == "3 people, from 1 to 6. Mean 3, median 2. 1 person without it."
