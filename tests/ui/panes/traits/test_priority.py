"""The order of sources: by buttons, by keys and by a drop, each told once."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.traits.priority import PriorityBox

SOURCES = [("crm", "CRM"), ("shop", "R&D Shop"), ("old", "old.csv")]


def test_an_order_is_told_when_it_changes(qtbot: QtBot, shown) -> None:
    box, heard = PriorityBox(), []
    shown(box)
    box.wanted.connect(heard.append)
    box.show_order(SOURCES, stated=True, why_not="")
    assert (box.list.keys(), heard) == (["crm", "shop", "old"], [])
    box.up.click()
    assert heard == []
    box.down.click()
    box.list.setCurrentRow(2)
    qtbot.keyClick(box.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert heard == [["shop", "crm", "old"], ["shop", "old", "crm"]]
    assert box.list.currentItem().text() == "old.csv"
    qtbot.keyClick(box.list, Qt.Key.Key_Up)
    assert box.list.currentRow() == 0
    box.way._keys["newest"].click()
    assert heard[-1] == []
    assert not box.list.isVisible()


def test_where_there_is_no_order_only_the_reason_stands(shown) -> None:
    box = PriorityBox()
    shown(box)
    box.show_order(SOURCES[:1], stated=False, why_not="It comes from CRM alone.")
    assert (box.way.isVisible(), box.list.isVisible(), box.hint.text()) == (False, False, "It comes from CRM alone.")
