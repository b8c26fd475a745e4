"""What is pressed: buttons, the small fields of a condition row, chips, and a choice of a few."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QPushButton, QSizePolicy, QWidget

from ui.core import icons, input_device, theme
from ui.core.input_device import by_keyboard
from ui.core.literal_names import Written, Yielding, paint_cut
from ui.widgets.focus_ring import ring
from ui.widgets.labels import restyle
from ui.widgets.layouts import hbox


class _Ringed(Written, QPushButton):
    """A push button that shows where the keyboard is, and only then."""

    single = False
    """Whether the second press of a double click is none: what it does is done once, and stands for what it was."""
    _ring = False
    _radius = 7.0
    _lost_at = -1

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setText(text)
        # In a dialog, Qt would press it by Enter while the focus is elsewhere.
        self.setAutoDefault(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        # Qt sends the focus elsewhere when the button greys out, as while its work is done.
        self._lost_at = -1 if self.isEnabled() else input_device.presses()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Not where anything was pressed since: whoever has gone on is not fetched back.
        if event.type() == QEvent.Type.EnabledChange and self.isEnabled() and self._lost_at == input_device.presses():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self.single:
            super().mouseDoubleClickEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._paint_ring()

    def _paint_ring(self) -> None:
        if self._ring and self.hasFocus():
            ring(QPainter(self), QRectF(self.rect()), self._radius, self._ring_colour())

    def _ring_colour(self) -> QColor:
        return theme.active().color("accent")


class Button(_Ringed):
    """A button; `kind` is `main` (filled), `plain`, `quiet` (no border) or `danger`; `hint` is a shortcut to show."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: str = "plain",
        icon: str = "",
        small: bool = False,
        hint: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.active().font("small" if small else "base"))
        self.single = kind == "main"
        self.setProperty("kind", kind)
        self.setProperty("small", "true" if small else "")
        self.setProperty("bare", "" if text else "true")
        # Large text needs the room that a reminder of the keys would take.
        hint = "" if theme.active().large else hint
        self.setProperty("hinted", "true" if hint else "")
        self._radius = 6.0 if small else 7.0
        self._hint = KeyHint(hint, self) if hint else None
        if icon:
            self.setIcon(icons.icon(icon, "on-accent" if kind == "main" else "text", on="accent"))
            size = theme.active().px(icons.SIZE - 2 * small)
            self.setIconSize(QSize(size, size))
        if name:
            self.setAccessibleName(name)
            self.setToolTip(name if not text else "")

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        room = self._hint.sizeHint().width() + 7 if self._hint else 0
        return QSize(hint.width() + room, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hint:
            size = self._hint.sizeHint()
            self._hint.setGeometry(
                self.width() - size.width() - 12, (self.height() - size.height()) // 2, size.width(), size.height()
            )
        super().paintEvent(event)

    def setText(self, text: str) -> None:
        """Show other words; a button without any is only as wide as its icon."""
        super().setText(text)
        restyle(self, bare="" if text else "true")

    def set_kind(self, kind: str) -> None:
        """Change between `main`, `plain`, `quiet` and `danger`."""
        restyle(self, kind=kind)

    def _ring_colour(self) -> QColor:
        return theme.active().color("text" if self.property("kind") == "main" else "accent")


class Field(Yielding, _Ringed):
    """A small editable part of a sentence or condition row: looks like a field, opens an editor or a menu when pressed.

    `value` marks what the user gave (in the accent colour) against what names the condition.
    """

    _radius = 6.0

    def __init__(self, text: str = "", *, value: bool = False, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("value", "true" if value else "")
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_bad(self, bad: bool, why: str = "") -> None:
        """Mark a value that cannot be used, with the reason as its tooltip."""
        restyle(self, bad="true" if bad else "")
        self.setToolTip(why)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut:
            super().paintEvent(event)
            return
        paint_cut(self)
        self._paint_ring()


class KeyHint(QLabel):
    """A shortcut as a key cap: `Ctrl K`."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(keys_text(keys), parent)
        self.setFont(theme.active().font("tiny"))
        # A press on it is a press on the button below.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setContentsMargins(6, 1, 6, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.active().color("line"))
        painter.setBrush(theme.active().color("bg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.active().color("muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


def keys_text(keys: str) -> str:
    """A key sequence as this platform writes it, with spaces for plus signs: `Ctrl K`, `⌘K`."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ").strip()


_CHIPS = {
    "plain": ("sunken", "text"),
    "muted": ("sunken", "muted"),
    "accent": ("accent-soft", "accent"),
    "good": ("good-soft", "good"),
    "warn": ("warn-soft", "warn"),
    "bad": ("bad-soft", "bad"),
    "none": ("", "muted"),
}


def _paint_chip(widget: QWidget, text: str, tone: str) -> None:
    ground, ink = _CHIPS[tone]
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(widget.rect())
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.active().color(ground))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setPen(theme.active().color(ink))
    room = int(rect.width()) - 16
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, shown)


def _chip_size(widget: QWidget, text: str) -> QSize:
    metrics = widget.fontMetrics()
    return QSize(metrics.horizontalAdvance(text) + 20, metrics.height() + 6)


