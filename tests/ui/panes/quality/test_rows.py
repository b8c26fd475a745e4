"""The lines of the report."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.quality import Finding
from ui.panes.quality import rows
from ui.panes.quality.rows import FindingRow


def _finding(**other: object) -> Finding:
    told: dict = {
        "check": "phone", "group": "people", "title": "Phones", "things": "people", "found": 2, "of": 1000,
        "examples": (), "remedy": "Map the country.", "rule": {"any": []}, "before": None,
    }  # fmt: skip
    return Finding(**(told | other))


def test_nearly_all_is_not_called_all(qtbot) -> None:
    row = rows.coverage(_finding(group="coverage", found=2))
    qtbot.addWidget(row)
    assert row.number.text().startswith("99.8")
    whole = rows.coverage(_finding(group="coverage", found=0))
    qtbot.addWidget(whole)
    assert whole.number.text().startswith("100")


def test_fewer_gaps_are_told_as_more_people(qtbot) -> None:
    row = rows.coverage(_finding(group="coverage", found=2, before=7))
    qtbot.addWidget(row)
    assert row.note.text() == "↑ 5"


def test_people_are_shown_by_the_button_and_keys_of_programs_are_not_read(qtbot) -> None:
    asked: list[Finding] = []
    finding = _finding(examples=("customer_id:7", "email:a@x.example"), before=5)
    row = FindingRow(finding, asked.append)
    qtbot.addWidget(row)
    row.show()
    QTest.mouseClick(row.show_button, Qt.MouseButton.LeftButton)
    assert asked == [finding]
    assert row.change.text() == "↓ 3"
    assert "customer_id" not in row.note.text()


def test_where_nobody_is_concerned_nobody_can_be_shown(qtbot) -> None:
    row = FindingRow(_finding(things="sources", rule=None, examples=("Web: 2011-01-01",)), lambda _: None)
    qtbot.addWidget(row)
    assert row.show_button.isHidden()
    assert row.note.text().startswith("Web: 2011-01-01. ")


def test_rows_lead_to_the_data_and_suspects_to_their_review(qtbot) -> None:
    row = FindingRow(_finding(things="rows", rule=None), lambda _: None)
    pairs = FindingRow(_finding(check="suspected_duplicates", things="suspected", rule=None), lambda _: None)
    for one in (row, pairs):
        qtbot.addWidget(one)
        assert not one.show_button.isHidden()
    assert (row.show_button.text(), pairs.show_button.text()) == ("Open Data", "Review")
    assert "among 1,000 people" in pairs.accessibleName()


def test_what_was_not_found_needs_no_remedy(qtbot) -> None:
    row = FindingRow(_finding(found=0), lambda _: None)
    qtbot.addWidget(row)
    assert row.note.isHidden()
    assert row.bar.isHidden()
    fresh = FindingRow(_finding(found=0, things="sources", examples=("Web: 2011-12-30",)), lambda _: None)
    qtbot.addWidget(fresh)
    assert fresh.note.text() == "Web: 2011-12-30."
