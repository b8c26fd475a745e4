"""A connection that is lent to readings: closed once it is given up and none of them is left."""

import duckdb
import pytest

from storage.mirror.connecting import Lent


def test_a_reading_goes_on_between_its_statements_after_the_connection_was_given_up() -> None:
    connection = duckdb.connect()
    lent = Lent(connection)
    cursor, other = lent.lend(), lent.lend()
    assert cursor.execute("SELECT 1").fetchall() == [(1,)]
    lent.give_up()
    assert cursor.execute("SELECT 2").fetchall() == [(2,)]
    lent.back(other)
    lent.back(other)
    assert cursor.execute("SELECT 3").fetchall() == [(3,)]
    lent.back(cursor)
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("SELECT 4")


def test_without_readings_it_is_closed_at_once() -> None:
    connection = duckdb.connect()
    Lent(connection).give_up()
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("SELECT 1")
