"""Queries that read, and what only looks so."""

import pytest

from app.ingest.readers.databases.problems import QueryProblem
from app.ingest.readers.databases.statements import checked

EVERY = ("postgresql", "mysql", "mariadb", "sqlite", "oracle")


@pytest.mark.parametrize("database", EVERY)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1", "select 1;", "\n -- all\n/* of ; them */ SELECT ';' AS \"a;b\" FROM t -- ; no\n",
        "(SELECT 1) UNION SELECT 2", "WITH a AS (SELECT 1) SELECT * FROM a ;;", "VALUES (1), (2)", "TABLE people",
        "SELECT 'it''s; DROP TABLE x' AS told",
        "SELECT updated_at, inserted FROM t WHERE note LIKE '%insert into%'",
    ],
)  # fmt: skip
def test_one_reading_statement_passes(query: str, database: str) -> None:
    assert checked(query, database) == query.strip().rstrip("; ") or query.strip().startswith("--")


@pytest.mark.parametrize("database", EVERY)
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "is empty"), (" ;-- x", "is empty"), ("SELECT 1; SELECT 2", "several statements"),
        ("SELECT 1; DROP TABLE x", "several statements"), ("DROP TABLE x", "would change"),
        ("/* */ delete from x", "would change"),
        ("(((UPDATE t SET a = 1", "would change"), ("SELECT * INTO t FROM x", "would change"),
        ("EXPLAIN SELECT 1", "cannot begin with “EXPLAIN”"), ("pragma user_version", "cannot begin with “pragma”"),
        ("= 1", "cannot begin with “=”"), ("SET a = 1", "cannot begin with “SET”"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(query: str, says: str, database: str) -> None:
    with pytest.raises(QueryProblem, match=says) as caught:
        checked(query, database)
    assert caught.value.remedy


def test_what_is_a_text_differs_between_databases() -> None:
    assert checked(r"SELECT 'a\'; DROP TABLE x' AS told", "mysql")
    assert checked(r"SELECT E'a\'; DROP TABLE x' AS told", "postgresql")
    assert checked("SELECT $of$; it's $of$ AS told, $1", "postgresql")
    assert checked("SELECT 1 # ; DROP TABLE x", "mariadb")
    for query, database in (
        (r"SELECT 'a\'; DROP TABLE x; --'", "postgresql"),
        ("SELECT $a$ $a$; DROP TABLE x; -- $a$", "postgresql"),
        ("SELECT 1 /*! INTO OUTFILE '/tmp/x' */", "mysql"),
        ("WITH gone AS (SELECT 1) DELETE FROM x", "mssql"),
        ("SELECT 1 COMMIT DROP TABLE x", "mssql"),
    ):
        with pytest.raises(QueryProblem):
            checked(query, database)
