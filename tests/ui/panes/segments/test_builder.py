"""The builder: groups in groups, only what changed made anew, counts and problems where they belong."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.audience import Figures
from tests.ui.panes.segments.test_figures import REACH
from ui.panes.segments.builder import AddBar, Builder, GroupBox
from ui.panes.segments.row import PATH_TYPE, Bench, ConditionRow
from ui.panes.segments.rule_model import place

CITY = {"trait": "city", "op": "is", "value": "York"}
TAG = {"tag": "Tea"}
RULE = {"all": [CITY, {"any": [TAG, CITY]}]}


def test_only_the_row_that_changed_is_made_anew(shown, bench) -> None:
    builder, made = Builder(), bench(RULE)
    shown(builder)
    builder.rebuild(made)
    assert [type(one) for one in builder.boxes()] == [GroupBox, ConditionRow, GroupBox, ConditionRow, ConditionRow]
    before = builder.boxes()
    made.model.put((1, 0), {"tag": "Coffee"})
    builder.rebuild(made)
    after = builder.boxes()
    assert [one is other for one, other in zip(before, after, strict=True)] == [True, True, True, False, True]
    made.model.remove((0,))
    builder.rebuild(made)
    assert len(builder.boxes()) == 4
    builder.wait()
    assert builder.boxes() == []


def test_counts_and_problems_stand_at_their_rows(shown, bench) -> None:
    builder, made = Builder(), bench(RULE)
    shown(builder)
    builder.rebuild(made)
    rule, boxes = made.model.root, builder.boxes()
    people = {place(rule, box.path): at * 1_000 for at, box in enumerate(boxes)}
    builder.show_counts(rule, Figures(people, {"all[0]": 250, "all[1]": 0, "all[1].any[0]": -40}), REACH)
    assert [box.count.takes() for box in boxes] == ["", "−250", "", "+40", ""]
    assert [box.count.text() for box in boxes] == ["", "1,000", "2,000", "3,000", "4,000"]
    inner = place(rule, (1, 0))
    assert builder.show_problem(rule, f"{inner}.value", "A tag is missing.")
    rows = [box for box in boxes if isinstance(box, ConditionRow)]
    assert [row.problem.text() for row in rows] == ["", "A tag is missing.", ""]
    builder.clear_problems()
    builder.clear_counts()
    assert [box.count.text() for box in boxes] == [""] * 5
    assert not any(row.problem.isVisible() for row in rows)
    assert not builder.show_problem(rule, "somewhere else", "?")


def test_the_kind_of_a_group_is_chosen_and_a_dragged_row_lands_between_others(qtbot: QtBot, shown, bench) -> None:
    builder, made = Builder(), bench(RULE)
    builder.resize(700, 400)
    shown(builder)
    builder.rebuild(made)
    QApplication.processEvents()
    root = builder.root
    assert root is not None
    assert root.chip.accessibleName() == "Every condition must hold. Change"
    qtbot.mouseClick(root.chip, Qt.MouseButton.LeftButton)
    (menu,) = [one for one in root.findChildren(QMenu) if one.isVisible()]
    menu.actions()[2].trigger()
    menu.close()
    qtbot.waitUntil(lambda: "none" in made.model.root)
    made.model.set_kind((), "all")
    data = QMimeData()
    data.setData(PATH_TYPE, b"1,0")
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        root, QDragEnterEvent(QPoint(40, 1), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none)
    )
    drop = QDropEvent(QPointF(40, 1), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(root, drop)
    assert made.model.root == {"all": [TAG, CITY, {"any": [CITY]}]}


def test_a_row_that_is_dropped_on_another_makes_a_group_of_both(shown, bench) -> None:
    builder, made = Builder(), bench({"all": [TAG, CITY]})
    builder.resize(700, 400)
    shown(builder)
    builder.rebuild(made)
    QApplication.processEvents()
    root = builder.root
    assert root is not None
    data, none = QMimeData(), Qt.KeyboardModifier.NoModifier
    data.setData(PATH_TYPE, b"1")
    middle = QPointF(root.rows[0].geometry().center())
    plain = root.grab().toImage()
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(
            root, kind(middle.toPoint(), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none)
        )
    # What will become of it is seen before it is dropped.
    assert root.grab().toImage() != plain
    QApplication.sendEvent(root, QDropEvent(middle, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none))
    assert made.model.root == {"all": [{"any": [TAG, CITY]}]}


def test_keys_move_a_row_into_groups_and_out_copy_it_and_open_its_menu(qtbot: QtBot, shown, bench) -> None:
    builder = Builder()
    made = bench({"all": [TAG, CITY]}, lambda: builder.rebuild(again()))

    def again() -> Bench:
        return Bench(made.model, made.names, made.editing, builder.focus_row)

    builder.resize(700, 500)
    shown(builder)
    builder.rebuild(again())

    def press(key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        qtbot.keyClick(builder.window().focusWidget(), key, held)

    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    builder.focus_row((1,))
    press(Qt.Key.Key_Right, alt | shift)
    assert made.model.root == {"all": [{"any": [TAG, CITY]}]}
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert made.model.root == {"all": [{"any": [TAG, CITY, CITY]}]}
    builder.focus_row((0, 2))
    press(Qt.Key.Key_Left, alt | shift)
    assert made.model.root == {"all": [{"any": [TAG, CITY]}, CITY]}
    press(Qt.Key.Key_Up, alt)
    assert made.model.root == {"all": [CITY, {"any": [TAG, CITY]}]}
    press(Qt.Key.Key_F10, shift)
    (menu,) = [one for one in builder.findChildren(QMenu) if one.isVisible()]
    menu.close()


def test_at_the_root_there_are_patterns_too_and_in_a_group_only_conditions(qtbot: QtBot, shown, bench) -> None:
    made = bench(RULE)
    bar, inner = AddBar((), made, root=True), AddBar((1,), made, root=False)
    for one in (bar, inner):
        shown(one)
    assert not hasattr(inner, "pattern")
    qtbot.mouseClick(inner.condition, Qt.MouseButton.LeftButton)
    picker = QApplication.activePopupWidget()
    qtbot.keyClicks(picker.search, "Age")
    qtbot.keyClick(picker.search, Qt.Key.Key_Return)
    assert made.model.at((1, 2))["trait"] == "age"
