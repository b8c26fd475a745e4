"""A database that is open for reading: its tables and views, and the rows of one or of a query, as they come.

All that waits for the database can be stopped. What was begun is rolled back, always.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    Connection,
    CursorResult,
    Engine,
    Inspector,
    NullPool,
    create_engine,
    event,
    inspect,
    literal_column,
    select,
    table,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql import quoted_name

from app.domain.progress import Progress
from storage.other_databases.kinds import Mend, kind_of
from storage.other_databases.waiting import GivenUp, awaited

_OWN = {"information_schema", "mysql", "performance_schema", "sys", "pg_catalog", "crdb_internal", "pg_extension"}
"""Schemas in which databases keep what is about themselves."""
_FIRST, _MOST, _BYTES = 500, 20_000, 1 << 23
"""Rows of the first block and of the largest, and about how many bytes one may have."""

Row = Sequence[Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TableName:
    """A table or view; `schema` is empty for one of the schema that is meant where none is named."""

    name: str
    schema: str = ""
    is_view: bool = False

    @property
    def title(self) -> str:
        """What it goes by."""
        return f"{self.schema}.{self.name}" if self.schema else self.name


class OpenDatabase:
    """A connection to the database at an address, once it is told to connect, and until it is closed.

    Raises what SQLAlchemy and the driver raise, and Cancelled.
    """

    def __init__(self, url: URL, progress: Progress, phrase: str) -> None:
        self._progress = progress
        self.phrase = phrase
        """What is said while it is waited for."""
        self._kind = kind_of(url)
        self._engine: Engine = create_engine(url, poolclass=NullPool, **self._kind.arguments(url))
        # Without an answer it connects as ever.
        event.listen(self._engine, "do_connect", lambda _dialect, _record, _, named: self._kind.connect(named))
        self._connection: Connection | None = None
        self._left = threading.Event()

    def connect(self) -> None:
        """Connect, for reading alone."""
        self._wait(self._connect)

    def close(self) -> None:
        """Roll back and let go."""
        # What did not stop is still in use, and would be waited for here.
        if self._connection is not None and not self._left.is_set():
            with contextlib.suppress(SQLAlchemyError):
                self._connection.close()
        self._engine.dispose()

    def tables(self) -> list[TableName]:
        """The tables and then the views, those of the usual schema first, each sort by name."""
        return self._wait(lambda: _listed(inspect(self._open())))

    def read(self, asked: TableName | str) -> "tuple[list[str], Iterator[list[Row]]]":
        """The headers of a table or of a query's answer, and its rows in blocks."""
        result = self._wait(lambda: self._ask(asked))
        described = result.cursor.description or ()
        return [str(column[0]) for column in described], self._blocks(result, self._kind.mends(described))

    def _connect(self) -> None:
        connection = self._engine.connect()
        self._kind.only_read(connection)
        self._connection = connection
        if self._left.is_set():
            connection.close()

    def _open(self) -> Connection:
        assert self._connection is not None
        return self._connection

    def _ask(self, asked: TableName | str) -> CursorResult[Any]:
        connection = self._open().execution_options(**self._kind.streaming)
        if isinstance(asked, str):
            return connection.exec_driver_sql(asked)
        wanted = table(quoted_name(asked.name, True), schema=quoted_name(asked.schema, True) if asked.schema else None)
        return connection.execute(select(literal_column("*")).select_from(wanted))

    def _blocks(self, result: CursorResult[Any], mends: dict[int, Mend]) -> Iterator[list[Row]]:
        count, ended = _FIRST, False
        try:
            while rows := self._wait(partial(result.fetchmany, count)):
                # As many as keep a block small, whatever the rows hold.
                count = min(_MOST, max(1, int(count * _BYTES / _size(rows))), count * 8)
                yield [_mended(row, mends) for row in rows] if mends else list(rows)
            ended = True
        finally:
            if not self._left.is_set():
                if not ended:
                    self._drop()
                with contextlib.suppress(Exception):
                    result.close()

    def _drop(self) -> None:
        """Leave the rest of an answer, and with it the connection where the driver would read that rest first."""
        with contextlib.suppress(Exception):
            self._stop()
        if self._kind.reads_the_rest:
            with contextlib.suppress(Exception):
                self._open().invalidate()

    def _stop(self) -> None:
        if self._connection is not None:
            self._kind.stop(self._engine, self._connection.connection.driver_connection)

    def _wait(self, work: Callable[[], T]) -> T:
        try:
            return awaited(work, self._progress, self.phrase, self._stop)
        except BaseException as error:
            if isinstance(error.__cause__, GivenUp):
                self._left.set()
            raise


def _listed(inspector: Inspector) -> list[TableName]:
    usual = inspector.default_schema_name
    schemas = [name for name in inspector.get_schema_names() if name.lower() not in _OWN]
    if inspector.dialect.name in ("mysql", "mariadb") and usual:
        # What is called a schema there is another database.
        schemas = [usual]
    if inspector.dialect.name == "sqlite":
        usual = "main"
        schemas = ["main"]
    found: list[TableName] = []
    for schema in sorted(schemas, key=lambda name: (name != usual, name)):
        shown, asked = ("", None) if schema == usual else (schema, schema)
        found += [TableName(name, shown) for name in sorted(inspector.get_table_names(asked))]
        views = {*inspector.get_view_names(asked), *_kept_views(inspector, asked)}
        found += [TableName(name, shown, is_view=True) for name in sorted(views)]
    return sorted(found, key=lambda one: one.schema != "")


def _kept_views(inspector: Inspector, schema: str | None) -> list[str]:
    with contextlib.suppress(NotImplementedError):
        return inspector.get_materialized_view_names(schema)
    return []


def _mended(row: Row, mends: dict[int, Mend]) -> Row:
    cells = list(row)
    for at, mend in mends.items():
        cells[at] = mend(cells[at])
    return cells


def _size(rows: Sequence[Row]) -> int:
    """About how many bytes these rows have, by what some of them would be as text."""
    some = rows[:: max(1, len(rows) // 50)]
    sizes = [len(cell if isinstance(cell, (str, bytes)) else str(cell)) + 8 for row in some for cell in row]
    return max(1, sum(sizes) * len(rows) // len(some))
