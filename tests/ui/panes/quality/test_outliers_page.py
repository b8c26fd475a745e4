"""The page of the orders that stand out, without a project."""

from pytestqt.qtbot import QtBot

from app.ingest.order_decisions import OrderVerdict
from app.people import OrderLine
from app.quality import Outliers
from tests.ui.panes.quality.test_outliers_list import ORDER
from ui.panes.quality.outliers_page import LINES, OutliersPage
from ui.widgets.labels import Label


def test_it_shows_an_order_its_lines_and_what_is_left_out(qtbot: QtBot) -> None:
    page = OutliersPage()
    qtbot.addWidget(page)
    page.show_looking()
    assert not page.right.isEnabled()
    page.model.show_found([ORDER])
    page.show_order(ORDER)
    page.show_lines([OrderLine("Mug", 20_000, 300_000)] * (LINES + 3))
    texts = [label.text() for label in page.card.findChildren(Label)]
    assert {"Order A1 of ann@x.example, 3 Jun 2011", "Mug", "2 ×", "30.00", "and 3 more lines"} <= set(texts)
    at = "2011-06-04T00:00:00+00:00"
    left = OrderVerdict(3, "leave_out", "email:bo@x.example", "B2", "a test", "you", at, None)
    page.show_left_out(Outliers(10, 1, (ORDER,), (left,)))
    with qtbot.waitSignal(page.count_again) as asked:
        page.again["B2"].click()
    assert asked.args == [3]
    page.show_nothing()
    assert not page.right.isEnabled()
