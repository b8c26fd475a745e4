"""The page of a story: nothing of the last person stands under another's name."""

import datetime as dt

from PySide6.QtWidgets import QApplication, QWidget

from app.project import Month
from ui.panes.people.fact_row import Fact
from ui.panes.people.story_page import MONTHS, StoryPage
from ui.panes.people.timeline import Line


def _said(page: StoryPage) -> list[str]:
    QApplication.processEvents()
    return [one.accessibleName() for one in page.facts.findChildren(QWidget) if one.isVisible()]


def test_another_person_takes_away_all_of_the_last_one(shown) -> None:
    page = StoryPage()
    page.resize(1100, 700)
    shown(page)
    page.filter.set_value("email")
    page.facts.show_facts([Fact("City", "Leeds")])
    page.model.show_lines([Line("9 Dec", "10:30", "eye", "Viewed Teacup")], more=False)
    page.show_months([Month(dt.date(2011, 1, 1), 3, 1)], "all")
    assert "City: Leeds" in _said(page)
    page.wait()
    assert "City: Leeds" not in _said(page)
    assert page.filter.value() == "all"
    assert (page.model.rowCount(), page.model.waiting) == (0, True)
    assert page.months.accessibleDescription() == ""


def test_months_are_the_newest_two_years_and_as_a_table_they_have_more_room(shown) -> None:
    page = StoryPage()
    page.resize(1100, 700)
    shown(page)
    page.show_months([], "all")
    assert (page.picture.isVisible(), page.files.isVisible()) == (False, False)
    firsts = [dt.date(2009 + at // 12, at % 12 + 1, 1) for at in range(30)]
    page.show_months([Month(first, at, at * 2) for at, first in enumerate(firsts)], "orders")
    assert page.picture.isVisible()
    assert page.picture.model.rowCount() == MONTHS
    assert page.picture.model.texts(page.picture.model.columns[1])[-1] == "58"
    high = page.picture.height()
    page.picture.toggle()
    assert page.picture.height() > high
