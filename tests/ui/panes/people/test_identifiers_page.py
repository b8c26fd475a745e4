"""The small windows of the page of identifiers, and the rows of kinds."""

from pytestqt.qtbot import QtBot

from app.ingest import IdentifierKind
from tests.ui.panes.people.crowd import texts
from ui.panes.people.identifiers_page import BlockPopup, KindRow


def test_a_value_is_given_with_whether_it_is_a_pattern_and_only_where_there_is_one(qtbot: QtBot) -> None:
    row = KindRow(IdentifierKind("email", 3, 10, ("a@x.de",), ("^info@",), 1, ("t@x.de",)), first=True, last=False)
    qtbot.addWidget(row)
    assert [chip.text() for chip in row.chips] == ["a@x.de  ×", "/^info@/  ×"]
    assert not row.up.isEnabled()
    assert "Over a limit: t@x.de" in texts(row)
    asked: list[tuple[object, ...]] = []
    row.unblocked.connect(lambda *said: asked.append(said))
    row.limited.connect(lambda *said: asked.append(said))
    row.chips[1].click()
    row.free.click()
    assert asked == [("email", "^info@"), ("email", 0)]
    popup = BlockPopup("Email address", row)
    qtbot.addWidget(popup)
    given: list[object] = []
    popup.given.connect(given.append)
    popup.accept()
    assert given == []
    popup.line.setText(" 0000 ")
    popup.pattern.setChecked(True)
    popup.accept()
    assert given == [("0000", True)]
