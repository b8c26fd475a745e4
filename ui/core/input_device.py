"""What the hand did last: whether it came by keyboard, and what the first press of a double click hit."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_BY_KEYBOARD: Final = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}


class _Last:
    """Whether a key was pressed last; how many presses there were; and the last two of the mouse: what, and when."""

    key = False
    count = 0
    presses: tuple[tuple[QWidget | None, int], ...] = ((None, 0), (None, 0))


_last = _Last()


def by_keyboard(reason: Qt.FocusReason) -> bool:
    """Whether what got the focus so shows a ring: whoever works with the keyboard must see where it went.

    That counts too where the program moved it, as after a step or when a popup closed.
    """
    return reason in _BY_KEYBOARD or (reason is not Qt.FocusReason.MouseFocusReason and _last.key)


def presses() -> int:
    """How often anything was pressed: the same number again means that the hand has rested since."""
    return _last.count


class Hand(QObject):
    """Sees each press before the widgets do, in every window of the program while `parent` lives.

    The second press of a double click is no press on something that appeared under the pointer after the first:
    who double-clicks a card would otherwise also press what stands in the page that it opened.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._passing = False
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.KeyPress:
            _last.key = True
            _last.count += 1
        elif kind is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            _last.count += 1
            _last.key, _last.presses = False, (_last.presses[1], (_under(event), event.timestamp()))
        elif kind is QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            _last.key, self._passing = False, self._missed(event)
            return self._passing
        elif kind is QEvent.Type.MouseButtonRelease and self._passing:
            self._passing = False
            return True
        return False

    @staticmethod
    def _missed(event: QMouseEvent) -> bool:
        # Qt tells a window of the second press too, before it says that it made a double click.
        first, at = _last.presses[0]
        if event.timestamp() - at > QApplication.doubleClickInterval():
            return False  # the first press was not seen
        return first is None or not isValid(first) or _under(event) is not first


def _under(event: QMouseEvent) -> QWidget | None:
    return QApplication.widgetAt(event.globalPosition().toPoint())
