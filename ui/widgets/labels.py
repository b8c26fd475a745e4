"""Text: plain, quiet, cut to fit, and the one large number of a pane."""

from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QWidget

from ui.core import theme
from ui.widgets.layouts import hbox, vbox

LEADING: Final = 1.18
"""The height of a line of running text, in heights of the font."""

_WIDTHS = 64
"""For so many widths a label remembers into how many lines it breaks."""


class Label(QLabel):
    """Text in a role of the type scale (`base`, `strong`, `small`, `title`…) and a tone (`muted`, `accent`, `bad`…)."""

    def __init__(
        self, text: str = "", role: str = "base", tone: str = "", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._counted: dict[tuple[str, int], int] = {}
        # Left to guess, Qt would take a customer's <b> for markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.active().font(role))
        self.setWordWrap(wrap)
        self._blank = 0
        self.set_tone(tone)

    def blank(self, width: int) -> None:
        """Show a grey bar this wide in the place of a text that is on its way; the next text takes its place."""
        self.setText("")
        self._blank = width
        self.set_dim(False)
        self.updateGeometry()
        self.update()

    @property
    def is_blank(self) -> bool:
        """Whether its text is still on its way."""
        return bool(self._blank)

    def setText(self, text: str) -> None:
        was_blank, self._blank = self._blank, 0
        super().setText(text)
        if was_blank and not text:
            # Qt does nothing for a text that is the same as before, and the grey bar would stay.
            self.updateGeometry()
            self.update()

    def heightForWidth(self, width: int) -> int:
        if not self._own_lines():
            return super().heightForWidth(width)
        margins = self.contentsMargins()
        lines = self._line_count(width - margins.left() - margins.right())
        return ceil(lines * self._line_height()) + margins.top() + margins.bottom()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._counted.clear()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._blank:
            return QSize(self._blank, max(hint.height(), self.fontMetrics().height()))
        return QSize(hint.width(), self.heightForWidth(hint.width())) if self._own_lines() else hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self.fontMetrics().height()) if self._own_lines() else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._blank:
            self._paint_blank()
            return
        if not self._own_lines():
            super().paintEvent(event)
            return
        rect = QRectF(self.contentsRect())
        lines = self._lines(rect.width())
        high = lines.lineCount() * self._line_height()
        top = rect.y() if self.alignment() & Qt.AlignmentFlag.AlignTop else rect.y() + (rect.height() - high) / 2
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        lines.draw(painter, QPointF(rect.x(), top))

    def _paint_blank(self) -> None:
        room = self.contentsRect()
        wide = min(self._blank, room.width())
        right = bool(self.alignment() & Qt.AlignmentFlag.AlignRight)
        high = min(self.fontMetrics().height(), room.height())
        top = room.y() if self.alignment() & Qt.AlignmentFlag.AlignTop else room.bottom() + 1 - high
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top = room.y() + (room.height() - high) // 2
        bone(QPainter(self), QRectF(room.right() + 1 - wide if right else room.x(), top, wide, high))

    def _own_lines(self) -> bool:
        """Plain text that wraps is set by ourselves: Qt's label has no leading, and running text needs some."""
        return self.wordWrap() and self.textFormat() == Qt.TextFormat.PlainText

    def _line_height(self) -> float:
        return self.fontMetrics().height() * LEADING

    def _line_count(self, width: int) -> int:
        # A layout asks some hundred times for the same few widths before it is content.
        key = self.text(), width
        if key not in self._counted:
            if len(self._counted) >= _WIDTHS:
                self._counted.clear()
            self._counted[key] = self._lines(width).lineCount()
        return self._counted[key]

    def _lines(self, width: float) -> QTextLayout:
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A line separator, unlike a newline, breaks a line inside one paragraph.
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        layout.setTextOption(option)
        leading = self._line_height()
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, y + (leading - line.height()) / 2))
            y += leading
        layout.endLayout()
        return layout

    def set_tone(self, tone: str) -> None:
        """Change the tone: `""`, `muted`, `accent`, `good`, `warn` or `bad`."""
        restyle(self, tone=tone)

    def set_rich(self, html: str) -> None:
        """Show markup of our own making, such as a bold word; never call it with text from a file."""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(f'<div style="line-height: {round(LEADING * 100)}%">{html}</div>' if html else "")

    def set_dim(self, dim: bool) -> None:
        """Fade an old value until the new one lands."""
        restyle(self, dim="true" if dim else "")


def bone(painter: QPainter, line: QRectF) -> None:
    """Paint what stands for a line of text that is on its way: a calm grey bar in the middle of the line."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.active().color("line"))
    high = line.height() * 0.55
    painter.drawRoundedRect(QRectF(line.x(), line.center().y() - high / 2, line.width(), high), 4, 4)


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties that the style sheet reads, and apply it again only if one really changed."""
    changed = [name for name, value in properties.items() if (widget.property(name) or "") != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        # A style sheet looks at properties only while it polishes, which it does for what is new before it is shown.
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Elided(Label):
    """One line that is cut with an ellipsis where there is no room; the whole text stands in the tooltip."""

    def __init__(self, text: str = "", role: str = "base", tone: str = "", *, middle: bool = False) -> None:
        super().__init__(text, role, tone)
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._blank:
            self._paint_blank()
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = QFontMetrics(self.font()).elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, shown)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            # Worked out when it is wanted: only then is the width certain.
            cut = QFontMetrics(self.font()).horizontalAdvance(self.text()) > self.width()
            self.setToolTip(self.text() if cut else "")
        return super().event(event)


_APART: Final = 10
"""Pixels between a figure and its context."""


class HeroNumber(QWidget):
    """The one large figure of a pane with a caption above it and its context small beside it, or below it if long.

    `set` gives a new value; `set_dim` fades the old one while it is counted again, `blank` takes away what was another
    thing's.
    """

    def __init__(self, caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = Label(caption, tone="muted")
        self._number = Label("", "hero")
        self._context = Elided("", tone="muted")
        self._row = hbox(spacing=_APART)
        self._row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self._context, 1, Qt.AlignmentFlag.AlignBottom)
        # The figure's line is taller than its digits: this sets the context on the same line of sight.
        self._context.setContentsMargins(0, 0, 0, theme.active().px(8))
        column = vbox(spacing=0, parent=self)
        column.addWidget(self._caption)
        column.addLayout(self._row)
        self._caption.setVisible(bool(caption))
        self.blank()

    def set(self, number: str, context: str = "") -> None:
        """Show a new value, undimmed: `214` and `of 4,561 · 4.7 %`."""
        self._number.setText(number)
        self._context.setText(context)
        self.setAccessibleName(" ".join(filter(None, (self._caption.text(), number, context))))
        self.set_dim(False)
        self._place_context()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_context()

    def _place_context(self) -> None:
        line = self._context.fontMetrics().horizontalAdvance(self._context.text())
        fits = self._number.sizeHint().width() + _APART + line <= self.width()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(_APART if fits else 0)

    def set_caption(self, caption: str) -> None:
        """What the number counts."""
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))

    def set_dim(self, dim: bool) -> None:
        """Fade the value that is being worked out again, and say so."""
        self._number.set_dim(dim)
        if dim and self._number.text():
            self._context.setText("counting again…")

    def blank(self) -> None:
        """Keep the place of a value that nobody knows yet."""
        self._number.blank(theme.active().px(104))
        self._context.blank(theme.active().px(120))
        self.setAccessibleName(f"{self._caption.text()}, on its way")

    def text(self) -> str:
        """The figure as it stands."""
        return self._number.text()
