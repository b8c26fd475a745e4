"""What a pane says about itself: the strip under its header, progress in place, and the passing toast."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.problems import Problem
from ui.core.screen_reader import say
from ui.core.timers import once
from ui.widgets.bars import Bar
from ui.widgets.buttons import Button
from ui.widgets.cards import IconLabel
from ui.widgets.labels import Elided, Label, restyle
from ui.widgets.layouts import hbox

_ICONS = {"info": "info", "good": "check-circle", "warn": "warning", "bad": "warning-circle"}
_TOKENS = {"info": "accent", "good": "good", "warn": "warn", "bad": "bad"}


class MessageStrip(QFrame):
    """One message of a pane with at most one action; a new message takes the place of the old one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("info", 18, "accent")
        self._text = Label("", wrap=True)
        self._action = Button("", small=True)
        self._close = Button(kind="quiet", icon="x", small=True, name="Dismiss this message")
        self._callback: Callable[[], None] | None = None
        row = hbox(spacing=10, parent=self)
        row.setContentsMargins(24, 8, 16, 8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._action.clicked.connect(self._act)
        self._close.clicked.connect(self.clear)
        self.hide()

    def show_message(
        self, text: str, tone: str = "info", action: str = "", callback: Callable[[], None] | None = None
    ) -> None:
        """Say something; tone is `info`, `good`, `warn` or `bad`; `action` names a button that calls `callback`."""
        self._text.setText(text)
        self._icon.set(_ICONS[tone], _TOKENS[tone])
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._callback = callback
        self.setAccessibleName(text)
        restyle(self, tone=tone)
        self.show()
        # Only what went wrong interrupts what is being read out.
        say(self, text, at_once=tone == "bad")

    def show_problem(self, problem: Problem, action: str = "", callback: Callable[[], None] | None = None) -> None:
        """Say what could not be done, why, and what to do."""
        self.show_message(str(problem), "bad", action, callback)

    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def clear(self) -> None:
        """Say nothing."""
        self._callback = None
        self.hide()

    def _act(self) -> None:
        callback = self._callback
        # Before the call, which may have a message of its own.
        self.clear()
        if callback is not None:
            callback()


class InlineProgress(QWidget):
    """A thin bar with words, for long work inside a pane; `set` moves it, `finish` hides it."""

    def __init__(self, on_cancel: Callable[[], None] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Elided("", "small", "muted")
        self._bar = Bar(0.0, height=4)
        self._cancel = Button("Cancel", kind="quiet", small=True)
        row = hbox(spacing=12, parent=self)
        row.addWidget(self._words, 2)
        row.addWidget(self._bar, 3)
        row.addWidget(self._cancel)
        self._cancel.setVisible(on_cancel is not None)
        if on_cancel is not None:
            self._cancel.clicked.connect(on_cancel)

    def set(self, share: float, words: str) -> None:
        """Show how far the work is (0 to 1) and what it is doing."""
        self._bar.set(share)
        self._words.setText(words)
        self.setAccessibleName(f"{words} {round(share * 100)} %")
        self.show()

    def finish(self) -> None:
        """The work is over."""
        self.hide()


class Toast(QFrame):
    """A quiet word at the foot of its parent that goes by itself, with at most one action (Undo, Open folder)."""

    SECONDS = 6
    ABOVE = 44
    """Pixels from the foot of the parent: clear of the status line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = Elided("")
        self._action = Button("", small=True)
        self._callback: Callable[[], None] | None = None
        self._undoes = False
        self._timer = once(self, self.SECONDS * 1000, self.hide)
        row = hbox(spacing=14, parent=self)
        row.setContentsMargins(16, 9, 10, 9)
        row.addWidget(self._text)
        row.addWidget(self._action)
        self._action.clicked.connect(self._act)
        parent.installEventFilter(self)
        self.hide()

    def show_message(
        self,
        text: str,
        action: str = "",
        callback: Callable[[], None] | None = None,
        *,
        undo: Callable[[], None] | None = None,
    ) -> None:
        """Say something for some seconds, with an action that calls `callback`, or what takes back what was done."""
        if undo is not None:
            action, callback = "Undo", undo
        self._undoes = undo is not None
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._callback = callback
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        say(self, text)

    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return "" if self.isHidden() else self._text.text()

    @property
    def can_undo(self) -> bool:
        """Whether it is shown and what it offers is to take something back."""
        return self._undoes and not self.isHidden()

    def act(self) -> None:
        """Do what it offers."""
        self._act()

    def dismiss(self) -> bool:
        """Take it away; says whether there was anything to take."""
        shown = not self.isHidden()
        self.hide()
        return shown

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            # A long name gives way: what undoes it must not stand beyond the window's edge.
            hint = self.sizeHint()
            self.resize(min(hint.width(), parent.width() - 2 * self.ABOVE), hint.height())
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - self.ABOVE)

    def _act(self) -> None:
        callback = self._callback
        self.hide()
        if callback is not None:
            callback()
