"""The months: bars where they belong, the month under the mouse, a sentence where there is none."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.project import Month
from ui.charts.months import Months, _step
from ui.core import theme

MONTHS = [Month(dt.date(2011, at, 1), at * 1_000, at) for at in range(1, 5)]


def _made(shown: Callable[[QWidget], QWidget]) -> Months:
    made = Months()
    made.resize(480, 200)
    shown(made)
    made.set(MONTHS, "events")
    QApplication.processEvents()
    return made


def test_bars_stand_over_their_months_in_the_theme_s_colour_light_and_dark(
    shown: Callable[[QWidget], QWidget],
) -> None:
    made = _made(shown)
    for name in ("light", "dark"):
        theme.active().choose(name)
        QApplication.processEvents()
        image = made.grab().toImage()
        foot = made.plot.mapFromScene(made.plot.box.mapViewToScene(made.plot.at(QPoint(0, 0)) * 0)).y() - 4
        row = [image.pixelColor(x, foot) for x in range(image.width())]
        accent = theme.active().color("accent")
        starts = [x for x in range(1, len(row)) if row[x] == accent and row[x - 1] != accent]
        assert len(starts) == len(MONTHS)
    theme.active().choose("light")


def test_the_month_under_the_mouse_says_its_figures(shown: Callable[[QWidget], QWidget]) -> None:
    made = _made(shown)
    last = QPoint(made.width() - 20, 10)
    QApplication.sendEvent(made, QHelpEvent(QEvent.Type.ToolTip, last, made.mapToGlobal(last)))
    assert QToolTip.text() == "April 2011: 4,000 events"
    QToolTip.hideText()
    assert made._at(QPoint(0, 10)) is None
    assert "March 2011 3,000 events" in made.accessibleDescription()


def test_without_months_there_is_no_plot_and_none_is_loaded(shown: Callable[[QWidget], QWidget]) -> None:
    made = Months()
    shown(made)
    made.set((), "events")
    assert made._plot is None
    made.set(MONTHS, "orders")
    assert made.plot.isVisible()
    made.set((), "orders")
    assert not made.plot.isVisible()


def test_the_scale_has_round_whole_steps() -> None:
    assert [_step(highest) for highest in (1, 3, 9, 10, 47, 4_000)] == [1, 1, 2, 5, 20, 2_000]
