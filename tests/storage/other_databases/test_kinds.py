"""What is asked of drivers; the servers themselves are tried in tests/app/ingest/readers/databases."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import OperationalError

from storage.other_databases.kinds import kind_of


def test_bits_of_mysql_are_numbers_and_one_bit_a_yes_or_no() -> None:
    kind = kind_of(make_url("mysql+pymysql://h/d"))
    mends = kind.mends([("a", 16, None, 1), ("b", 16, None, 12), ("c", 3, None, 11)])
    assert sorted(mends) == [0, 1]
    assert [mends[0](cell) for cell in (b"\x01", b"\x00", None)] == [True, False, None]
    assert [mends[1](cell) for cell in (b"\x01\x02", None)] == [258, None]
    assert kind_of(make_url("oracle+oracledb://h/d")).mends([("a", 16, None, 1)]) == {}


def test_a_file_is_opened_for_reading_alone(tmp_path: Path) -> None:
    path = tmp_path / "Läden #1?.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE one (id)")
    url = make_url("sqlite://").set(database=str(path))
    kind = kind_of(url)
    engine = create_engine(url, **kind.arguments(url))
    with engine.connect() as connection:
        kind.only_read(connection)
        with pytest.raises(OperationalError, match="readonly"):
            connection.exec_driver_sql("INSERT INTO one VALUES (1)")
        driver = connection.connection.driver_connection
        timer = threading.Timer(0.2, kind.stop, (engine, driver))
        timer.start()
        began = time.monotonic()
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        with pytest.raises(OperationalError, match="interrupted"):
            connection.exec_driver_sql(endless)
        timer.join()
        assert time.monotonic() - began < 10
    engine.dispose()
    assert path.exists()


def test_a_driver_that_can_stop_its_work_is_told_to() -> None:
    class Driver:
        stopped = False

        def cancel(self) -> None:
            self.stopped = True

    kind, driver = kind_of(make_url("oracle+oracledb://h/d")), Driver()
    engine = create_engine("sqlite://")
    kind.stop(engine, driver)
    kind.stop(engine, object())
    assert driver.stopped
