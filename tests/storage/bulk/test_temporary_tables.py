"""Tables that live for one transaction."""

from sqlalchemy import create_engine, inspect, select

from storage.bulk import temporary_tables


def test_numbers_can_be_joined_and_go_with_their_connection() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        table = temporary_tables.numbers_table(connection, range(120_000))
        assert connection.scalar(select(table.c.number).where(table.c.number == 119_999)) == 119_999
        assert len(connection.execute(select(table.c.number)).all()) == 120_000
        assert table.name not in inspect(connection).get_table_names()
    engine.dispose()


def test_several_stand_beside_each_other_with_their_own_columns() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        first = temporary_tables.make(connection, [("link", int), ("said", str)], [(1, "a"), (2, None)])
        second = temporary_tables.make(connection, [("said", str)], [("b",)])
        empty = temporary_tables.numbers_table(connection, [])
        assert connection.execute(select(first)).all() == [(1, "a"), (2, None)]
        assert connection.execute(select(second)).all() == [("b",)]
        assert connection.execute(select(empty)).all() == []
    engine.dispose()
