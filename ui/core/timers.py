"""Timers of the interface, made in one line."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def once(parent: QObject, milliseconds: int, call: Callable[[], object]) -> QTimer:
    """A timer that calls once, that long after its last `start()`."""
    timer = every(parent, milliseconds, call)
    timer.setSingleShot(True)
    return timer


def every(parent: QObject, milliseconds: int, call: Callable[[], object]) -> QTimer:
    """A timer that goes on calling, once started."""
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    timer.timeout.connect(call)
    return timer
