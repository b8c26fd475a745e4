"""People as linkage compares them, and what they have in common who are compared."""

import duckdb
import pytest

from storage.linkage import prepared

SETTINGS = {"blocks": [["first", "birth"], ["last:3"]], "most_in_a_block": 2}


def made(*rows: tuple[str | None, ...]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE given (id BIGINT, {', '.join(f'{name} VARCHAR' for name in prepared.GIVEN)})")
    connection.execute("CREATE TABLE nicknames AS SELECT 'bob' AS short, 'robert' AS long")
    for number, row in enumerate(rows):
        connection.execute(f"INSERT INTO given VALUES ({', '.join('?' * 11)})", [number, *row])
    assert prepared.prepare(connection, SETTINGS) == ["b_0", "b_1"]
    return connection


def person(**said: str) -> tuple[str | None, ...]:
    return tuple(said.get(name) for name in prepared.GIVEN)


def test_accents_marks_and_spaces_tell_nobody_apart() -> None:
    connection = made(
        person(first="Zoë", last="O'Neill", postal="M1 4BT", email="Zoe.77421@X.example", street="High St. 4")
    )
    asked = "SELECT first, last, postal, local, digits, number, names, initials, street FROM people"
    assert connection.execute(asked).fetchone() == (
        "zoe", "oneill", "m14bt", "zoe.77421", "77421", "77421", "oneill zoe", "onzo", "high st 4",
    )  # fmt: skip


def test_a_whole_name_is_taken_apart_and_a_short_one_known() -> None:
    connection = made(person(whole="Bob van Dam"), person(whole="Bob"))
    asked = "SELECT first, last, nick FROM people ORDER BY unique_id"
    assert connection.execute(asked).fetchall() == [("bob", "dam", ["robert"]), ("bob", None, ["robert"])]


def test_what_too_many_share_or_one_alone_has_is_no_block() -> None:
    rows = [person(first="Ann", birth="19800101", last="Smith")] * 2 + [person(first="Bo", birth="1", last="Smit")]
    found = made(*rows).execute("SELECT b_0, b_1 FROM people ORDER BY unique_id").fetchall()
    assert found[0] == found[1]
    assert [(one is None, other is None) for one, other in found] == [(False, True), (False, True), (True, True)]


def test_only_fields_are_asked_for() -> None:
    assert prepared.piece("last:3", "l.") == "left(l.last, 3)"
    with pytest.raises(ValueError, match="no field"):
        prepared.piece("1=1; --")
