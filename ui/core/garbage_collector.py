"""Python's collector of cycles, on the interface's thread alone.

Left to itself it runs in whichever thread makes the next object. What it takes away may be Qt's: a model, a timer, a
widget. On a job's thread that ends in a standstill for good: Qt's destructor holds a lock of Qt's and waits for the
interpreter, while the interface's thread has the interpreter and waits for that lock.
"""

import gc
import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject

from ui.core.timers import every

# Milliseconds.
EVERY: Final = 250
MANY: Final = 100_000
"""So many new objects are those of a job that reads people: looking through them would hold the window up."""
LIBRARY: Final = 50
"""So many new modules are those of a library."""
_OLDEST: Final = 2


class Sweeper(QObject):
    """Collects from time to time, as Python itself would, while it is open; `close` hands that back to Python.

    `busy` says whether jobs run: what they have at hand is not looked through, for it would hold the window up, and
    goes by itself when they have ended.
    """

    _open = 0

    def __init__(self, parent: QObject, busy: Callable[[], bool]) -> None:
        super().__init__(parent)
        self._busy = busy
        self._held, self._modules = sys.getallocatedblocks(), len(sys.modules)
        Sweeper._open += 1
        gc.disable()
        self._timer = every(self, EVERY, self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Collect the oldest generation that is due."""
        if len(sys.modules) >= self._modules + LIBRARY:
            self._spare()
            return
        counts = gc.get_count()
        if counts[0] > MANY and self._busy():
            return
        due = [at for at, (count, most) in enumerate(zip(counts, gc.get_threshold(), strict=True)) if count > most]
        for at in reversed(due):
            if at < _OLDEST or self._is_time_for_all():
                # A generation is collected with all that are younger.
                gc.collect(at)
                return

    def _spare(self) -> None:
        """A library has come, which stays as long as the program: what is there now is not looked through again.

        To look through all libraries takes a fifth of a second.
        """
        gc.freeze()
        self._held, self._modules = sys.getallocatedblocks(), len(sys.modules)

    def _is_time_for_all(self) -> bool:
        """Whether to look through all there is: as in Python itself, when a quarter has come to it."""
        held = sys.getallocatedblocks()
        if self._busy() or held < self._held * 5 / 4:
            return False
        self._held = held
        return True

    def close(self) -> None:
        """Let Python collect by itself again, when the last is closed."""
        if self._timer.isActive():
            self._timer.stop()
            Sweeper._open -= 1
            if not Sweeper._open:
                gc.enable()
