"""The welcome page: projects that were open lately lead back, and one that was moved is found again."""

from pathlib import Path

from tests.ui.panes.home.shown_rows import click, rows_of
from ui.core import file_dialogs
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button
from ui.widgets.export_guide import ExportGuide


def test_recents_lead_back_and_can_be_taken_off(window: MainWindow, shop: Path) -> None:
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    window.close_project()
    assert settle(window)
    row = rows_of(window)["Gift shop"]
    assert row.accessibleDescription().startswith("12 people · today")
    click(row)
    assert settle(window, lambda: window.projects.current is not None)
    assert window.windowTitle().startswith("Gift shop")
    window.close_project()
    assert settle(window)
    click(rows_of(window)["Gift shop"].findChild(Button))
    assert rows_of(window) == {}
    assert shop.exists()


def test_a_missing_project_is_greyed_and_can_be_found_again(window: MainWindow, shop: Path, monkeypatch) -> None:
    window.projects.open(shop)
    assert settle(window, lambda: window.found is not None)
    window.close_project()
    assert settle(window)
    moved = shop.rename(shop.with_name("Moved.quill"))
    window.go_to("home")
    window.projects.recents_changed.emit()
    row = rows_of(window)["Gift shop"]
    assert row.accessibleDescription() == "Not where it was: press to find it"
    monkeypatch.setattr(file_dialogs, "choose_file", lambda *_: str(moved))
    click(row)
    assert settle(window, lambda: window.found is not None)
    assert [recent.path for recent in window.projects.recents()] == [str(moved)]


def test_it_says_where_the_export_of_each_shop_and_tool_is_found(window: MainWindow) -> None:
    assert settle(window)
    [guide] = window.host.current().findChildren(ExportGuide)
    tools = {guide.list.item(at).text().partition(",")[0] for at in range(guide.list.count())}
    assert {"Shopify", "WooCommerce", "Klaviyo", "Mailchimp", "HubSpot", "Stripe", "Google Contacts"} <= tools
    guide.search.setText("klaviyo profiles")
    assert guide.where.text().startswith("Klaviyo: Audience, Lists & segments.")
