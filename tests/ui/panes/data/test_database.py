"""From a database in the real window: connecting, fetching into the wizard, stopping, and what is remembered."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from app import ingest, people
from storage.disk.own_files import cache_home
from tests.ui.panes.data.looked_at import texts
from ui.panes.data.database import FromDatabase
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"


@pytest.fixture
def address(tmp_path: Path) -> str:
    with closing(sqlite3.connect(tmp_path / "crm.db")) as made:
        made.execute("CREATE TABLE customers (email TEXT, city TEXT)")
        made.executemany("INSERT INTO customers VALUES (?, 'Leeds')", ((f"p{n}@x.de",) for n in range(30)))
        made.execute("CREATE TABLE coupons (code TEXT)")
        made.commit()
    return f"sqlite:///{tmp_path / 'crm.db'}"


@pytest.fixture
def asked(data: Data, window: MainWindow) -> FromDatabase:
    """The page, opened by its button."""
    data.history.empty.database.click()
    assert data.showing_database()
    return data.database


def left() -> list[Path]:
    folder = cache_home() / "fetched"
    return list(folder.iterdir()) if folder.exists() else []


def connect(asked: FromDatabase, window: MainWindow, qtbot: QtBot, address: str) -> None:
    asked.page.address.clear()
    qtbot.keyClicks(asked.page.address, address)
    qtbot.keyClick(asked.page.address, Qt.Key.Key_Return)
    assert settle(window, lambda: not asked.busy)


def test_a_table_goes_through_the_wizard_by_keyboard_alone(
    data: Data, asked: FromDatabase, window: MainWindow, qtbot: QtBot, address: str, tried: Callable[[], None]
) -> None:
    page = asked.page
    assert page.address.hasFocus()
    assert not asked.next_button.isEnabled()
    connect(asked, window, qtbot, address)
    assert page.search.hasFocus()
    assert "2 tables and views" in data.header.quiet.text()
    qtbot.keyClicks(page.search, "cust")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert settle(window, data.showing_wizard)
    tried()
    assert data.header.title.text() == "Bring in customers.parquet"
    assert len(left()) == 1
    window.commands.run("data.go")
    assert settle(window, lambda: data.header.title.text() == "customers.parquet is in")
    assert people.count(data.project) == 30
    assert left() == []
    assert [(one.file, one.source) for one in ingest.history(data.project)] == [("customers.parquet", address)]
    data.show_history()
    assert settle(window)
    assert any("From sqlite:" in text for text in texts(data.history.detail)) or data.history.detail._source.isVisible()


def test_address_and_table_are_there_next_month_and_no_password(
    data: Data, asked: FromDatabase, window: MainWindow, qtbot: QtBot, address: str, tried: Callable[[], None]
) -> None:
    asked.page.user.setText("ann")
    asked.page.password.setText("s3cret")
    connect(asked, window, qtbot, address)
    asked.page.table.selectRow(1)
    asked.next_button.click()
    assert settle(window, data.showing_wizard)
    tried()
    assert asked.page.password.text() == ""
    data.wizard.cancel()
    assert settle(window)
    assert left() == []
    data.show_database()
    assert (asked.page.address.text(), asked.page.user.text(), asked.page.password.text()) == (address, "", "")
    assert asked.page.password.hasFocus()
    connect(asked, window, qtbot, address)
    assert asked.page.title() == "customers"
    settings = QSettings()
    assert "customers" in str(settings.value("data/databases"))
    assert not any("s3cret" in str(settings.value(key)) for key in settings.allKeys())
    QSettings().setValue("data/databases", "[no")
    asked.begin()
    assert asked.page.address.text() == ""


def test_a_pasted_password_is_put_where_it_is_not_read(asked: FromDatabase) -> None:
    found = ingest.database_address("postgresql://ann:s3cret@db/crm")
    asked._hide_secrets(found)
    page = asked.page
    assert (page.address.text(), page.user.text(), page.password.text()) == ("postgresql://db/crm", "ann", "s3cret")
    assert "s3cret" not in page.password.displayText()


@pytest.mark.parametrize(
    ("written", "place", "says"),
    [
        ("nothing", "address", "no address of a database"),
        ("postgresql://127.0.0.1:1/crm", "address", "takes no connections on port 1"),
        ("postgresql://:pw@127.0.0.1:1/crm", "user", "and no user"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    data: Data, asked: FromDatabase, window: MainWindow, qtbot: QtBot, written: str, place: str, says: str
) -> None:
    connect(asked, window, qtbot, written)
    one = asked.page.asked[place]
    assert says in one.problem.text()
    assert one.field.hasFocus()
    assert data.strip.text() == ""


def test_a_query_is_mended_stopped_and_fetched(
    data: Data, asked: FromDatabase, window: MainWindow, qtbot: QtBot, address: str, tried: Callable[[], None]
) -> None:
    page = asked.page
    asked.page.address.setText(address)
    qtbot.mouseClick(page.ways._keys["query"], Qt.MouseButton.LeftButton)
    page.query.setPlainText("SELECT nowhere FROM customers")
    asked.next_button.click()
    assert settle(window, lambda: not asked.busy)
    assert "No such column: nowhere" in page.wrong.text()
    assert page.query.hasFocus()
    page.query.setPlainText(ENDLESS)
    asked.next_button.click()
    assert data.at_work()
    assert asked.cancel_button.text() == "Stop"
    qtbot.waitUntil(lambda: page.progress.isVisible())
    data.escape()
    assert settle(window, lambda: not asked.busy)
    assert data.strip.text() == "Stopped. Nothing was fetched."
    page.query.setPlainText("SELECT email, 'vip' AS tier FROM customers LIMIT 3")
    asked.next_button.click()
    assert settle(window, data.showing_wizard)
    tried()
    assert data.header.title.text() == "Bring in query.parquet"
    # Closed here, it is fetched anew another time: nothing of it stays.
    assert data.drafts.draft() is None
    data.wizard.cancel()


def test_going_elsewhere_stops_the_work(
    data: Data, asked: FromDatabase, window: MainWindow, address: str, files: dict[str, str], tried: Callable[[], None]
) -> None:
    asked.page.address.setText(address)
    asked.page.ways.set_value("query")
    asked.page.query.setPlainText(ENDLESS)
    asked.fetch()
    assert not data.files_dropped(["x.quill"])
    data.bring_in([files["contacts.csv"]])
    assert "on its way" in data.strip.text()
    data.back.click()
    assert settle(window)
    assert not data.showing_database()
    data.show_database()
    asked.page.password.setText("s3cret")
    data.bring_in([files["contacts.csv"]])
    tried()
    assert asked.page.password.text() == ""
    data.show_database()
    assert data.showing_wizard()
    assert left() == []
    data.wizard.cancel()
