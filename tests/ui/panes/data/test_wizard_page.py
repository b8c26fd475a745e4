"""How the wizard looks: every field has a name, and whoever comes to a column or a row sees it everywhere."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_a_column_is_come_to_in_the_list_the_head_and_the_cells_and_a_row_in_the_card(
    data: Data, tmp_path: Path, tried: Callable[[], None], qtbot: QtBot
) -> None:
    more = [f"Own column {number}" for number in range(16)]
    rows = [",".join(["Shoe", "email", *more]), *(f"3{at},p{at}@x.example,{','.join(more)}" for at in range(4))]
    (tmp_path / "wide.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    data.bring_in([str(tmp_path / "wide.csv")])
    tried()
    page = data.wizard_page
    assert page.grid.first.headers() == ["email"], "whoever a row is about stays"
    for field in (page.column.target, page.column.type, page.columns.view, page.columns.search, page.grid.table):
        assert field.accessibleName()
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert all(field.accessibleName() for field in page.file.fields.values() if field.isVisible())
    qtbot.keyClick(page.columns.view, Qt.Key.Key_End)
    assert page.column.header == page.grid.table.head.marked == "Own column 15"
    assert page.grid.table.horizontalScrollBar().value() > 0, "the grid jumps to it"
    page.grid.chosen.emit("Own column 1")
    index = page.columns.view.currentIndex()
    assert (page.columns.model.at(index.row()).header, page.column.header) == ("Own column 1", "Own column 1")
    page.grid.row_chosen.emit(2)
    assert page.arrivals.name.text() == "p2@x.example"
    data.context.commands.run("data.next_row")
    assert page.arrivals.name.text() == "p3@x.example"
    assert page.grid.table.currentIndex().row() == 3


def test_while_a_file_is_read_nothing_of_another_stands_there_and_buttons_stay(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow
) -> None:
    data.bring_in([files["contacts.csv"], files["orders.csv"]])
    page, wizard = data.wizard_page, data.wizard
    assert page.arrivals.isVisible()
    assert page.columns.model.waiting, "grey lines stand where columns will"
    assert settle(window, lambda: wizard.look is not None)
    buttons = (wizard.skip_button, wizard.cancel_button, wizard.import_button)
    places = [button.geometry() for button in buttons]
    tried()
    assert [button.geometry() for button in buttons] == places
    wizard.bring_in()
    assert wizard.busy
    assert [button.geometry() for button in buttons] == places, "none moves while a file comes in"
    assert settle(window, lambda: data.header.title.text() == "Bring in orders.csv")
    tried()
    assert [button.geometry() for button in buttons] == places
    assert page.arrivals.title.text() == "Who did what"
