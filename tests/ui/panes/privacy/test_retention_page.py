"""The page of retention: a rule in one line, and the button that says whom it would let go."""

from pytestqt.qtbot import QtBot

from app.privacy import Preview
from ui.panes.privacy.retention_page import RetentionPage


def test_the_button_says_what_it_does_and_is_not_there_for_nobody(qtbot: QtBot) -> None:
    page = RetentionPage()
    qtbot.addWidget(page)
    page.show()
    for people, way, text in ((2, "delete", "Delete 2 people"), (1, "anonymise", "Make anonymous: 1 person")):
        page.show_preview(Preview(12, "", people, 9, []), way, [{"name": "Ann", "key": "a", "last": "1 May 2010"}])
        assert page.go.isVisible()
        assert page.go.text() == text
    page.show_preview(Preview(12, "", 0, 9, []), "delete", [])
    assert not page.go.isVisible()
    with qtbot.waitSignal(page.wanted) as heard:
        page.look.click()
    assert heard.args == [36, "delete"]
