from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from ui.core import theme
from ui.widgets.table import SECOND_LINE, TONE, Column, RowsModel, TableView

COLUMNS = [
    Column("name", "Person", 0, second="city"),
    Column("orders", "Orders", 80, numeric=True),
    Column("spent", "Spent", 90, numeric=True, shown=lambda value: f"{value:.2f}", tone=lambda row: "bad"),
    Column("note", "Note", 60, sortable=False),
]
ROWS = [
    {"name": "Zoë Núñez", "city": "Manchester", "orders": 11, "spent": 2310.4},
    {"name": "Günther Weiß", "city": None, "orders": None, "spent": 0.0},
]


def test_it_keeps_the_rules_of_qts_models(qtmodeltester, qapp) -> None:
    qtmodeltester.check(RowsModel(COLUMNS, ROWS), force_py=True)


def test_a_cell_is_written_as_its_column_says(qapp) -> None:
    model = RowsModel(COLUMNS, ROWS)
    assert [model.data(model.index(0, at)) for at in range(4)] == ["Zoë Núñez", "11", "2310.40", ""]
    assert model.data(model.index(1, 1)) == ""
    assert model.data(model.index(0, 0), SECOND_LINE) == "Manchester"
    assert model.data(model.index(1, 0), SECOND_LINE) == ""
    assert model.data(model.index(0, 2), TONE) == "bad"
    right = Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole) & right
    assert model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) & right
    assert not model.data(model.index(0, 0), Qt.ItemDataRole.TextAlignmentRole) & right


def _table(shown, rows=ROWS) -> TableView:
    table = TableView(RowsModel(COLUMNS, rows), "People", two_lines=True)
    table.resize(600, 300)
    return shown(table)


def test_the_growing_column_takes_what_the_others_leave(shown) -> None:
    table = _table(shown)
    widths = [table.columnWidth(at) for at in range(4)]
    assert widths[1:] == [80, 90, 60]
    assert sum(widths) == table.viewport().width()


def test_a_header_asks_for_an_order_numbers_from_the_largest(qtbot, shown) -> None:
    table, wanted = _table(shown), []
    table.sort_wanted.connect(lambda key, descending: wanted.append((key, descending)))
    for section in (1, 0, 3):
        table.horizontalHeader().sectionClicked.emit(section)
    table.set_sort("name", False)
    table.horizontalHeader().sectionClicked.emit(0)
    assert wanted == [("orders", True), ("name", False), ("name", True)]
    assert table.horizontalHeader().sortIndicatorSection() == 0


def test_enter_opens_the_row_where_the_keyboard_is(qtbot, shown) -> None:
    table, opened = _table(shown), []
    table.row_activated.connect(opened.append)
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [1]
    qtbot.keyClick(table, Qt.Key.Key_Up)
    qtbot.keyClick(table, Qt.Key.Key_Enter)
    assert opened == [1, 0]


def test_rows_have_one_height_and_tab_leaves_the_table(shown) -> None:
    table = _table(shown)
    assert {table.rowHeight(at) for at in range(2)} == {52}
    assert not table.tabKeyNavigation()
    assert table.selectionBehavior() == QTableView.SelectionBehavior.SelectRows


def test_an_empty_table_says_why(shown) -> None:
    table = _table(shown, [])
    before = table.viewport().grab().toImage()
    table.empty_text = "Nobody fits yet"
    table.viewport().update()
    assert table.viewport().grab().toImage() != before


def test_titles_stay_whole_where_columns_give_way_and_none_do_where_they_are_kept(shown) -> None:
    columns = [Column("a", "A", 200), Column("b", "Whole title of this", 200), Column("c", "C", 200)]
    table = TableView(RowsModel(columns, [{}]), "Rows")
    kept = TableView(RowsModel(columns, [{}]), "Rows", keeps=True)
    for one in (table, kept):
        one.resize(400, 200)
        shown(one)
    title = table.horizontalHeader().fontMetrics().horizontalAdvance("Whole title of this")
    assert table.columnWidth(1) >= title + 16 > table.columnWidth(0) - 40
    assert sum(table.columnWidth(at) for at in range(3)) <= table.viewport().width()
    assert [kept.columnWidth(at) for at in range(3)] == [200, 200, 200]


def test_numbers_are_never_cut_off(shown) -> None:
    columns = [Column("name", "File", 0), Column("rows", "Rows", 40, numeric=True, shown=lambda value: f"{value:,}")]
    model = RowsModel(columns, [{"name": "a", "rows": 7}])
    table = TableView(model, "Files")
    table.resize(300, 200)
    shown(table)
    assert table.columnWidth(1) == 40
    for wide in (300, 170):
        model.set_rows([{"name": "a", "rows": 7}, {"name": "b", "rows": 12_345_678}])
        table.resize(wide, 200)
        assert table.columnWidth(1) >= table.fontMetrics().horizontalAdvance("12,345,678") + 17


def test_its_ground_is_painted_to_the_end_in_either_theme(shown) -> None:
    table = _table(shown)
    for choice in ("dark", "light"):
        theme.active().choose(choice)
        picture = table.viewport().grab().toImage()
        assert picture.pixelColor(picture.width() - 2, picture.height() - 2) == theme.active().color("surface")
        assert table.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent), "or scrolling paints every row"


def test_names_of_all_scripts_stand_on_one_height(shown) -> None:
    names = ("Ann", "Ann 佐藤", "Ann حسن", "Ann สมชาย")
    table = _table(shown, [{"name": name, "city": "Leeds", "spent": 0} for name in names])
    pictures = []
    for row in range(len(names)):
        cell = table.visualRect(table.model().index(row, 0))
        wide = table.fontMetrics().horizontalAdvance("Ann")
        pictures.append(table.viewport().grab(cell.adjusted(8, 1, 8 + wide - cell.width(), -26)).toImage())
    assert all(picture == pictures[0] for picture in pictures)
