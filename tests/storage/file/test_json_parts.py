"""Whether the JSON in a project's tables has the parts that the program writes there."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from storage.file.json_parts import odd_insides

TABLES = {
    "score_run": ("kind", "summary", "parameters"), "batch": ("mapping", "report"),
    "commit_log": ("changes", "touched"), "conflict": ("detail",), "export": ("manifest",), "rejected_row": ("row",),
    "unread_cell": ("row",), "companion_row": ("row",), "profile_row": ("traits",), "product_row": ("fields",),
    "product": ("more",), "field": ("priority", "merged"), "store_row": ("fields",), "store": ("more",),
    "offer_code_row": ("fields",), "offer_code": ("more",), "given_code": ("fields",),
}  # fmt: skip


@pytest.fixture
def file() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        for table, columns in TABLES.items():
            # Of the type that a project's have: it makes a number of what looks like one.
            connection.execute(f"CREATE TABLE {table} ({', '.join(f'{column} JSON' for column in columns)})")
        yield connection


GROUP = {"name": "Gold", "count": 3, "recency_days": 1.5, "frequency": None, "monetary": 20}
RANGE = {"name": "Gold", "recency": [1, 2], "frequency": [1, 5], "monetary": [1, 5]}


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("score_run", {"kind": "rfm", "summary": {"scored": 3, "groups": [GROUP]}, "parameters": {"groups": [RANGE]}}),
        ("score_run", {"kind": "cluster", "summary": {"whatever": [1]}, "parameters": {}}),
        ("batch", {"mapping": {"kind": "profiles", "columns": {"E": {"to": "email"}}}, "report": {"unread": 0}}),
        ("batch", {"mapping": {}, "report": {"mends": {"batch": 1, "file": "a", "rows": 2, "lines": [[1, 2]]}}}),
        ("commit_log", {"changes": ["events"], "touched": {"people": [1], "rewritten": []}}),
        ("commit_log", {"changes": [], "touched": {"people": None, "rewritten": ["events"]}}),
        ("export", {"manifest": {"files": [{"path": "a.csv", "more": 1}]}}),
        ("product", {"more": None}),
        ("product", {"more": {"colour": "red"}}),
    ],
)
def test_what_the_program_writes_is_whole(file: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    _put(file, table, row)
    assert odd_insides(file) == []


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("score_run", {"kind": "rfm", "summary": {"groups": []}, "parameters": {}}, "summary"),
        ("score_run", {"kind": "rfm", "summary": {"scored": True, "groups": []}, "parameters": {}}, "summary"),
        ("score_run", {"kind": "rfm", "parameters": {"groups": [RANGE | {"recency": [1]}]}}, "parameters"),
        ("batch", {"mapping": {"columns": []}, "report": {}}, "mapping"),
        ("batch", {"mapping": {"columns": {"E": {"to": 3}}}, "report": {}}, "mapping"),
        ("batch", {"mapping": {}, "report": {"unread": "none"}}, "report"),
        ("batch", {"mapping": {}, "report": {"mends": {"file": "a"}}}, "report"),
        ("commit_log", {"changes": [3], "touched": None}, "changes"),
        ("commit_log", {"changes": [], "touched": {"people": ["1"], "rewritten": []}}, "touched"),
        # SQLite keeps a number that is written there as a number.
        ("commit_log", {"changes": [], "touched": 5}, "touched"),
        ("conflict", {"detail": {"went_to": 3}}, "detail"),
        ("export", {"manifest": {"files": [{"rows": 3}]}}, "manifest"),
        ("export", {"manifest": {"files": {}}}, "manifest"),
        ("rejected_row", {"row": []}, "row"),
        ("profile_row", {"traits": "x"}, "traits"),
        ("field", {"priority": [1]}, "priority"),
        ("field", {"merged": {"into": "city", "leads": "into"}}, "merged"),
    ],
)  # fmt: skip
def test_a_part_that_is_missing_or_of_another_kind_is_told(
    file: sqlite3.Connection, table: str, row: dict[str, object], column: str
) -> None:
    _put(file, table, row)
    assert odd_insides(file) == [f"in its table “{table}”, “{column}” is not as Quillwork writes it"]


def _put(file: sqlite3.Connection, table: str, row: dict[str, object]) -> None:
    values = [one if isinstance(one, str) and name == "kind" else _json(one) for name, one in row.items()]
    file.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", values)


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value)
