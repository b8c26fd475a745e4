"""The numbers of an import: what must be told stands first."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.panes.data.looked_at import texts
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_what_must_be_told_stands_first_in_the_review_and_with_the_result(
    data: Data, tmp_path: Path, tried: Callable[[], None], qtbot: QtBot, window: MainWindow
) -> None:
    path = tmp_path / "do not mail.csv"
    path.write_text("email,reason\nann@example.com,bounced\nnobody at all,bounced\n", encoding="utf-8")
    data.bring_in([str(path)])
    tried()
    review = data.wizard_page.review.review
    assert review is not None
    first = review.looks[0]
    assert first.text.startswith("1 row of this list cannot be read: this person can still be mailed.")
    assert (first.value, first.tone, first.note) == (None, "bad", "Line 3")
    assert first.text in texts(data.wizard_page.review)
    qtbot.mouseClick(data.wizard.import_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: data.header.title.text().endswith("in"))
    assert first.text in texts(data.result)
