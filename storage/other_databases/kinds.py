"""What differs between databases: how only reading is asked of them, how they are stopped, what their drivers give."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine

SECONDS = 10
"""So long a server may take to answer the first time."""

Mend = Callable[[Any], Any]
"""What makes of a driver's value the one that is meant."""


class Kind:
    """What is asked of any database; a driver's own ways are in a class of its own."""

    streaming: Mapping[str, Any] = {"stream_results": True, "no_parameters": True}
    """Rows as they come; what stands in a query is nothing to be filled in, a percent sign too."""

    reads_the_rest = False
    """Whether it reads an answer to its end before it lets go of it."""

    def arguments(self, url: URL) -> dict[str, Any]:
        """What the engine is made with beside the address."""
        return {}

    def connect(self, arguments: dict[str, Any]) -> Any:
        """A connection of the driver's own, where the usual one will not do; else None."""
        return None

    def only_read(self, connection: Connection) -> None:
        """Have every writing refused, where the database can; called before anything is asked."""

    def stop(self, engine: Engine, driver: Any) -> None:
        """Have what a connection is waiting for end with an error; called from another thread than waits."""
        for name in ("cancel", "interrupt"):
            if callable(call := getattr(driver, name, None)):
                call()
                return

    def mends(self, described: Sequence[Sequence[Any]]) -> dict[int, Mend]:
        """By place the columns whose values have to be made what they mean; `described` is the cursor's description."""
        return {}


class _PostgreSQL(Kind):
    """By psycopg, which fetches from a cursor of the server's: that takes no statement but one that reads."""

    def arguments(self, url: URL) -> dict[str, Any]:
        return {"connect_args": {"connect_timeout": SECONDS, "application_name": "Quillwork"}}

    def only_read(self, connection: Connection) -> None:
        """Begin each transaction as reading only, and read dates that Python has none for as texts."""
        connection.execution_options(postgresql_readonly=True)
        driver = connection.connection.driver_connection
        for name in ("date", "timestamp", "timestamptz"):
            _take_any_date(driver, name)

    def stop(self, engine: Engine, driver: Any) -> None:
        driver.cancel_safe(timeout=SECONDS)


def _take_any_date(driver: Any, name: str) -> None:
    """Have a day that Python's calendar has not (`infinity`, one before Christ) given as it is written."""
    import psycopg
    from psycopg.abc import Buffer
    from psycopg.adapt import Loader

    oid = driver.adapters.types[name].oid
    usual = driver.adapters.get_loader(oid, psycopg.pq.Format.TEXT)

    class AnyDate(Loader):
        """Its own way, and as text what that refuses."""

        def __init__(self, oid: int, context: Any = None) -> None:
            super().__init__(oid, context)
            self._usual = usual(oid, context).load

        def load(self, data: Buffer) -> Any:
            """The day or moment, or its text as the server writes it where Python has none such."""
            try:
                return self._usual(data)
            except psycopg.DataError:
                return bytes(data).decode()

    driver.adapters.register_loader(oid, AnyDate)


class _MySQL(Kind):
    """By PyMySQL, for MySQL and MariaDB."""

    reads_the_rest = True
    _BIT = 16

    def arguments(self, url: URL) -> dict[str, Any]:
        charset = {} if "charset" in url.query else {"charset": "utf8mb4"}
        return {"connect_args": {"connect_timeout": SECONDS, **charset}}

    def connect(self, arguments: dict[str, Any]) -> Any:
        """A connection whose end is quiet, by PyMySQL's own arguments."""
        from pymysql.connections import Connection as Usual

        class Quiet(Usual):  # type: ignore[misc]  # PyMySQL tells no types
            """Reads no rest of an answer from a connection that is gone, as its cursors do in their last moment."""

            def _force_close(self) -> None:
                super()._force_close()
                if (answer := self._result) is not None:
                    answer.unbuffered_active = False

        return Quiet(**arguments)

    def only_read(self, connection: Connection) -> None:
        """Let the session begin each transaction as reading only."""
        connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")

    def stop(self, engine: Engine, driver: Any) -> None:
        with engine.connect() as another:
            another.exec_driver_sql(f"KILL QUERY {int(driver.thread_id())}")

    def mends(self, described: Sequence[Sequence[Any]]) -> dict[int, Mend]:
        """A column of bits is a number, and of one bit a yes or no."""
        return {
            at: _yes_or_no if column[3] == 1 else _number
            for at, column in enumerate(described)
            if column[1] == self._BIT
        }


def _yes_or_no(bits: bytes | None) -> bool | None:
    return None if bits is None else any(bits)


def _number(bits: bytes | None) -> int | None:
    return None if bits is None else int.from_bytes(bits)


class _SQLite(Kind):
    """A file, which is opened for reading alone."""

    def arguments(self, url: URL) -> dict[str, Any]:
        address = f"{Path(url.database or '').absolute().as_uri()}?mode=ro"
        return {"creator": lambda: sqlite3.connect(address, uri=True, check_same_thread=False)}

    def only_read(self, connection: Connection) -> None:
        """Refuse to write, trust nothing of its schema, and read what is no text as one with marks."""
        driver: Any = connection.connection.driver_connection
        driver.text_factory = lambda text: text.decode("utf-8", "replace")
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
            connection.exec_driver_sql(f"PRAGMA {pragma}")


_KINDS: dict[tuple[str, str], Kind] = {
    ("postgresql", "psycopg"): _PostgreSQL(),
    ("mysql", "pymysql"): _MySQL(),
    ("mariadb", "pymysql"): _MySQL(),
    ("sqlite", "pysqlite"): _SQLite(),
}
_ANY = Kind()


def kind_of(url: URL) -> Kind:
    """How the database at an address is to be asked."""
    name, _, driver = url.drivername.partition("+")
    return _KINDS.get((name, driver or ("pysqlite" if name == "sqlite" else "")), _ANY)
