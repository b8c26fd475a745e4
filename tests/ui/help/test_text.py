"""A page of the help in our look; its links are told of and never followed."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextTable

from ui.core import theme
from ui.help.text import HelpText

PAGE = (
    """# Segments

Who is in, and [why](rules.md). Write `at least 3`.

| Word | Means |
| --- | --- |
| near | within so many kilometres |

## Later

"""
    + "Something to read. " * 800
)


@pytest.fixture
def text(shown) -> HelpText:
    made = HelpText()
    made.resize(500, 400)
    made.show_markdown(PAGE)
    return shown(made)


def test_a_page_wears_the_theme(text: HelpText) -> None:
    heading = text.document().begin()
    size = next(iter(heading)).fragment().charFormat().font().pointSizeF()
    assert size == theme.active().font("title").pointSizeF()
    assert any(isinstance(frame, QTextTable) for frame in text.document().rootFrame().childFrames())
    try:
        theme.active().choose("dark")
        assert _link_colour(text) == theme.tokens("dark")["accent"]
    finally:
        theme.active().choose("light")
    assert _link_colour(text) == theme.tokens("light")["accent"]


def _link_colour(text: HelpText) -> str:
    block = text.document().begin()
    while block.isValid():
        for piece in block:
            form = piece.fragment().charFormat()
            if form.isAnchor():
                return form.foreground().color().name().upper()
        block = block.next()
    raise AssertionError("there is no link")


def test_code_stands_in_the_font_of_code(text: HelpText) -> None:
    found = text.document().find("at least 3").charFormat()
    assert found.fontFamilies() == theme.active().mono().families()
    assert found.background().color() == theme.active().color("sunken")


def test_a_link_is_told_of_by_the_keyboard_and_leads_nowhere_by_itself(qtbot, text: HelpText) -> None:
    followed: list[QUrl] = []
    text.anchorClicked.connect(followed.append)
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    assert followed == [QUrl("rules.md")]
    assert text.toPlainText().startswith("Segments")


def test_another_page_is_shown_from_its_beginning(text: HelpText) -> None:
    bar = text.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    text.show_markdown(PAGE.replace("Segments", "Templates"))
    assert bar.value() == 0
    assert text.toPlainText().startswith("Templates")
