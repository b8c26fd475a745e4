"""The project at a glance: figures, months, what came in last, and the next step."""

from tests.ui.panes.home.shown_rows import click, rows_of
from ui.charts.months import Months
from ui.panes.home.pane import Home
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import Segmented


def test_the_glance_shows_figures_months_imports_and_the_next_step(open_shop: MainWindow) -> None:
    home = open_shop.host.current()
    assert isinstance(home, Home)
    assert settle(open_shop, lambda: bool(home.glance._found))
    assert home.glance._people.text() == "12"
    assert home.glance._people.accessibleName() == "People 12 10 with an address"
    assert home.glance._events.text() == "18"
    assert home.glance._done.text() == "2 of 6"
    chart = home.findChild(Months)
    assert chart.accessibleDescription() == "December 2010 10 events; January 2011 8 events"
    assert "orders.csv" in rows_of(open_shop)
    assert rows_of(open_shop)["orders.csv"].accessibleDescription() == "Orders · 18 rows kept · 2 rejected"


def test_bars_can_count_orders_instead(open_shop: MainWindow) -> None:
    home = open_shop.host.current()
    assert settle(open_shop, lambda: bool(home.glance._found))
    chart, choice = home.findChild(Months), home.findChild(Segmented)
    before = chart.grab().toImage()
    click(choice.findChildren(type(choice._keys["orders"]))[1])
    assert chart.accessibleDescription() == "December 2010 7 orders; January 2011 5 orders"
    assert chart.grab().toImage() != before


def test_a_step_leads_to_its_pane(open_shop: MainWindow, monkeypatch) -> None:
    led: list[str] = []
    home = open_shop.host.current()
    object.__setattr__(home.context, "go_to", lambda key, **what: led.append(key))
    for title in ("Build a segment", "Plan and export"):
        click(rows_of(open_shop)[title])
    assert led == ["segments", "campaigns"]
