"""People in a menu: asked for as somebody types, found by address, and never offered to a menu that is gone."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from ui.widgets.person_picker import person_picker


@dataclass
class One:
    key: str
    name: str
    email: str


PEOPLE = [One("p1", "Zoë", "z@example.com"), One("p2", "", "li@example.com"), One("p3", "", "")]


def test_whoever_is_found_by_address_is_chosen_by_key(qtbot, shown) -> None:
    asked, chosen = [], []
    picker = person_picker(shown(QPushButton("Who")), lambda *call: asked.append(call), chosen.append)
    qtbot.keyClicks(picker.search, "li@ex")
    qtbot.waitUntil(lambda: bool(asked))
    typed, offer = asked[0]
    assert typed == "li@ex"
    offer(PEOPLE)
    assert [picker.list.item(at).text() for at in range(picker.list.count())] == ["li@example.com"]
    picker.search.clear()
    said = [picker.list.item(at).text() for at in range(picker.list.count())]
    assert said == ["Zoë", "li@example.com", "p3"]
    qtbot.keyClicks(picker.search, "li@")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(picker))
    assert chosen == ["p2"]
    offer(PEOPLE)  # an answer that comes too late meets nobody


def test_escape_chooses_nobody(qtbot, shown) -> None:
    chosen = []
    picker = person_picker(shown(QPushButton("Who")), lambda text, offer: offer(PEOPLE), chosen.append)
    qtbot.keyClick(picker.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(picker))
    assert chosen == []
