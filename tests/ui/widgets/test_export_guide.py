"""Where an export is found: searched and gone through by keyboard."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.widgets.export_guide import NOTHING, ExportGuide

EXPORTS = [("Shopify, customers", "Customers, then Export."), ("Shopify, orders", "Orders, then Export."),
           ("Square, payments", "Reports, Transactions.")]  # fmt: skip


def test_exports_are_searched_and_each_says_where_it_is_found(qtbot: QtBot) -> None:
    guide = ExportGuide()
    qtbot.addWidget(guide)
    guide.show_exports(EXPORTS)
    guide.show()
    assert (guide.list.count(), guide.where.text()) == (3, "Customers, then Export.")
    guide.search.setFocus()
    qtbot.keyClicks(guide.search, "shop exp")
    assert [guide.list.item(at).text() for at in range(guide.list.count())] == ["Shopify, customers", "Shopify, orders"]
    qtbot.keyClick(guide.search, Qt.Key.Key_Down)
    assert guide.focusWidget() is guide.list
    qtbot.keyClick(guide.list, Qt.Key.Key_Down)
    assert guide.where.text() == "Orders, then Export."
    guide.search.setText("abacus")
    assert (guide.list.count(), guide.where.text()) == (0, NOTHING)
