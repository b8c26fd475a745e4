"""Tables listed, rows as they come, and nothing left open, of a real file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from app.domain.progress import SILENT, Cancelled, Progress
from storage.other_databases.reading import OpenDatabase, TableName


@pytest.fixture
def shop(tmp_path: Path) -> OpenDatabase:
    with closing(sqlite3.connect(tmp_path / "shop.db")) as made:
        made.execute('CREATE TABLE "order" (id INTEGER, note TEXT)')
        made.executemany('INSERT INTO "order" VALUES (?, ?)', ((n, "x" * 40) for n in range(30_000)))
        made.execute("CREATE TABLE Customers (email TEXT)")
        made.execute('CREATE VIEW buyers AS SELECT id FROM "order"')
        made.commit()
    return OpenDatabase(make_url(f"sqlite:///{tmp_path / 'shop.db'}"), SILENT, "Connecting")


def test_tables_come_before_views(shop: OpenDatabase) -> None:
    shop.connect()
    assert shop.tables() == [TableName("Customers"), TableName("order"), TableName("buyers", is_view=True)]
    assert [TableName("t", "crm").title, TableName("t").title] == ["crm.t", "t"]
    shop.close()


def test_rows_come_in_blocks_that_grow(shop: OpenDatabase) -> None:
    shop.connect()
    headers, blocks = shop.read(TableName("order"))
    sizes = [len(rows) for rows in blocks]
    assert headers == ["id", "note"]
    assert (sum(sizes), sizes[0]) == (30_000, 500)
    assert sizes[1] > sizes[0]
    assert [list(next(shop.read("SELECT 'a%s:b' AS x")[1])[0])] == [["a%s:b"]]
    shop.close()


def test_an_answer_can_be_left_and_is_then_asked_no_more(shop: OpenDatabase) -> None:
    shop.connect()
    _, blocks = shop.read('SELECT * FROM "order"')
    next(blocks)
    blocks.close()  # type: ignore[attr-defined]
    shop.close()
    shop.close()


def test_nothing_is_written(shop: OpenDatabase) -> None:
    shop.connect()
    with pytest.raises(OperationalError, match="readonly"):
        shop.read("DELETE FROM Customers")
    shop.close()


def test_waiting_can_be_stopped(tmp_path: Path, shop: OpenDatabase) -> None:
    shop.connect()
    shop.close()
    looks = iter(range(10))
    slow = OpenDatabase(
        make_url(f"sqlite:///{tmp_path / 'shop.db'}"), Progress(None, lambda: next(looks, 10) > 5), "Connecting"
    )
    slow.connect()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(Cancelled):
        list(slow.read(endless)[1])
    slow.close()
