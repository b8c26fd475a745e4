"""Names that are shown as they are written: Qt takes an `&` in a button's, check box's or entry's text for a shortcut.

Every button is a `Written`, every menu a `Menu`, every check box a `Check`; what must be an action of Qt's own takes
`literal(text)`. A test of the house holds the window to it, so that no name can lose a letter or press a button.
"""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolTip,
    QWidget,
)

from ui.core import icons, theme

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object

ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def literal(text: str) -> str:
    """The text as Qt must be given it, so that it shows what was written and presses nothing."""
    return text.replace("&", "&&")


def written(text: str) -> str:
    """What was written, of a text that Qt was given by `literal`."""
    return text.replace("&&", "&")


class Written(_Button):
    """Mixed in before a button's class: its text is what stands there, letter for letter, and Enter presses it."""

    def setText(self, text: str) -> None:
        super().setText(literal(text))

    def text(self) -> str:
        return written(super().text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt leaves Enter to whatever lies around, which would press or give something that the focus is not on.
        if event.key() in ENTER and not isinstance(self, QCheckBox):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)


class Yielding(Written):
    """A button whose words give way where there is no room: it paints them cut, and its tooltip has the whole."""

    LEAST = 120
    """Pixels that it keeps."""

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.active().px(self.LEAST)), hint.height())

    @property
    def is_cut(self) -> bool:
        """Whether there is less room than its words take."""
        return self.width() < self.sizeHint().width()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.is_cut and not self.toolTip():
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)


def paint_cut(button: QPushButton) -> None:
    """Paint a push button with its words cut to the room that there is."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    room = button.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, button).width()
    option.text = literal(button.fontMetrics().elidedText(button.text(), Qt.TextElideMode.ElideRight, room))
    QStylePainter(button).drawControl(QStyle.ControlElement.CE_PushButton, option)


class Check(Written, QCheckBox):
    """A check box."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)


class Menu(QMenu):
    """A menu that goes when it closes; `entry` adds a line to it, `open_under` shows it below what was pressed."""

    def __init__(self, parent: QWidget, *, kept: bool = False) -> None:
        super().__init__(parent)
        if not kept:
            # Qt hides a menu before it tells what was chosen: not until then does this take it away.
            self.aboutToHide.connect(self.deleteLater)

    def entry(self, title: str, icon: str = "", *, ticked: bool | None = None) -> QAction:
        """Add a line, with a tick where it is a choice that can be ticked; connect its `triggered`."""
        action = self.addAction(literal(title))
        if icon:
            action.setIcon(icons.icon(icon, "muted"))
        if ticked is not None:
            action.setCheckable(True)
            action.setChecked(ticked)
        return action

    def menu(self, title: str) -> "Menu":
        """Add a menu that opens from a line of this one."""
        inner = Menu(self, kept=True)
        inner.setTitle(literal(title))
        self.addMenu(inner)
        return inner

    def open_under(self, widget: QWidget, gap: int = 2) -> None:
        """Show it below a widget."""
        self.popup(widget.mapToGlobal(QPoint(0, widget.height() + gap)))
