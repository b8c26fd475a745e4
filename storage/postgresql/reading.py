"""A reading of the tables that were put into a database, as the audience asks any engine."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import psycopg
import pyarrow as pa
from psycopg import sql

from app.domain.shared_answers import Known
from storage.mirror import commits
from storage.mirror.carried import ANSWERS, TABLES, CarriedMirror
from storage.mirror.mirror import FORMAT
from storage.postgresql import connecting
from storage.postgresql.connecting import Connection
from storage.postgresql.faults import Fault, Raising, told
from storage.postgresql.pushing import KEPT
from storage.postgresql.statements import statement

if TYPE_CHECKING:
    pass

Step = Callable[[float, float, str], None]
_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class Pushed:
    """One push as it lies there: its schema, the commit that it shows, and what it says of itself."""

    schema: str
    token: str
    timezone: str
    facts: dict[str, Any]


class PushedMirror(CarriedMirror):
    """One reading of a push, for one thread; close it after use. All that it asks raises what `raising` makes."""

    engine = "postgresql"

    def __init__(
        self, connection: Connection, token: str, facts: dict[str, Any], known: Known, raising: Raising
    ) -> None:
        super().__init__(token, facts, known)
        self._connection = connection
        self._raising = raising

    def to_pyarrow(self, expression: "ibis.Table") -> pa.Table:
        """The whole answer."""
        schema = expression.schema().to_pyarrow()
        # Not by a cursor of the server's, for which it never works with several processes.
        with told(self._raising), self._connection.cursor(binary=True) as cursor:
            cursor.execute(self._bytes(expression))
            return pa.Table.from_batches(_batches(cursor, schema, _AT_ONCE), schema)

    def batches(self, expression: "ibis.Table", at_once: int) -> "Iterator[pa.RecordBatch]":
        """The answer in its order, so many rows at once, by a cursor of the server's."""
        schema = expression.schema().to_pyarrow()
        with told(self._raising), self._connection.cursor("list", binary=True) as cursor:
            cursor.execute(self._bytes(expression))
            yield from _batches(cursor, schema, at_once)

    def _bytes(self, expression: "ibis.Table") -> bytes:
        # Nothing in it is to be filled in, a percent sign neither.
        return self._written(statement(expression)).encode()

    def _written(self, statement: str) -> str:
        """A statement as it is asked: the tables of a push are found by the connection's search path."""
        return statement

    def interrupt(self) -> None:
        """End what is being answered with an error; from any thread, and without waiting."""
        stopping = threading.Thread(target=self._stop, name="database", daemon=True)
        stopping.start()

    def _stop(self) -> None:
        connecting.stop(self._connection)

    def close(self) -> None:
        """End the reading."""
        self._connection.close()


def _batches(cursor: Any, schema: pa.Schema, at_once: int) -> "Iterator[pa.RecordBatch]":
    makes = [_maker(field.type) for field in schema]
    while rows := cursor.fetchmany(at_once):
        columns = zip(*rows, strict=True)
        yield pa.RecordBatch.from_arrays(
            [make(values) for make, values in zip(makes, columns, strict=True)], schema=schema
        )


def _maker(kind: pa.DataType) -> "Callable[[Sequence[Any]], pa.Array]":
    """What makes a column of values: sums come as numbers of any length, which Arrow takes for nothing else."""

    def whole(values: Sequence[Any]) -> pa.Array:
        """Integers."""
        if any(isinstance(one, (Decimal, float)) for one in values):
            values = [None if one is None else int(one) for one in values]
        return pa.array(values, kind)

    def fractions(values: Sequence[Any]) -> pa.Array:
        """Floating numbers."""
        if any(isinstance(one, Decimal) for one in values):
            values = [None if one is None else float(one) for one in values]
        return pa.array(values, kind)

    if pa.types.is_integer(kind):
        return whole
    if pa.types.is_floating(kind):
        return fractions
    return lambda values: pa.array(values, kind)


class PushedMirrors:
    """The pushes of one project in the database at an address."""

    def __init__(self, address: str, project: Path, uid: str, raising: Raising) -> None:
        self._address = address
        self._project = project
        self._prefix = connecting.prefix_of(uid)
        self._raising = raising
        self._guard = threading.Lock()
        self._known: tuple[str, Known] = ("", Known(ANSWERS))

    def open(self, timezone: str, step: Step) -> PushedMirror:
        """A reading of what was put there, where that is everything that is committed now."""
        with told(self._raising):
            step(0, 0, "Asking the database")
            connection = connecting.connect(self._address, reading=True)
            try:
                pushed = self._current(connection, timezone)
            except BaseException:
                connection.close()
                raise
        with self._guard:
            if self._known[0] != pushed.schema:
                self._known = (pushed.schema, Known(ANSWERS))
            return PushedMirror(connection, pushed.token, pushed.facts, self._known[1], self._raising)

    def _current(self, connection: Connection, timezone: str) -> Pushed:
        _, done = commits.of(self._project)
        token = done[-1].token if done else "empty"
        found = list(_lying(connection, self._prefix))
        for pushed in found:
            if (pushed.token, pushed.timezone) == (token, timezone):
                connection.execute(sql.SQL("SET LOCAL search_path = {}").format(sql.Identifier(pushed.schema)))
                return pushed
        raise Fault("stale" if found else "missing")

    def prepare(self, timezone: str, rows: pa.Table, types: Mapping[str, str]) -> None:
        """Nothing is begun there before it is asked for."""

    def arrived(self, ahead: Any, token: str, left: Any, step: Step) -> None:
        """Nothing was begun."""

    def close(self) -> None:
        """Nothing is kept open."""


def _lying(connection: Connection, prefix: str) -> Iterator[Pushed]:
    """Each push that lies there, held while it is looked at: another push takes it away only when it is not."""
    for schema in connecting.schemas(connection, prefix):
        names = [sql.Identifier(schema, table) for table in (KEPT, *TABLES)]
        try:
            with connection.transaction():
                connection.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(sql.SQL(", ").join(names)))
                asked = sql.SQL("SELECT token, timezone, format, facts FROM {}").format(names[0])
                [(token, timezone, form, facts)] = connection.execute(asked).fetchall()
        except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
            # It was taken away just now.
            continue
        # Another version of the program would have put other columns there.
        yield Pushed(schema, token if form == FORMAT else "", timezone, json.loads(facts))
