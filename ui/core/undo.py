"""Steps that can be taken back, for Qt's stack of them: each document that is open has one `QUndoStack`."""

import weakref
from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QUndoCommand, QUndoStack
from shiboken6 import isValid


class Step(QUndoCommand):
    """Something that was done before it was pushed; a subclass says in `back` and `again` how to take it back.

    `words` are what the stack says of it (`undoText`): “the plan”, “Delete the condition”.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._pushed = False

    def back(self) -> None:
        """Take it back."""
        raise NotImplementedError

    def again(self) -> None:
        """Do it again."""
        raise NotImplementedError

    def undo(self) -> None:
        self.back()

    def redo(self) -> None:
        # A stack redoes what is pushed, which here is done already.
        if self._pushed:
            self.again()
        self._pushed = True


def take_back(stack: QUndoStack, say: Callable[[str], None]) -> None:
    """Take back what was done last, and say what that was."""
    said = stack.undoText()
    stack.undo()
    say(f"Took back: {said}" if said else "Nothing to take back")


def do_again(stack: QUndoStack, say: Callable[[str], None]) -> None:
    """Do again what was taken back last, and say what that was."""
    said = stack.redoText()
    stack.redo()
    say(f"Done again: {said}" if said else "Nothing to do again")


def let_go_with(holder: object, stack: QUndoStack) -> None:
    """Clear a stack once what holds it is gone, however that goes.

    A stack owns its steps in Qt, and Python's collector, which knows nothing of that, would take both apart in any
    order: held here, the stack is never part of what it collects.
    """
    weakref.finalize(holder, _let_go, stack).atexit = False


def _let_go(stack: QUndoStack) -> None:
    if isValid(stack):
        stack.clear()


class Reversible(Step):
    """A step that is two calls; its stack needs an owner that Qt takes away, for the calls may hold that owner."""

    def __init__(self, words: str, back: Callable[[], None], again: Callable[[], None]) -> None:
        super().__init__(words)
        self._back, self._again = back, again

    def back(self) -> None:
        self._back()

    def again(self) -> None:
        """Do once more what was taken back."""
        self._again()


def undo_keys() -> str:
    """The system's shortcut for undoing; there is none before the application is made."""
    return QKeySequence(QKeySequence.StandardKey.Undo).toString()


def redo_keys() -> str:
    """The system's shortcut for redoing."""
    return QKeySequence(QKeySequence.StandardKey.Redo).toString()
