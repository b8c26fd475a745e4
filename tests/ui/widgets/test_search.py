from PySide6.QtCore import Qt

from ui.widgets.search import SearchField


def test_it_tells_once_when_the_typing_pauses(qtbot, shown) -> None:
    field, seen = shown(SearchField("Search people")), []
    field.searched.connect(seen.append)
    qtbot.keyClicks(field, "  zoe ")
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["zoe"]
    assert field.accessibleName() == "Search people"


def test_enter_tells_at_once_and_escape_clears(qtbot, shown) -> None:
    field, seen = shown(SearchField("Search people")), []
    field.searched.connect(seen.append)
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert seen == ["a"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.waitUntil(lambda: seen == ["a", ""])
