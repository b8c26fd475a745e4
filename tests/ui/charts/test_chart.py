"""A picture with axes: its plot comes with what is drawn, and its files are written whole or not at all."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage, QResizeEvent

from app.domain.problems import Problem
from ui.charts.chart import SHARP, Chart, save
from ui.core import theme


class Three(Chart):
    """Three bars."""

    furnished = 0

    def furnish(self, plot) -> None:
        from ui.charts.plot import Bars

        bars = Bars()
        bars.show_heights([1, 2, 3])
        plot.addItem(bars)
        self.furnished += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit_plot()


@pytest.fixture
def chart(shown) -> Three:
    made = Three()
    made.resize(240, 120)
    made.setAccessibleName("Orders")
    made.setAccessibleDescription("January 1; February 2; March 3")
    return shown(made)


def test_the_plot_comes_once_with_what_is_drawn_and_fills_the_widget(chart: Three) -> None:
    chart.show_plot(True)
    assert chart.furnished == 0
    plot = chart.plot
    assert (chart.plot is plot, chart.furnished) == (True, 1)
    chart.resize(300, 200)
    assert plot.geometry() == chart.rect()
    chart.show_plot(False)
    assert not plot.isVisible()


def test_its_files_are_sharp_and_say_what_they_show(chart: Three, tmp_path: Path) -> None:
    chart.write(tmp_path / "orders.PNG")
    chart.write(tmp_path / "orders.SVG")
    image = QImage(str(tmp_path / "orders.PNG"))
    assert image.size() == chart.size() * SHARP
    assert image.pixelColor(2, 2) == theme.active().color("surface")
    root = ElementTree.parse(tmp_path / "orders.SVG").getroot()
    said = {one.tag.rpartition("}")[2]: one.text for one in root}
    assert (said["title"], said["desc"]) == ("Orders", "January 1; February 2; March 3")


def test_a_file_that_cannot_be_written_is_a_problem_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"x\.png could not be written"):
        save(tmp_path / "nowhere" / "x.png", b"new")
    (tmp_path / "x.png").mkdir()
    with pytest.raises(Problem):
        save(tmp_path / "x.png", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["x.png"]
