"""What is wrong in a template, a row each: to jump to, to look at in an example, to mend by a press."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.template import Finding
from ui.panes.templates.findings import Findings
from ui.widgets.buttons import Button, ChipButton

MISSING = Finding("missing-value", "html", "City is not known", 12, 1_204, "email:z@example.com")
SUBJECT = Finding("empty-greeting", "subject", "The greeting may be empty")


def test_each_row_leads_where_it_says(qtbot: QtBot, shown) -> None:
    done: list[object] = []
    findings = Findings(lambda *place: done.append(place), done.append, done.append)
    findings.resize(700, 200)
    shown(findings)
    findings.show_findings([MISSING, SUBJECT], "all 12 people")
    QApplication.processEvents()
    assert (findings.title.text(), findings.over.text()) == ("2 findings", "all 12 people")
    chips = [one for one in findings.findChildren(ChipButton) if not one.isHidden()]
    assert [one.accessibleName() for one in chips] == ["Go to line 12", "Go to subject"]
    said = [one.text() for one in findings.findChildren(QLabel)]
    assert "1,204 people: City is not known" in said
    buttons = {one.text(): one for one in findings.findChildren(Button) if type(one) is Button}
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Show"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Add fallback"], Qt.MouseButton.LeftButton)
    assert done == [("html", 12), "email:z@example.com", MISSING]


def test_what_is_not_known_yet_is_neither_a_finding_nor_a_tick(shown) -> None:
    findings = Findings(lambda *_: None, lambda _: None, lambda _: None)
    shown(findings)
    findings.show_findings([], "all 12 people")
    assert findings.title.text() == "No findings"
    findings.set_dim()
    assert findings.over.text() == "looking again…"
    findings.wait()
    QApplication.processEvents()
    assert findings.title.is_blank
    said = [one.text() for one in findings.findChildren(QLabel) if one.isVisible()]
    assert "Nothing stands out." not in said
    findings.set_dim()
    assert findings.over.text() == ""
