"""SQLite databases, and what stands in them that no reader may fall over."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app import ingest
from app.domain.problems import FileProblem, ImportProblem
from app.ingest import Mapping
from app.ingest.readers.reading import read
from app.ingest.readers.table import Layout
from app.project import Project


def made(path: Path, *statements: str, journal: str = "delete") -> Path:
    """A database."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode={journal}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


SHOP = (
    "CREATE TABLE settings (name TEXT, value TEXT)",
    "INSERT INTO settings VALUES ('colour', 'red')",
    "CREATE TABLE orders (order_id INTEGER, customer_id INTEGER, created_at TEXT, sku TEXT, price REAL)",
    "INSERT INTO orders VALUES (1, 7, '2024-03-01 10:00:00', 'A', 19.5), (2, 7, '2024-03-02 10:00:00', 'B', 5)",
    "CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, email TEXT, postcode TEXT, points NUMERIC)",
    "INSERT INTO customers VALUES (7, 'a@x.de', '01234', 3), (8, 'b@x.de', '', NULL)",
    "CREATE VIEW buyers AS SELECT DISTINCT email FROM customers JOIN orders USING (customer_id)",
)


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_each_table_and_view_can_be_chosen(tmp_path: Path, journal: str) -> None:
    file = made(tmp_path / "shop.db", *SHOP, journal=journal)
    _, raw = read(file)
    assert (raw.layout.sheet, raw.sheets) == ("customers", ("settings", "orders", "customers", "buyers"))
    assert raw.cells(0) == {"customer_id": "7", "email": "a@x.de", "postcode": "01234", "points": "3"}
    _, raw = read(file, Layout(sheet="buyers"))
    assert [raw.cells(row) for row in range(raw.rows)] == [{"email": "a@x.de"}]
    with pytest.raises(ImportProblem, match=r"has no table “people”\. It has settings, orders, customers, buyers"):
        read(file, Layout(sheet="people"))


def test_a_table_comes_in_as_what_its_name_says(project: Project, tmp_path: Path) -> None:
    file = made(tmp_path / "shop.db", *SHOP)
    people = ingest.run_import(project, file)
    assert (people.kind, people.accepted, people.mapping.sheet) == ("profiles", 2, "customers")
    mapping = ingest.plan(project, file, None, people.mapping).mapping
    assert mapping == people.mapping
    orders = ingest.run_import(project, file, "orders", Mapping("orders", sheet="orders"))
    assert orders.events == {"ordered_product": 2, "placed_order": 2}


def test_a_column_is_of_the_type_that_all_its_values_have(tmp_path: Path) -> None:
    file = made(
        tmp_path / "a.sqlite",
        "CREATE TABLE t (a, b, c, d, e, f)",
        f"INSERT INTO t VALUES (1, 1.5, 'x', 7, x'c3a9', {2**60})",
        "INSERT INTO t VALUES (NULL, 2, NULL, 'seven', NULL, 0.5)",
        f"INSERT INTO t VALUES ({-(2**63)}, -3, '', 7.25, 'e', 1)",
    )
    _, raw = read(file)
    assert [str(kind) for kind in raw.columns.schema.types] == [
        "int64",
        "double",
        "string",
        "string",
        "string",
        "string",
    ]
    assert raw.columns.column("a").to_pylist() == [1, None, -(2**63)]
    assert raw.columns.column("d").to_pylist() == ["7", "seven", "7.25"]
    assert raw.columns.column("e").to_pylist() == ["é", "", "e"]
    assert raw.columns.column("f").to_pylist() == [str(2**60), "0.5", "1"]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    whole = made(tmp_path / "whole.db", *SHOP).read_bytes()
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(ImportProblem, match=r"damaged\.db cannot be read as a database. .*malformed"):
        read(damaged)
    with pytest.raises(ImportProblem, match="empty"):
        read(made(tmp_path / "none.db", "CREATE TABLE t (a)"))
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 'x' AS mail FROM n"
    with pytest.raises((ImportProblem, FileProblem)):
        read(made(tmp_path / "endless.db", f"CREATE VIEW v AS {endless}"))


def test_a_project_is_no_table(project: Project) -> None:
    with pytest.raises(ImportProblem, match=r"is a project of Quillwork\. Open it with File, Open"):
        read(project.path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(*[st.none() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.floats(allow_nan=False)] * 2),
        min_size=1,
    )
)
@example([(-(2**63), None), (0.5, None)])
def test_every_row_is_there_with_what_it_holds(tmp_path: Path, rows: list[tuple[object, object]]) -> None:
    file = tmp_path / "random.db"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE t (a, b)")
        connection.executemany("INSERT INTO t VALUES (?, ?)", rows)
        connection.commit()
    _, raw = read(file)
    assert raw.rows == len(rows)
    for found, expected in zip(raw.columns.to_pylist(), rows, strict=True):
        for cell, said in zip(found.values(), expected, strict=True):
            assert (
                (cell in (None, ""))
                if said in (None, "")
                else (type(said)(cell) == said if not isinstance(said, str) else cell == said)
            )


def test_rows_that_stand_in_a_log_beside_the_file_are_not_left_out_silently(tmp_path: Path) -> None:
    file = made(tmp_path / "shop.db", *SHOP, journal="wal")
    with closing(sqlite3.connect(file)) as shop:
        shop.execute("INSERT INTO customers VALUES (9, 'new@x.de', '10115', 0)")
        shop.commit()
        with pytest.raises(ImportProblem, match=r"newest rows of shop\.db may not be in it yet.*shop\.db-wal.*Close"):
            read(file)
    # The program has ended, and took its log along.
    _, raw = read(file)
    assert "new@x.de" in [raw.cells(row)["email"] for row in range(raw.rows)]
