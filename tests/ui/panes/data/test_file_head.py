"""The head of a column: what it becomes and as what it is read, pressed by mouse and keys, skipped in grey."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.ink import has_ink
from ui.panes.data.file_head import ColumnHead, HeadState

MAIL = HeadState("E-mail", "Email", "at", "text", False, 1.0, "100 % filled")


def test_both_fields_say_what_they_change_and_are_pressed(qtbot: QtBot, shown) -> None:
    head, wanted = ColumnHead(MAIL), []
    head.target_wanted.connect(lambda header: wanted.append(("target", header)))
    head.type_wanted.connect(lambda header: wanted.append(("type", header)))
    shown(head)
    assert head.target.accessibleName() == "“E-mail” becomes Email"
    assert head.type.accessibleName() == "“E-mail” is read as text"
    qtbot.mouseClick(head.target, Qt.MouseButton.LeftButton)
    qtbot.keyClick(head.type, Qt.Key.Key_Space)
    assert wanted == [("target", "E-mail"), ("type", "E-mail")]


def test_a_problem_takes_the_place_of_how_full_it_is_and_a_skipped_column_has_no_type(shown) -> None:
    head = ColumnHead(MAIL)
    shown(head)
    assert head.note() == "100 % filled"
    assert has_ink(head, "good")
    head.set(replace(MAIL, problem="3 cannot be read", share=0.9))
    assert head.note() == "3 cannot be read"
    assert has_ink(head, "warn")
    high = head.target.y()
    head.set(replace(MAIL, skipped=True, problem="3 cannot be read"))
    assert not head.type.isVisible()
    assert head.target.y() == high
    assert "is skipped" in head.accessibleName()
