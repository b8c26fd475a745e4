"""Completion of merge fields while one types: the keyboard stays in the text, so that no letter is ever lost to a menu.

Where the template's language opens a merge field (`{{`), the fields that begin with what is typed stand in a list under
the cursor, at every key anew. Enter and Tab take one, arrows choose, Escape sends the list away until the next one is
opened. Ctrl+Space asks for it anywhere.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from ui.core import theme
from ui.core.screen_reader import say
from ui.widgets.layouts import vbox
from ui.widgets.picker import Choice, Lines

if TYPE_CHECKING:
    from app.template import Typing

_KEY: Final = Qt.ItemDataRole.UserRole
_MOVES: Final = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
_TAKES: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_WORD: Final = re.compile(r"[\w.:]*")
_ROWS: Final = 9

Place = QLineEdit | QPlainTextEdit


class _List(QFrame):
    """The list under the cursor; it lies over the window and never takes the keyboard."""

    def __init__(self, over: QWidget, take: Callable[[str], None]) -> None:
        # A child of the window and no popup of its own: a popup takes the keyboard from the text.
        super().__init__(over)
        self._over = over
        self.setProperty("popup", "true")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAutoFillBackground(True)
        self.list = Lines("Merge fields")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda item: take(str(item.data(_KEY))))
        vbox(self.list, spacing=0, margins=(4, 4, 4, 4), parent=self)

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these, the first chosen, no higher than they need."""
        self.list.clear()
        for choice in choices:
            self.list.line(choice.label).setData(_KEY, choice.key)
        self.list.setCurrentRow(0)
        height = self.list.sizeHintForRow(0) * min(len(choices), _ROWS) + 2 * self.list.frameWidth() + 10
        self.resize(theme.active().column(400), height)

    def chosen(self) -> str:
        """The name of the field that is chosen."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_KEY)) if row >= 0 else ""

    def put(self, spot: QPoint, line: int) -> None:
        """Stand under the spot, or above its line where there is no room; always inside the window."""
        room = self._over.rect()
        y = spot.y() if spot.y() + self.height() <= room.bottom() else spot.y() - line - self.height() - 8
        self.move(max(0, min(spot.x(), room.right() - self.width())), max(0, y))
        self.show()
        self.raise_()


class Completion(QObject):
    """Completes merge fields in a line or an editor; `fields` are their names with what is said of each, `typing` is
    what the template's language knows of what is being typed; without it nothing is offered."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.fields: Mapping[str, str] = {}
        self.typing: Typing | None = None
        self._place = place
        self._list: _List | None = None
        self._asked = -1
        """Where Ctrl+Space was pressed, or -1."""
        self._sent_away = False
        self._busy = False
        place.installEventFilter(self)
        place.textChanged.connect(self._typed)
        place.cursorPositionChanged.connect(self._moved)
        if isinstance(place, QPlainTextEdit):
            # The list stands where the cursor was seen, and does not move with the text.
            place.verticalScrollBar().valueChanged.connect(lambda _: self.close())

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None

    def offered(self) -> list[str]:
        """The names that the list shows."""
        if self._list is None:
            return []
        shown = self._list.list
        return [str(shown.item(row).data(_KEY)) for row in range(shown.count())]

    # The text, before and after the cursor in its line

    def _before(self) -> str:
        if isinstance(self._place, QLineEdit):
            return _first_units(self._place.text(), self._place.cursorPosition())
        cursor = self._place.textCursor()
        return _first_units(cursor.block().text(), cursor.positionInBlock())

    def _after(self) -> str:
        if isinstance(self._place, QLineEdit):
            return self._place.text()[len(self._before()) :]
        return self._place.textCursor().block().text()[len(self._before()) :]

    def _replace(self, back: int, forward: int, text: str, beyond: int) -> None:
        """Put a text in the place of so many characters around the cursor, and the cursor so far beyond it."""
        if isinstance(self._place, QLineEdit):
            at = self._place.cursorPosition()
            self._place.setSelection(at - back, back + forward)
            self._place.insert(text)
            self._place.setCursorPosition(self._place.cursorPosition() + beyond)
            return
        cursor = self._place.textCursor()
        cursor.clearSelection()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, back)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, back + forward)
        cursor.insertText(text)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.MoveAnchor, beyond)
        self._place.setTextCursor(cursor)

    # When it opens and goes

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self.close()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self.is_open:
            # Taken here, it comes as a key press; else a shortcut of the window would have it before the list.
            if event.key() in {Qt.Key.Key_Escape, *_TAKES, *_MOVES}:
                event.accept()
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self._place.isReadOnly():
            return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.ask()
            return True
        if self._list is None or not plain:
            return False
        if event.key() in _MOVES:
            self._list.list.keyPressEvent(event)
            say(self._place, self._list.chosen())
            return True
        if event.key() in _TAKES:
            self.take(self._list.chosen())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._sent_away = True
            self.close()
            return True
        return False

    def ask(self) -> None:
        """Offer the fields at the cursor, whatever stands before it."""
        self._sent_away = False
        self._asked = -1 if self._begun() is not None else len(self._before())
        self._show(self._word())

    def _typed(self) -> None:
        if self._busy or not self._place.hasFocus() or self._place.isReadOnly():
            return
        begun = self._begun()
        if begun is None and self._asked < 0:
            self._sent_away = False
            self.close()
        elif self.typing is not None and self.typing.just_opened(self._before()):
            self._sent_away = False
            self._show("")
        elif not self._sent_away:
            self._show(self._word())

    def _moved(self) -> None:
        """The cursor went elsewhere without a letter typed: what was begun there is another matter."""
        if self.is_open and not self._busy and self._word() is None:
            self.close()

    def _begun(self) -> str | None:
        return self.typing.begun(self._before()) if self.typing is not None else None

    def _word(self) -> str | None:
        """As much of a field's name as is typed; None where none is being typed."""
        before, begun = self._before(), self._begun()
        if begun is not None:
            return begun
        since = before[self._asked :]
        return since if 0 <= self._asked <= len(before) and _WORD.fullmatch(since) else None

    def _show(self, word: str | None) -> None:
        found = answering(self.fields, word) if word is not None else []
        if not found:
            self.close()
            return
        if self._list is None:
            self._list = _List(self._place.window(), self.take)
        self._list.offer(found)
        caret = self._place.cursorRect()
        inside = self._place.viewport() if isinstance(self._place, QPlainTextEdit) else self._place
        self._list.put(inside.mapTo(self._place.window(), caret.bottomLeft() + QPoint(0, 4)), caret.height())

    def close(self) -> None:
        """Send the list away."""
        self._asked = -1
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None

    # Taking one

    def take(self, name: str) -> None:
        """Put a field in the place of what was typed of it, with the signs that are not there yet."""
        if self.typing is None:
            return
        before, word = self._before(), self._word() or ""
        put = self.typing.put(name, before[: len(before) - len(word)], self._after())
        # What is put in by us is typed by nobody: it must not open the list again.
        self._busy = True
        self._replace(len(word), put.forward, put.text, put.beyond)
        self._busy = False
        self.close()
        self._place.setFocus()


def answering(fields: Mapping[str, str], word: str) -> list[Choice]:
    """The fields that a word may mean: those that begin with it, then those with a part that does, then the others."""
    wanted = word.casefold()

    def rank(name: str, about: str) -> int | None:
        if name.startswith(wanted):
            return 0
        if any(part.startswith(wanted) for part in re.split(r"[_.:\W]+", name)):
            return 1
        if wanted in name:
            return 2
        # Two letters are found in almost any description.
        return 3 if len(wanted) > 2 and wanted in about.casefold() else None

    found = [(rank(name, about), name, about) for name, about in fields.items()]
    ranked = sorted(((at, name, about) for at, name, about in found if at is not None), key=lambda one: one[0])
    return [Choice(name, f"{name}   {about}".rstrip()) for _, name, about in ranked]


def _first_units(text: str, units: int) -> str:
    """As many characters as so many of a cursor's steps are: Qt counts in UTF-16, Python in characters."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
