"""The page of the log: rows, or a word where a filter leaves none."""

from pytestqt.qtbot import QtBot

from ui.panes.privacy.audit_page import AuditPage


def test_it_shows_rows_and_offers_older_ones(qtbot: QtBot) -> None:
    page = AuditPage()
    qtbot.addWidget(page)
    page.show()
    row = {
        "id": 1,
        "when": "1 Mar 2026 10:00",
        "code": "export",
        "kind": "Exports",
        "what": "x",
        "more": "",
        "people": "",
    }
    page.show_entries([row], more=True)
    assert page.older.isVisible()
    assert page.model.rowCount() == 1
    page.show_entries([], more=False)
    assert page._nothing.isVisible()
    assert not page.older.isVisible()
    page.wait()
    assert page.model.waiting
