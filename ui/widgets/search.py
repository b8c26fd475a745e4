"""A search field that tells what it holds when the typing pauses."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.core import icons
from ui.core.timers import once


class SearchField(QLineEdit):
    """A line with a magnifier and a clear button; emits `searched` 150 ms after the last key, at once on Enter.

    Down asks for what was found (`went_down`), where anybody listens.
    """

    searched = Signal(str)
    went_down = Signal()

    def __init__(self, placeholder: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(
            QAction(icons.icon("magnifying-glass", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self._pause = once(self, 150, self._tell)
        self.textChanged.connect(lambda _: self._pause.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Down:
            self.went_down.emit()
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        # After Enter the pause would tell the same again.
        self._pause.stop()
        self.searched.emit(self.text().strip())
