"""What is said otherwise than was found out, and taken back: one column, all at once, and how the text is parted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import people
from tests.ui.panes.data.looked_at import cells, head, picker
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

TEXT = """Email,First name,Shoe,Hat,Company
ann@x.de,Ann,38,M,
bob@x.de,'Bob',39,L,
cat@x.de,Cat,40,S,
"""


@pytest.fixture
def opened(data: Data, tmp_path: Path, tried: Callable[[], None]) -> Data:
    """The wizard on a file with two own fields and an empty column."""
    (tmp_path / "a.csv").write_text(TEXT, "utf-8")
    data.bring_in([str(tmp_path / "a.csv")])
    tried()
    return data


def _columns(data: Data) -> dict[str, bool]:
    assert data.wizard.look is not None
    return {name: column.skip for name, column in data.wizard.look.mapping.columns.items()}


def test_what_is_not_recognised_is_skipped_in_one_step_and_taken_back(
    opened: Data, tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    page = opened.wizard_page
    assert _columns(opened) == {"Email": False, "First name": False, "Shoe": False, "Hat": False, "Company": True}
    assert {chip.text() for chip in page.columns.chips.values() if chip.isVisible()} == {"2 known", "2 new", "1 empty"}
    qtbot.mouseClick(page.columns.all, Qt.MouseButton.LeftButton)
    tried()
    assert [name for name, skip in _columns(opened).items() if skip] == ["Shoe", "Hat", "Company"]
    window.commands.run("data.step_back")
    assert window.toast.text() == "Took back: 2 columns skipped"
    assert not window.toast.can_undo, "it would undo something else"
    tried()
    assert [name for name, skip in _columns(opened).items() if skip] == ["Company"]
    window.commands.run("data.step_again")
    tried()
    qtbot.mouseClick(page.columns.all, Qt.MouseButton.LeftButton)
    tried()
    assert [name for name, skip in _columns(opened).items() if skip] == ["Company"], "what is empty stays out"


def test_enter_in_the_list_opens_the_choices_and_an_empty_column_comes_in_where_somebody_says_so(
    opened: Data, tried: Callable[[], None], qtbot: QtBot
) -> None:
    view = opened.wizard_page.columns.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClicks(picker().search, "Employer")
    qtbot.keyClick(picker().search, Qt.Key.Key_Return)
    tried()
    assert _columns(opened)["Company"] is False
    assert head(opened, "Company").target.text() == "Employer"
    opened.wizard_page.file.changed.emit("on_conflict", "keep")
    tried()
    assert _columns(opened)["Company"] is True, "of what is empty it is asked anew"
    opened.wizard_page.file.changed.emit("on_conflict", "replace")
    tried()
    assert _columns(opened)["Company"] is False, "where the file wins a blank cell says something"


def test_signs_and_rows_are_said_and_the_table_is_shown_again(
    opened: Data, tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    card = opened.wizard_page.file
    assert not card.fields["quote"].isVisible(), "what is nearly always found out rightly is not in the way"
    card.more.click()
    assert (card.fields["quote"].text(), card.fields["escape"].text()) == ("Single quotes  '", "two quotes")
    assert cells(opened, "First name")[1] == "Bob"
    card.fields["quote"].chosen.emit('"')
    tried()
    assert cells(opened, "First name")[1] == "'Bob'"
    card.rows["first_row"].setValue(3)
    card.rows["first_row"].editingFinished.emit()
    tried()
    assert cells(opened, "Email") == ["bob@x.de", "cat@x.de"]
    card.rows["last_row"].setValue(3)
    card.rows["last_row"].editingFinished.emit()
    tried()
    assert cells(opened, "Email") == ["bob@x.de"]
    assert opened.wizard.import_button.text() == "Import 1 row"
    window.commands.run("data.step_back")
    tried()
    assert (card.rows["last_row"].value(), len(cells(opened, "Email"))) == (0, 2)
    opened.wizard.bring_in()
    assert settle(window, lambda: people.count(opened.project) == 2)
