"""Tables and queries of a SQLite file fetched by its address, and brought in."""

import gc
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from app import ingest
from app.domain.problems import ImportProblem
from app.domain.progress import Cancelled, Progress
from app.ingest import DatabaseAddress, QueryProblem
from app.ingest.readers.databases import fetching
from app.project import Project
from storage.disk.own_files import cache_home

SHOP = (
    "CREATE TABLE customers (customer_id INTEGER, email TEXT, points REAL)",
    "INSERT INTO customers VALUES (7, 'a@x.de', 3), (8, 'b@x.de', NULL), (9, 'ç@x.de', 0.5)",
    'CREATE TABLE "sales/2024: *" (id)',
    "CREATE TABLE Orders (order_id INTEGER)",
    "CREATE TABLE orders_old (order_id INTEGER)",
    "CREATE VIEW seen AS SELECT email FROM customers",
)


@pytest.fixture
def shop(tmp_path: Path) -> DatabaseAddress:
    with closing(sqlite3.connect(tmp_path / "shop.db")) as made:
        for statement in SHOP:
            made.execute(statement)
        made.commit()
    return ingest.database_address(f"sqlite:///{tmp_path / 'shop.db'}")


def left() -> list[Path]:
    folder = cache_home() / "fetched"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_table_is_a_file_of_its_name_as_long_as_it_is_held(shop: DatabaseAddress) -> None:
    with ingest.fetch(shop, "customers") as found:
        assert pq.read_table(found.path).to_pylist()[0] == {"customer_id": 7, "email": "a@x.de", "points": 3.0}
        assert (found.path.name, found.rows, found.source) == ("customers.parquet", 3, shop.shown)
    assert left() == []
    ingest.fetch(shop, "seen")
    gc.collect()
    assert left() == []


def test_a_name_of_any_signs_makes_a_file(shop: DatabaseAddress) -> None:
    with ingest.fetch(shop, "sales/2024: *") as found:
        assert found.path.name == "sales_2024_ _.parquet"
        assert pq.read_table(found.path).num_rows == 0


def test_a_table_is_known_in_other_letters_too(shop: DatabaseAddress) -> None:
    with ingest.fetch(shop, "orders") as found:
        assert found.path.name == "Orders.parquet"
    with pytest.raises(QueryProblem, match=r"has no table “order”\. It has Orders, customers, orders_old"):
        ingest.fetch(shop, "order")


def test_of_many_tables_some_are_named(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "wide.db")) as made:
        for number in range(23):
            made.execute(f"CREATE TABLE t{number:02} (id)")
    address = ingest.database_address(f"sqlite:///{tmp_path / 'wide.db'}")
    assert fetching.named(ingest.database_tables(address)).endswith("t19 and 3 others")


def test_a_query_is_a_file_too(shop: DatabaseAddress) -> None:
    query = "SELECT email, count(*) AS n FROM customers WHERE email LIKE '%x%' GROUP BY email ORDER BY email;"
    with ingest.fetch(shop, query=query) as found:
        assert found.path.name == "query.parquet"
        assert pq.read_table(found.path).to_pydict() == {"email": ["a@x.de", "b@x.de", "ç@x.de"], "n": [1, 1, 1]}


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT nowhere FROM customers", "names what the database has not. It says: No such column: nowhere"),
        ("SELECT FROM", "does not understand the query"), ("DROP TABLE customers", "would change"),
        ("WITH x AS (SELECT 1) DELETE FROM customers", "would change"), ("SELECT 1; SELECT 2", "several statements"),
    ],
)  # fmt: skip
def test_a_query_that_is_wrong_is_told_and_leaves_nothing(shop: DatabaseAddress, query: str, says: str) -> None:
    with pytest.raises(QueryProblem) as caught:
        ingest.fetch(shop, query=query)
    assert says in str(caught.value)
    assert left() == []


def test_what_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_text("not one at all" * 100, "utf-8")
    with pytest.raises(ImportProblem, match=r"cannot be opened\. File is not a database"):
        ingest.database_tables(ingest.database_address(f"sqlite:///{tmp_path / 'shop.db'}"))
    (tmp_path / "shop.db").write_bytes(b"")
    with pytest.raises(QueryProblem, match="shows this user no table"):
        ingest.database_tables(ingest.database_address(f"sqlite:///{tmp_path / 'shop.db'}"))


def test_work_without_an_end_can_be_stopped(shop: DatabaseAddress) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 'Straße' AS x FROM n"
    said: list[str] = []
    progress = Progress(lambda _, phrase: said.append(phrase), lambda: any("rows" in one for one in said))
    with pytest.raises(Cancelled):
        ingest.fetch(shop, query=endless, progress=progress)
    assert left() == []


def test_what_is_fetched_comes_in_and_the_same_again_changes_nothing(project: Project, shop: DatabaseAddress) -> None:
    for duplicates, created in ((0, 3), (3, 0)):
        with ingest.fetch(shop, "customers") as found:
            report = ingest.run_import(project, found.path, None, None, found.source)
        assert (report.kind, report.duplicates, report.profiles_created) == ("profiles", duplicates, created)
        assert report.profiles_updated == 0
    assert [(one.file, one.source) for one in ingest.history(project)] == [("customers.parquet", shop.shown)] * 2
