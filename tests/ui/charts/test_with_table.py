"""A picture has a table beside it and can be kept as PNG, SVG and CSV, by the mouse or the keyboard."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.domain.problems import Problem
from app.project import Month
from ui.charts.months import Months
from ui.charts.with_table import PictureButton, WithTable
from ui.core import theme
from ui.widgets.table import Column

MONTHS = [Month(dt.date(2011, at, 1), at * 100, at) for at in range(1, 7)]


@pytest.fixture
def picture(shown: Callable[[QWidget], QWidget]) -> WithTable:
    made = WithTable(Months(), "Month by month, in figures")
    made.resize(500, 240)
    shown(made)
    made.chart.set(MONTHS, "events")
    made.show_figures(*made.chart.figures())
    QApplication.processEvents()
    return made


def test_the_table_says_what_the_picture_shows_and_turns_back(picture: WithTable) -> None:
    turned: list[bool] = []
    picture.turned.connect(turned.append)
    picture.toggle()
    assert picture.table.isVisible()
    assert [picture.model.texts(one) for one in picture.model.columns] == [
        ["January 2011", "February 2011", "March 2011", "April 2011", "May 2011", "June 2011"],
        ["100", "200", "300", "400", "500", "600"],
    ]
    picture.toggle()
    assert picture.chart.isVisible()
    assert turned == [True, False]


def test_png_svg_and_csv_hold_what_is_shown(picture: WithTable, tmp_path: Path) -> None:
    for end in ("png", "svg", "csv"):
        picture.write(tmp_path / f"months.{end}")
    image = QImage(str(tmp_path / "months.png"))
    assert (image.width(), image.height()) == (2 * picture.chart.width(), 2 * picture.chart.height())
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert {theme.active().color("accent").name(), theme.active().color("surface").name()} <= colours
    drawn = ElementTree.parse(tmp_path / "months.svg")
    # Shapes and words, not a picture of the screen's pixels.
    kinds = [one.tag.rpartition("}")[2] for one in drawn.iter()]
    assert (kinds.count("image"), kinds.count("text") >= 6) == (0, True)
    text = (tmp_path / "months.csv").read_text("utf-8")
    assert text.splitlines()[:3] == ["Month,Events", "2011-01-01,100", "2011-02-01,200"]


def test_a_place_that_cannot_be_written_is_a_problem(picture: WithTable, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="could not be written"):
        picture.write(tmp_path / "nowhere" / "months.csv")


def test_the_menu_is_opened_by_the_keyboard_and_tells_what_was_kept(
    picture: WithTable, shown: Callable[[QWidget], QWidget], tmp_path: Path
) -> None:
    button = PictureButton(picture, "Months")
    shown(button)
    told: list[object] = []
    button.saved.connect(told.append)
    button.failed.connect(told.append)
    QTest.keyClick(button, Qt.Key.Key_Space)
    (menu,) = [one for one in button.findChildren(QMenu) if one.isVisible()]
    said = [one.text() for one in menu.actions() if one.text()]
    assert said == ["Show as table", "Save as PNG…", "Save as SVG…", "Save as CSV…"]
    menu.close()
    button.take("turn")
    assert picture.as_table
    button.ask = lambda end: str(tmp_path / f"kept.{end}")
    button.take("csv")
    assert told == [str(tmp_path / "kept.csv")]
    button.ask = lambda end: str(tmp_path / "nowhere" / f"kept.{end}")
    button.take("png")
    assert isinstance(told[1], Problem)
    button.ask = lambda _: ""
    button.take("svg")
    assert len(told) == 2


def test_a_text_that_a_spreadsheet_would_run_is_none_in_the_file(picture: WithTable, tmp_path: Path) -> None:
    picture.show_figures([Column("name", "Name"), Column("value", "Value")], [{"name": "=1+1", "value": None}])
    picture.write(tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text("utf-8").splitlines()[1] == "'=1+1,"
