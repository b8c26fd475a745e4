"""The editor of a template's source: line numbers, colours, completion of merge fields, marks for what is wrong."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ui.core import theme
from ui.panes.templates.complete import Completion
from ui.widgets.picker import Choice, Picker

if TYPE_CHECKING:
    from app.template import Signs

_HTML: Final = (
    (re.compile(r"</?[A-Za-z][\w:-]*|/?>"), "tag"),
    (re.compile(r"\b[\w:-]+(?==)"), "attribute"),
)
"""How HTML is coloured; its comments hide what these find, and what the language's signs find is seen in them too."""
_OUTSIDE, _INSIDE = 0, 1
_TOKENS: Final = {
    "tag": "series-4",
    "attribute": "muted",
    "comment": "muted",
    "field": "accent",
    "logic": "series-2",
}


class Highlighter(QSyntaxHighlighter):
    """HTML quietly, merge fields and logic in their colours; the later rule wins, so a field in a tag still shows."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}
        self._signs: Signs | None = None
        self._recolour()
        theme.active().changed.connect(self._recolour)

    def _recolour(self) -> None:
        for kind, token in _TOKENS.items():
            made = QTextCharFormat()
            made.setForeground(theme.active().color(token))
            self._formats[kind] = made
        self.rehighlight()

    def set_signs(self, signs: "Signs") -> None:
        """What the tags of the template's language stand between."""
        if signs != self._signs:
            self._signs = signs
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        for pattern, kind in _HTML:
            self._colour(pattern, kind, text)
        self._colour_comments(text)
        for pattern, kind in self._signs.colours if self._signs else ():
            self._colour(pattern, kind, text)

    def _colour(self, pattern: re.Pattern[str], kind: str, text: str) -> None:
        for match in pattern.finditer(text):
            self.setFormat(match.start(), len(match[0]), self._formats[kind])

    def _colour_comments(self, text: str) -> None:
        """Comments of HTML, which may go on over many lines."""
        start = 0 if self.previousBlockState() == _INSIDE else text.find("<!--")
        self.setCurrentBlockState(_OUTSIDE)
        while start >= 0:
            end = text.find("-->", start)
            stop = len(text) if end < 0 else end + 3
            self.setFormat(start, stop - start, self._formats["comment"])
            if end < 0:
                # Qt colours the next line again where this state is another than it was.
                self.setCurrentBlockState(_INSIDE)
                return
            start = text.find("<!--", stop)


class _Gutter(QWidget):
    """The numbers of the lines, with a mark at those that have something wrong."""

    def __init__(self, editor: "SourceEditor") -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_gutter(event)


class SourceEditor(QPlainTextEdit):
    """Source with numbered lines; `completion` offers merge fields where one is opened and on Ctrl+Space."""

    def __init__(self, name: str, *, read_only: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setReadOnly(read_only)
        self.setFont(theme.active().mono())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setTabStopDistance(2 * self.fontMetrics().horizontalAdvance(" "))
        # Tab leads on, as everywhere: whoever has no mouse would never get out of the text.
        self.setTabChangesFocus(True)
        self.completion = Completion(self)
        self._marks: dict[int, str] = {}
        self._highlighter = Highlighter(self.document())
        self._gutter = _Gutter(self)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._scrolled)
        self.cursorPositionChanged.connect(self._show_marks)
        # The ground of a mark is a colour of the theme that was: light on light could not be read.
        theme.active().changed.connect(self._show_marks)
        self._make_room()

    # Line numbers

    def gutter_width(self) -> int:
        """Pixels that the numbers take."""
        return 18 + self.fontMetrics().horizontalAdvance("9") * max(2, len(str(self.blockCount())))

    def _make_room(self) -> None:
        self.setViewportMargins(self.gutter_width() + 8, 0, 0, 0)

    def _scrolled(self, rect: QRect, dy: int) -> None:
        # What is drawn already moves along; only the lines that come into sight are painted.
        if dy:
            self._gutter.scroll(0, dy)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(inside.left(), inside.top(), self.gutter_width(), inside.height())

    def paint_gutter(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines that are seen."""
        painter = QPainter(self._gutter)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            number = block.blockNumber() + 1
            tone = "bad" if self._marks.get(number) == "error" else "warn" if number in self._marks else "muted"
            painter.setPen(theme.active().color(tone))
            height = self.fontMetrics().height()
            line = QRect(0, round(top), self.gutter_width() - 8, height)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()

    # Marks

    def set_marks(self, marks: Mapping[int, str]) -> None:
        """Mark lines (from 1) as `error` or `warning`."""
        self._marks = dict(marks)
        self._show_marks()
        self._gutter.update()

    def _show_marks(self) -> None:
        shown: list[QTextEdit.ExtraSelection] = []
        for line, severity in self._marks.items():
            block = self.document().findBlockByNumber(line - 1)
            if block.isValid():
                one = QTextEdit.ExtraSelection()
                one.format.setBackground(
                    QColor(theme.active().color("bad-soft" if severity == "error" else "warn-soft"))
                )
                one.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                one.cursor = QTextCursor(block)
                # To its end, so that a line that wraps is marked whole.
                one.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                shown.append(one)
        self.setExtraSelections(shown)

    def set_signs(self, signs: "Signs") -> None:
        """Colour what stands between the signs of the template's language."""
        self._highlighter.set_signs(signs)

    def set_colours(self, shown: bool) -> None:
        """Colour the source, or leave it plain, as a very long one is."""
        self._highlighter.setDocument(self.document() if shown else None)

    def go_to_line(self, line: int) -> None:
        """Put the cursor on a line (from 1) and show it."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
            self.setFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_marks()


def field_picker(fields: Mapping[str, str], parent: QWidget) -> Picker:
    """A menu of merge fields, each with its words, as its coverage."""
    from app.template import section_of

    choices: Sequence[Choice] = [
        Choice(name, f"{name}   {about}".rstrip(), section=section_of(name), aliases=about)
        for name, about in fields.items()
    ]
    picker = Picker(choices, "Merge field", parent.window(), hint="Find a merge field")
    # Wider than other menus: each field says what it is, and nothing is to be scrolled across.
    picker.setFixedWidth(theme.active().column(430))
    return picker
