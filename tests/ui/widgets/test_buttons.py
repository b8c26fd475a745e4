import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.ink import has_ink
from ui.core.layout_order import in_order
from ui.widgets.buttons import Button, Chip, ChipButton, Field, RowButton, Segmented, keys_text
from ui.widgets.labels import Label
from ui.widgets.layouts import hbox


def test_a_main_button_is_filled_with_the_accent(shown) -> None:
    assert has_ink(shown(Button("Export", kind="main")), "accent")
    assert not has_ink(shown(Button("Export")), "accent")


def test_a_hint_makes_room_for_itself(shown) -> None:
    plain, hinted = shown(Button("Why is someone in?")), shown(Button("Why is someone in?", hint="Ctrl+E"))
    assert hinted.sizeHint().width() > plain.sizeHint().width() + 30


@pytest.mark.parametrize("made", [lambda: Button("Save"), lambda: Field("3 times"), lambda: ChipButton("all", "muted")])
def test_the_keyboard_sees_a_ring_and_the_mouse_does_not(shown, made) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    widget = made()
    column.addWidget(Button("Before"))
    column.addWidget(widget)
    shown(holder)
    holder.activateWindow()
    widget.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not has_ink(widget, "accent")
    widget.clearFocus()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert has_ink(widget, "accent")


def test_a_value_of_the_users_is_in_the_accent(shown) -> None:
    field = shown(Field("3 times", value=True, name="How often"))
    assert field.accessibleName() == "How often"
    field.set_bad(True, "Not a number")
    assert field.toolTip() == "Not a number"
    assert has_ink(field, "bad")


def test_a_choice_tells_what_the_user_chose_and_not_what_the_program_set(qtbot, shown) -> None:
    segmented = Segmented([("desktop", "Desktop"), ("mobile", "Mobile"), ("dark", "Dark")], "Preview")
    shown(segmented)
    seen: list[str] = []
    segmented.changed.connect(seen.append)
    segmented.set_value("dark")
    assert segmented.value() == "dark"
    assert seen == []
    buttons = segmented.findChildren(ChipButton)
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert (segmented.value(), seen) == ("mobile", ["mobile"])
    with pytest.raises(KeyError):
        segmented.set_value("tablet")


def test_arrow_keys_go_through_a_choice(qtbot, shown) -> None:
    segmented = Segmented([("a", "A"), ("b", "B")], "Which")
    shown(segmented).activateWindow()
    seen: list[str] = []
    segmented.changed.connect(seen.append)
    first = segmented.findChildren(ChipButton)[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert segmented.value() == "b"
    assert seen == ["b"]


def test_a_chip_changes_word_and_meaning_together(shown) -> None:
    chip = shown(Chip("7 of 7", "good"))
    assert has_ink(chip, "good-soft")
    before = chip.sizeHint().width()
    chip.set("not ready at all", "bad")
    assert has_ink(chip, "bad-soft")
    assert chip.sizeHint().width() > before


def test_a_row_is_pressed_as_a_whole_but_its_cross_by_itself(qtbot, shown) -> None:
    row = RowButton("Gift shop", "4,561 people", "12")
    removed, pressed = [], []
    row.on_remove("Take it off", lambda: removed.append(1))
    row.clicked.connect(lambda: pressed.append(1))
    row.resize(300, 53)
    shown(row)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    (cross,) = row.findChildren(Button)
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert (pressed, removed) == ([1], [1])
    assert (row.accessibleName(), row.accessibleDescription()) == ("Gift shop 12", "4,561 people")
    assert cross.accessibleName() == "Take it off"


def test_keys_are_written_as_key_caps(qapp) -> None:
    assert keys_text("Ctrl+K") in ("Ctrl K", "⌘K")


@pytest.mark.parametrize("kind", [Field, ChipButton, Chip])
def test_long_words_give_way_and_keep_their_text(shown, kind: type) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff & friends " * 3
    holder = QWidget()
    row = hbox(Label("Why not in"), kind(long), parent=holder)
    holder.setFixedWidth(260)
    shown(holder)
    button = in_order(row)[1]
    assert button.geometry().right() <= 260
    assert button.text() == long
    assert button.sizeHint().width() > 300
