"""The column that is looked at: what it becomes and as what it is read, pressed by mouse and keys, skipped in grey."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from ui.panes.data.columns import HeadState
from ui.panes.data.file_head import ColumnHead

MAIL = HeadState("E-mail", "Email", "at", "text", False, 1.0, "100 % filled", line="Email", examples="a@x.de, b@x.de")


def test_both_fields_say_what_they_change_and_are_pressed(qtbot: QtBot, shown) -> None:
    head, wanted = ColumnHead(), []
    head.target_wanted.connect(lambda header: wanted.append(("target", header)))
    head.type_wanted.connect(lambda header: wanted.append(("type", header)))
    shown(head)
    assert not head.target.isEnabled(), "no column is known yet"
    head.set(MAIL)
    assert head.target.accessibleName() == "“E-mail” becomes Email"
    assert head.type.accessibleName() == "“E-mail” is read as text"
    qtbot.mouseClick(head.target, Qt.MouseButton.LeftButton)
    qtbot.keyClick(head.type, Qt.Key.Key_Space)
    assert wanted == [("target", "E-mail"), ("type", "E-mail")]


def test_a_problem_takes_the_place_of_how_full_it_is_and_a_skipped_column_has_no_type(shown) -> None:
    head = ColumnHead()
    shown(head)
    head.set(MAIL)
    assert head.note() == "100 % filled · a@x.de, b@x.de"
    head.set(replace(MAIL, problem="3 cannot be read", share=0.9))
    assert head.note() == "3 cannot be read"
    high = head.target.y()
    head.set(replace(MAIL, skipped=True))
    assert not head.type.isVisible()
    assert head.target.y() == high
    assert "is skipped" in head.target.accessibleName()
    head.wait()
    assert (head.header, head.target.isEnabled()) == ("", False)


def test_the_header_stands_beside_the_fields_where_there_is_room(shown) -> None:
    head = ColumnHead()
    head.resize(700, 80)
    shown(head)
    assert head._row.direction() == QBoxLayout.Direction.LeftToRight
    head.resize(300, 110)
    assert head._row.direction() == QBoxLayout.Direction.TopToBottom


def test_a_remedy_at_the_end_of_what_is_said_is_read_uncut(shown) -> None:
    head = ColumnHead()
    head.resize(276, 120)
    shown(head)
    said = "Answered with “yes” and “no”. If it says who may be emailed, choose Consent to email."
    head.set(replace(MAIL, problem=said))
    first, second = head._note.lines()
    assert f"{first} {second}" == said
    assert head._note.height() >= 2 * head._note.fontMetrics().lineSpacing()
