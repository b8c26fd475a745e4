from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.charts.months import Months
from ui.core import file_dialogs
from ui.panes.home.pane import Home
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button, RowButton, Segmented


def _rows(window: MainWindow) -> dict[str, RowButton]:
    QApplication.processEvents()
    return {row.text(): row for row in window.host.current().findChildren(RowButton) if row.isVisible()}


def _click(widget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_recents_lead_back_and_can_be_taken_off(window: MainWindow, shop: Path) -> None:
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    window.close_project()
    assert settle(window)
    row = _rows(window)["Gift shop"]
    assert row.accessibleDescription().startswith("12 people · today")
    _click(row)
    assert settle(window, lambda: window.projects.current is not None)
    assert window.windowTitle().startswith("Gift shop")
    window.close_project()
    assert settle(window)
    _click(_rows(window)["Gift shop"].findChild(Button))
    assert _rows(window) == {}
    assert shop.exists()


def test_a_missing_project_is_greyed_and_can_be_found_again(window: MainWindow, shop: Path, monkeypatch) -> None:
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    window.close_project()
    assert settle(window)
    moved = shop.rename(shop.with_name("Moved.quill"))
    window.go_to("home")
    window.projects.recents_changed.emit()
    row = _rows(window)["Gift shop"]
    assert row.accessibleDescription() == "Not where it was: press to find it"
    monkeypatch.setattr(file_dialogs, "choose_file", lambda *_: str(moved))
    _click(row)
    assert settle(window, lambda: window.found is not None)
    assert [recent.path for recent in window.projects.recents()] == [str(moved)]


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
    assert "orders.csv" in _rows(open_shop)
    assert _rows(open_shop)["orders.csv"].accessibleDescription() == "Orders · 18 rows kept · 2 rejected"


def test_bars_can_count_orders_instead(open_shop: MainWindow) -> None:
    home = open_shop.host.current()
    assert settle(open_shop, lambda: bool(home.glance._found))
    chart, choice = home.findChild(Months), home.findChild(Segmented)
    before = chart.grab().toImage()
    _click(choice.findChildren(type(choice._keys["orders"]))[1])
    assert chart.accessibleDescription() == "December 2010 7 orders; January 2011 5 orders"
    assert chart.grab().toImage() != before


def test_a_step_leads_to_its_pane(open_shop: MainWindow, monkeypatch) -> None:
    led: list[str] = []
    home = open_shop.host.current()
    object.__setattr__(home.context, "go_to", lambda key, **what: led.append(key))
    for title in ("Build a segment", "Plan and export"):
        _click(_rows(open_shop)[title])
    assert led == ["segments", "campaigns"]


def test_recents_are_in_the_palette(window: MainWindow, shop: Path) -> None:
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    window.close_project()
    assert settle(window)
    assert "Open Gift shop" in [command.title for command in window.commands.all()]
