"""Timers of the interface, made in one line."""

from collections.abc import Callable
from typing import Final
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

SOON: Final = 250
"""What waits no longer than so many milliseconds is about to happen: edits that are gathered before they are asked."""

_once: WeakSet[QTimer] = WeakSet()


def once(parent: QObject, milliseconds: int, call: Callable[[], object]) -> QTimer:
    """A timer that calls once, that long after its last `start()`."""
    timer = every(parent, milliseconds, call)
    timer.setSingleShot(True)
    _once.add(timer)
    return timer


def about_to_happen() -> bool:
    """Whether any timer that calls once is running out soon; of the interface's own thread alone."""
    return any(isValid(timer) and timer.isActive() and timer.interval() <= SOON for timer in list(_once))


def every(parent: QObject, milliseconds: int, call: Callable[[], object]) -> QTimer:
    """A timer that goes on calling, once started."""
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
