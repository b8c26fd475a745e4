"""The findings of an audit, each with the ways to mend it."""

from typing import Any

from PySide6.QtWidgets import QLabel

from app.audience import Audit, Finding, segment_audit
from ui.panes.segments import audit_page
from ui.panes.segments.audit_page import AuditPage
from ui.widgets.buttons import Button


def test_each_finding_is_told_with_its_remedy_and_the_ways_there(shown: Any) -> None:
    told: list[tuple[str, str]] = []
    page = shown(AuditPage(lambda what, name: told.append((what, name))))
    page.wait()
    found = (
        Finding("near-equal", ("A", "B"), "“A” and “B” hold exactly the same people.", "Keep one of them."),
        Finding("empty", ("C",), "Nobody is in “C”.", "Look at it."),
    )
    page.show_audit(Audit("2011-12-10", 3, found))
    words = [[label.text() for label in card.findChildren(QLabel) if label.text()] for card in page.cards]
    assert words[0] == ["Nearly the same people", found[0].sentence, found[0].remedy]
    buttons = [button for card in page.cards for button in card.findChildren(Button)]
    assert [button.text() for button in buttons] == ["Open “A”", "Open “B”", "Open “C”", "Delete"]
    for button in buttons:
        button.click()
    assert told == [("open", "A"), ("open", "B"), ("open", "C"), ("delete", "C")]
    page.show_audit(Audit("2011-12-10", 3, ()))
    assert page.pages.currentIndex() == 1


def test_every_kind_of_finding_has_a_name() -> None:
    assert set(audit_page.KINDS) == set(segment_audit.KINDS)
