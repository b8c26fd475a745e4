"""What the wizard shows of a file, and a choice in one of its menus."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QMenu

from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.picker import Picker

CONTACTS = """Customer ID;E-mail;First name;Date of birth;Shoe size;Interests
1;ann@example.com;Ann;03/04/1990;38;Tea|Books
2;bob@example;Bob;05/06/1991;44;Tea
3;ANN@example.com;Annie;13/07/1992;39;
;;Nobody;;;
4;cat@example.com;Cat;01/02/1993;37;Books
"""
ORDERS = """InvoiceNo,StockCode,Quantity,UnitPrice,InvoiceDate,CustomerID
o1,T1,2,3.50,2011-12-01 10:00,1
o1,T2,1,1.00,2011-12-01 10:00,1
Co2,T1,-1,3.50,2011-12-02 10:00,1
o3,T1,1,3.50,2011-12-03 10:00,
"""


def texts(widget: Any) -> set[str]:
    # What was put into a layout is shown with the next events.
    QApplication.processEvents()
    return {label.text() for label in widget.findChildren(QLabel) if not label.isHidden()}


def cells(data: Data, header: str) -> list[str]:
    grid = data.wizard_page.grid
    return [grid.cell(header, row) for row in range(grid.table.model_of_rows.rowCount())]


def head(data: Data, header: str) -> Any:
    """What a column becomes, once somebody has come to it."""
    data.wizard_page.come_to(header)
    return data.wizard_page.column


def picker() -> Picker:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Picker) and one.isVisible())


def choose(menu_of: Any, title: str) -> None:
    action = next(action for menu in menu_of.findChildren(QMenu) for action in menu.actions() if action.text() == title)
    action.trigger()
    for menu in menu_of.findChildren(QMenu):
        menu.close()


def bring_in(data: Data, window: MainWindow, tried: Callable[[], None], path: str) -> None:
    data.bring_in([path])
    tried()
    data.wizard.bring_in()
    assert settle(window, lambda: data.header.title.text().endswith("is in"))
