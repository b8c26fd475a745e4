"""Python's collector of cycles, on the interface's thread alone.

Left to itself it runs in whichever thread makes the next object. What it takes away may be Qt's: a model, a timer, a
widget. On a job's thread that ends in a standstill for good: Qt's destructor holds a lock of Qt's and waits for the
interpreter, while the interface's thread has the interpreter and waits for that lock.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject

from ui.core.timers import every

# Milliseconds.
EVERY: Final = 250


class Sweeper(QObject):
    """Collects from time to time, as Python itself would, while it is open; `close` hands that back to Python."""

    _open = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        Sweeper._open += 1
        gc.disable()
        self._timer = every(self, EVERY, self.sweep)
        self._timer.start()

    def sweep(self) -> None:
        """Collect the oldest generation that is due."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [at for at, (count, most) in enumerate(counts) if count > most]
        if due:
            # A generation is collected with all that are younger.
            gc.collect(max(due))

    def close(self) -> None:
        """Let Python collect by itself again, when the last is closed."""
        if self._timer.isActive():
            self._timer.stop()
            Sweeper._open -= 1
            if not Sweeper._open:
                gc.enable()