class Chip(QLabel):
    """A short word on a rounded ground; tone is `plain`, `muted`, `accent`, `good`, `warn` or `bad`."""

    def __init__(self, text: str, tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setFont(theme.active().font("small"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set(self, text: str, tone: str) -> None:
        """Change the word and its meaning together."""
        self._tone = tone
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return _chip_size(self, self.text())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.active().px(Yielding.LEAST)), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_chip(self, self.text(), self._tone)


class ChipButton(Yielding, QAbstractButton):
    """A chip that can be pressed; checkable ones are `quiet` (only text) until they are chosen."""

    def __init__(
        self, text: str, tone: str = "accent", *, checkable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(checkable)
        self.setFont(theme.active().font("small"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tone = tone
        self._ring = False

    def set_tone(self, tone: str) -> None:
        """Change what the colour says."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return _chip_size(self, self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        quiet = self.isCheckable() and not self.isChecked()
        _paint_chip(self, self.text(), "none" if quiet else self._tone)
        self.paint_ring(QPainter(self))

    def paint_ring(self, painter: QPainter) -> None:
        """Show where the keyboard is."""
        if self.hasFocus() and self._ring:
            ring(painter, QRectF(self.rect()), self.height() / 2, theme.active().color("accent"))


class Segmented(QWidget):
    """A choice of a few, side by side; emits `changed` with the key that the user chose."""

    changed = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, *, tone: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys: dict[str, ChipButton] = {}
        row = hbox(spacing=2, parent=self)
        for key, title in choices:
            button = ChipButton(title, tone, checkable=True)
            self._keys[key] = button
            self._group.addButton(button)
            # Not `toggled`, which would tell of `set_value` too.
            button.clicked.connect(lambda _=False, chosen=key: self.changed.emit(chosen))
            row.addWidget(button)
        row.addStretch(1)
        self.set_value(choices[0][0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keys[self.value()].setFocus(event.reason())

    def value(self) -> str:
        """The key that is chosen."""
        return next(key for key, button in self._keys.items() if button.isChecked())

    def set_value(self, key: str) -> None:
        """Choose without telling anybody; raises KeyError for a key that is not among the choices."""
        self._keys[key].setChecked(True)


def keep_room(button: Button, longest: str) -> None:
    """Make a button as wide as its longest text, so that neither it nor its neighbours move with a shorter one."""
    now = button.text()
    button.setText(longest)
    button.setMinimumWidth(button.sizeHint().width())
    button.setText(now)


class RowButton(Written, QAbstractButton):
    """A row of a short list: a name, a quiet line under it, perhaps a number at the right; pressed as a whole."""

    def __init__(self, title: str, line: str = "", number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self._line = line
        self._number = number
        self._remove: Button | None = None
        self._icon: tuple[str, str] | None = None
        self._faded = False
        self.setAccessibleName(" ".join(filter(None, (title, number))))
        self.setAccessibleDescription(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # So that it is painted again when the pointer comes or goes.
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, token: str) -> None:
        """Show an icon before the text, in a token's colour."""
        self._icon = (name, token)
        self.update()

    def set_faded(self, faded: bool) -> None:
        """Grey the name of what is not there, though the row can still be pressed."""
        self._faded = faded
        self.update()

    def on_remove(self, name: str, call: Callable[[], None]) -> None:
        """Add a small cross at the right that takes the row away."""
        self._remove = Button(kind="quiet", icon="x", small=True, name=name, parent=self)
        self._remove.clicked.connect(call)

    def sizeHint(self) -> QSize:
        return QSize(160, theme.active().px(53 if self._line else 36))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._remove is not None:
            size = self._remove.sizeHint()
            self._remove.move(self.width() - size.width(), (self.height() - size.height()) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.active()
        rect = self.rect()
        if self.underMouse() and self.isEnabled():
            painter.fillRect(rect, colours.color("bg"))
        painter.fillRect(0, rect.bottom(), rect.width(), 1, colours.color("line"))
        ink = "text" if self.isEnabled() and not self._faded else "muted"
        half = rect.height() // 2
        painter.setFont(colours.font())
        left, room = (colours.px(30) if self._icon else 0), (self._remove.sizeHint().width() if self._remove else 0)
        room += painter.fontMetrics().horizontalAdvance(self._number) + 12 if self._number else 0
        if self._icon:
            side = colours.px(20)
            square = QRect(1, (rect.height() - side) // 2, side, side)
            icons.paint(painter, square, self._icon[0], colours.color(self._icon[1]))
        first = rect.adjusted(left, 7, -room, -half) if self._line else rect.adjusted(left, 0, -room, -1)
        _draw_line(painter, first, self.text(), "strong", ink)
        if self._line:
            _draw_line(painter, rect.adjusted(left, half, -room, -8), self._line, "small", "muted")
        if self._number:
            painter.setFont(colours.font())
            painter.setPen(colours.color("muted"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._number)
        if self.hasFocus():
            ring(painter, QRectF(rect), 6, colours.color("accent"))


def _draw_line(painter: QPainter, rect: QRect, text: str, role: str, token: str) -> None:
    painter.setFont(theme.active().font(role))
    painter.setPen(theme.active().color(token))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
