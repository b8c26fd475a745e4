"""A page of Markdown in our look: the type scale, the theme's colours, room between paragraphs, quiet tables."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui.core import theme

_HEADINGS = {1: "title", 2: "name", 3: "strong"}
_LEADING = 132
"""Percent of a line's own height."""


class HelpText(QTextBrowser):
    """Shows Markdown; `anchorClicked` tells of a link, which is never followed by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setProperty("flat", "true")
        self.setAccessibleName("Help text")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._source = ""
        theme.active().changed.connect(self._again)

    def show_markdown(self, source: str) -> None:
        """Show another page, from its beginning."""
        self._source = source
        document = self.document()
        document.setDefaultFont(theme.active().font())
        document.setDocumentMargin(28)
        # Every table needs GitHub's dialect; the plain one shows its lines as text.
        document.setMarkdown(source, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _dress(document)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _again(self) -> None:
        self.show_markdown(self._source)


def _dress(document: QTextDocument) -> None:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    block = document.begin()
    while block.isValid():
        _dress_block(block)
        block = block.next()


def _dress_block(block: QTextBlock) -> None:
    cursor, colours = QTextCursor(block), theme.active()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    level = block.blockFormat().headingLevel()
    form = QTextBlockFormat()
    form.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    in_table = cursor.currentTable() is not None
    form.setTopMargin(22 if level > 1 else 0)
    form.setBottomMargin(0 if in_table else 4 if block.textList() is not None else 10)
    cursor.mergeBlockFormat(form)
    if level:
        # Not merged: the sizes that Markdown gives its headings would overrule ours.
        letters = QTextCharFormat()
        letters.setFont(colours.font(_HEADINGS.get(level, "strong")))
        cursor.setCharFormat(letters)
    _dress_fragments(block)


def _dress_fragments(block: QTextBlock) -> None:
    colours = theme.active()
    iterator = block.begin()
    places = []
    while not iterator.atEnd():
        piece = iterator.fragment()
        # Gathered first: to change the letters of a piece parts and joins pieces under the iterator.
        places.append((piece.position(), piece.length(), piece.charFormat()))
        iterator += 1
    for start, length, form in places:
        cursor = QTextCursor(block)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat()
        if form.fontFixedPitch():
            letters.setFont(colours.mono(), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll)
            letters.setBackground(QBrush(colours.color("sunken")))
        if form.isAnchor():
            letters.setForeground(QBrush(colours.color("accent")))
            letters.setFontUnderline(False)
            letters.setFontWeight(QFont.Weight.Medium)
        cursor.mergeCharFormat(letters)


def _dress_table(table: QTextTable) -> None:
    colours = theme.active()
    form = table.format()
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(colours.color("line")))
    form.setBorderCollapse(True)
    form.setCellPadding(6)
    form.setCellSpacing(0)
    form.setTopMargin(4)
    form.setBottomMargin(14)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        letters = QTextCharFormat()
        letters.setForeground(QBrush(colours.color("muted")))
        letters.setFontWeight(QFont.Weight.Normal)
        cursor = cell.firstCursorPosition()
        cursor.setPosition(cell.lastCursorPosition().position(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)
