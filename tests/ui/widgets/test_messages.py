from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.problems import Problem
from ui.widgets.buttons import Button
from ui.widgets.messages import InlineProgress, MessageStrip, Toast


def _button(widget: QWidget, text: str) -> Button:
    return next(button for button in widget.findChildren(Button) if text in (button.text(), button.accessibleName()))


def test_a_problem_is_said_whole_and_its_action_ends_it(qtbot, shown) -> None:
    holder = QWidget()
    strip = MessageStrip(holder)
    shown(holder)
    done: list[int] = []
    problem = Problem("Row 10 has 13 columns", "The header has 12", "Skip it")
    strip.show_problem(problem, "Skip", lambda: done.append(1))
    assert strip.text() == "Row 10 has 13 columns. The header has 12. Skip it."
    assert strip.accessibleName() == strip.text()
    qtbot.mouseClick(_button(strip, "Skip"), Qt.MouseButton.LeftButton)
    assert done == [1]
    assert strip.text() == ""


def test_a_new_message_takes_the_place_of_the_old_one_with_its_action(qtbot, shown) -> None:
    holder = QWidget()
    strip = MessageStrip(holder)
    shown(holder)
    done: list[str] = []
    strip.show_message("Old", "warn", "Do", lambda: done.append("old"))
    strip.show_message("New", "good")
    assert strip.text() == "New"
    assert not _button(strip, "").isVisible()
    qtbot.mouseClick(_button(strip, "Dismiss this message"), Qt.MouseButton.LeftButton)
    assert strip.text() == ""
    assert done == []


def test_progress_in_place_says_what_it_does_and_can_be_cancelled(qtbot, shown) -> None:
    stopped: list[int] = []
    progress = InlineProgress(lambda: stopped.append(1))
    shown(progress)
    progress.set(0.62, "Reading orders.csv")
    assert progress.accessibleName() == "Reading orders.csv 62 %"
    qtbot.mouseClick(_button(progress, "Cancel"), Qt.MouseButton.LeftButton)
    assert stopped == [1]
    progress.finish()
    assert progress.isHidden()


def test_a_toast_goes_by_itself_and_its_action_undoes(qtbot, shown) -> None:
    holder = QWidget()
    holder.resize(600, 300)
    toast = Toast(holder)
    toast._timer.setInterval(50)
    shown(holder)
    undone: list[int] = []
    toast.show_message("Removed", undo=lambda: undone.append(1))
    assert toast.text() == "Removed"
    assert holder.rect().contains(toast.geometry())
    qtbot.mouseClick(_button(toast, "Undo"), Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert toast.text() == ""
    toast.show_message("Saved")
    qtbot.waitUntil(lambda: toast.text() == "")


def test_a_long_name_leaves_the_undo_of_a_toast_in_the_window(shown) -> None:
    holder = QWidget()
    holder.resize(500, 300)
    toast = Toast(holder)
    shown(holder)
    toast.show_message("Deleted Wolfeschlegelsteinhausenbergerdorff " * 4, undo=lambda: None)
    assert toast.x() >= 0
    assert toast.geometry().right() < 500
    undo = _button(toast, "Undo")
    assert undo.width() >= undo.sizeHint().width()
    assert undo.geometry().right() < toast.width()
