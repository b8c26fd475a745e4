"""Steps on Qt's stack: done once, taken back, done again, told in words, and gone with what they belong to."""

import gc
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication

from ui.core.undo import Reversible, redo_keys, undo_keys
from ui.panes.segments.rule_model import RuleModel


@pytest.fixture
def stack(qapp: QApplication) -> QUndoStack:
    return QUndoStack()


def _add(stack: QUndoStack, done: list[str], words: str) -> None:
    done.append(words)
    stack.push(Reversible(words, lambda: done.remove(words), lambda: done.append(words)))


def test_pushing_a_step_does_not_do_it_again(stack: QUndoStack) -> None:
    done: list[str] = []
    _add(stack, done, "the plan")
    assert done == ["the plan"]
    assert (stack.undoText(), stack.redoText()) == ("the plan", "")


def test_steps_go_back_and_forth_in_their_order(stack: QUndoStack) -> None:
    done: list[str] = []
    for words in ("one", "two"):
        _add(stack, done, words)
    gc.collect()  # the stack keeps the steps, nobody else does
    stack.undo()
    assert (done, stack.undoText(), stack.redoText()) == (["one"], "one", "two")
    stack.undo()
    stack.redo()
    stack.redo()
    assert done == ["one", "two"]
    stack.undo()
    _add(stack, done, "three")
    assert not stack.canRedo()
    assert done == ["one", "three"]


def test_a_step_goes_with_its_stack(qapp: QApplication) -> None:
    holder, kept = QObject(), QObject()
    stack = QUndoStack(holder)
    kept_too = weakref.ref(kept)
    stack.push(Reversible("hold", lambda kept=kept: None, lambda: None))
    del kept
    stack.clear()
    gc.collect()
    assert kept_too() is None


def test_the_keys_are_the_systems(qapp: QApplication) -> None:
    assert undo_keys() == "Ctrl+Z"
    assert redo_keys() in ("Ctrl+Shift+Z", "Ctrl+Y")


@pytest.mark.usefixtures("qapp")
def test_a_stack_whose_holder_is_collected_goes_with_its_steps_in_order() -> None:
    """Python's collector and Qt both own the steps: taken apart in any order, they ended the process."""
    for _ in range(50):
        model = RuleModel({"all": []})
        model.circle = model  # type: ignore[attr-defined]
        model.put((), {"all": [{"suppressed": True}]})
        model.put((0,), {"suppressed": False})
        stack = model._stack
        del model
        gc.collect()
        assert stack.count() == 0
        del stack
        gc.collect()
