"""A plot in our look: its numbers, its colours, no mouse, and shapes in files while there are few."""

from xml.etree import ElementTree

import pyqtgraph
import pytest
from PySide6.QtCore import QBuffer, QByteArray, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from tests.ui.ink import has_ink
from ui.charts.plot import SHAPES, Axis, Bars, Dots, Plot
from ui.core import theme


@pytest.fixture
def plot(shown) -> Plot:
    made = Plot()
    made.resize(300, 200)
    return shown(made)


def _kinds(plot: Plot) -> list[str]:
    """The names of the elements that the plot is as SVG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    made = QSvgGenerator()
    made.setOutputDevice(buffer)
    made.setSize(QSize(300, 200))
    painter = QPainter(made)
    plot.draw(painter, QRectF(plot.rect()), 1.0)
    painter.end()
    return [one.tag.rpartition("}")[2] for one in ElementTree.fromstring(bytes(data.data())).iter()]


def test_ticks_are_written_with_as_many_decimals_as_tell_them_apart(qapp) -> None:
    axis = Axis("left")
    assert axis.tickStrings([1000, 2000], 1, 1000) == ["1,000", "2,000"]
    assert axis.tickStrings([0.5, 0.6], 1, 0.1) == ["0.5", "0.6"]
    assert axis.tickStrings([0.05, 0.1], 1, 0.05) == ["0.05", "0.10"]


def test_it_takes_no_mouse_and_no_keys_and_changes_with_the_theme(plot: Plot) -> None:
    assert plot.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert plot.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    try:
        theme.active().choose("dark")
        QApplication.processEvents()
        assert has_ink(plot, "surface")
    finally:
        theme.active().choose("light")
    QApplication.processEvents()
    assert has_ink(plot, "surface")


def test_bars_fit_their_axes_and_a_place_of_the_widget_is_one_of_them(plot: Plot) -> None:
    bars = Bars()
    plot.addItem(bars)
    bars.show_heights([2, 0, 6])
    assert (bars.dataBounds(0), bars.dataBounds(1)) == ((-0.5, 2.5), (0.0, 6.0))
    plot.box.setRange(xRange=(-0.5, 2.5), yRange=(0, 6), padding=0)
    QApplication.processEvents()
    spot = plot.mapFromScene(plot.box.mapViewToScene(pyqtgraph.Point(2, 3)))
    assert round(plot.at(QPoint(spot)).x()) == 2
    assert plot.grab().toImage().pixelColor(spot) == theme.active().color("accent")
    empty = plot.mapFromScene(plot.box.mapViewToScene(pyqtgraph.Point(1, 3)))
    assert plot.grab().toImage().pixelColor(empty) == theme.active().color("surface")


def test_few_dots_are_shapes_in_a_file_and_very_many_a_picture(plot: Plot) -> None:
    few = Dots([1, 2, 3], [1, 2, 3], theme.active().color("accent"), 6, 0.5)
    plot.addItem(few)
    assert "image" not in _kinds(plot)
    many = range(SHAPES)
    plot.addItem(Dots(list(many), list(many), theme.active().color("accent"), 6, 0.5))
    assert "image" in _kinds(plot)
    assert few.cacheMode() == few.CacheMode.DeviceCoordinateCache


def test_no_global_option_of_the_library_is_changed(plot: Plot) -> None:
    assert pyqtgraph.getConfigOption("background") == "k"
    assert pyqtgraph.getConfigOption("foreground") == "d"
    assert pyqtgraph.getConfigOption("antialias") is False
