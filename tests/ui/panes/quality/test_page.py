"""The page of the report."""

from app.quality import Report
from ui.panes.quality.page import QualityPage


def test_without_anything_it_says_that_all_is_well(qtbot) -> None:
    page = QualityPage(lambda _: None)
    qtbot.addWidget(page)
    page.show_report(Report(0, (), "2012-01-01T00:00:00+00:00", 0))
    assert page.hero.text() == "0"
    assert page.about.text().startswith("things to look at among 0 people")
    assert page.since.text() == ""


def test_while_it_is_made_nothing_of_another_is_shown(qtbot) -> None:
    page = QualityPage(lambda _: None)
    qtbot.addWidget(page)
    page.show_report(Report(5, (), "2012-01-01T00:00:00+00:00", 3, "2011-12-01T00:00:00+00:00"))
    assert "1 Dec" in page.since.text() or "Dec" in page.since.text()
    page.show_waiting()
    assert (page.hero.text(), page.since.text(), page.findings) == ("–", "", [])
