"""The columnar mirror of a project: derived, immutable files that any number of processes read.

A mirror file is named by the token of the last commit that it has reached. Asking for a mirror gives one of
everything that is committed, built first where there is none; a question is never answered from an older one.
"""

import contextlib
import functools
import json
import operator
import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from storage import footprint, mirror_build
from storage.footprint import Footprint
from storage.keeping import Made, cache_home, name_of
from storage.mirror_build import AFFECTED, PARTS, Job, Step

if TYPE_CHECKING:
    import duckdb
    import ibis
    import pyarrow as pa
    from numpy import int64
    from numpy.typing import NDArray

FORMAT = 4
"""Raised with each change of what the mirror's tables hold, so that older files are built anew."""

_FEW = "few"
_STATEMENTS = 400
"""How many compiled statements are kept for a mirror file."""

Statements = dict[Hashable, str]
"""SQL by what it asks."""


class Mirror:
    """One reading of a mirror file, for one thread; close it after use.

    `token` names the commit that it shows. `types` gives names and types of what the project has ever held:
    `{"traits": {name: type}, "properties": …, "product": …}`.
    """

    def __init__(self, connection: "duckdb.DuckDBPyConnection", token: str, statements: Statements) -> None:
        import ibis

        self.token = token
        self._statements = statements
        self._tables: dict[str, ibis.Table] = {}
        self._connection = connection
        self._ibis = ibis.duckdb.from_connection(connection)
        self.types: dict[str, dict[str, str]] = {"traits": {}, "properties": {}, "product": {}}
        for kind, name, value in connection.execute("SELECT kind, name, type FROM types ORDER BY name").fetchall():
            self.types[kind][name] = value

    @property
    def engine(self) -> str:
        """What answers, as `duckdb`."""
        return "duckdb"

    def table(self, name: str) -> "ibis.Table":
        """One of the mirror's tables as an Ibis expression."""
        if name not in self._tables:
            # Each look-up asks the engine for the table's columns, which never change.
            self._tables[name] = self._ibis.table(name)
        return self._tables[name]

    def to_pyarrow(self, expression: "ibis.Table") -> "pa.Table":
        """The whole answer as an Arrow table."""
        return self._ibis.to_pyarrow(expression)

    def answer(
        self, key: Hashable, make: "Callable[[ibis.Table], ibis.Table]", people: "Sequence[int] | NDArray[int64]"
    ) -> list[dict[str, Any]]:
        """The rows that `make` asks of these people, whom it is given as a table of their ids, `few_id`.

        It is made and compiled once for a mirror file, which takes longer than the answer does: `key` has to tell
        apart all that it depends on beside who they are.
        """
        import pyarrow as pa

        self._connection.register(_FEW, pa.table({"few_id": pa.array(people, pa.int64())}))
        sql = self._statements.get(key)
        if sql is None:
            import ibis
            from ibis.expr import operations

            expression = make(ibis.table({"few_id": "int64"}, name=_FEW))
            if expression.op().find(operations.InMemoryTable):
                # Rows from outside belong to one connection: a statement that names them is of no use to another.
                found: list[dict[str, Any]] = self._ibis.to_pyarrow(expression).to_pylist()
                return found
            if len(self._statements) >= _STATEMENTS:
                self._statements.clear()
            sql = self._statements[key] = self._ibis.compile(expression)
        cursor = self._connection.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def batches(self, expression: "ibis.Table", rows: int = 10_000) -> "Iterator[pa.RecordBatch]":
        """The answer in batches of about so many rows."""
        yield from self._ibis.to_pyarrow_batches(expression, chunk_size=rows)

    def scalar(self, expression: "ibis.Scalar") -> Any:
        """A single value."""
        return self._ibis.to_pyarrow(expression).as_py()

    def memtable(self, data: "pa.Table") -> "ibis.Table":
        """Rows from outside, to join with the mirror's tables."""
        import ibis

        return ibis.memtable(data)

    def interrupt(self) -> None:
        """Stop the question that is being answered, from another thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """End the reading."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The reading itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Commit(NamedTuple):
    """A commit that touched what is mirrored: its number, its token, and the parts of the mirror."""

    number: int
    token: str
    parts: tuple[str, ...]


def folder_of(project: Path, uid: str) -> Path:
    """Where the mirrors of one project in one place lie."""
    return cache_home() / "mirrors" / name_of(uid, project.resolve())


class MirrorHome:
    """Where one project's mirrors lie, and the newest of them kept open."""

    def __init__(self, project: Path, uid: str) -> None:
        self._project = project
        self._made = Made(folder_of(project, uid))
        self._guard = threading.Lock()
        self._open: tuple[Path, duckdb.DuckDBPyConnection] | None = None
        self._statements: Statements = {}

    def open(self, timezone: str, step: Step) -> Mirror:
        """A reading of everything that is committed now; builds the mirror first where it must."""
        with self._guard:
            while True:
                with contextlib.suppress(mirror_build.Moved):
                    return self._newest(timezone, step)

    def _newest(self, timezone: str, step: Step) -> Mirror:
        import duckdb

        number, commits = self._commits()
        token = commits[-1].token if commits else "empty"
        path = self._path(token, timezone)
        if self._open is None or self._open[0] != path:
            if not path.exists():
                base, parts, touched = self._base(commits, timezone)
                self._made.note(path.name)
                mirror_build.build(Job(self._project, base, path, parts, timezone, number, touched), step)
            self._replace_open(path, duckdb.connect(str(path), read_only=True, config=mirror_build.CONFIG))
            self._tidy(keep=path)
        assert self._open is not None
        return Mirror(self._open[1].cursor(), token, self._statements)

    def _commits(self) -> tuple[int, list[Commit]]:
        """The newest commit's number, and the commits that touched what is mirrored, oldest first."""
        uri = self._project.resolve().as_uri() + "?mode=rw"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
            rows = connection.execute("SELECT number, token, changes FROM commit_log ORDER BY number").fetchall()
        commits = [Commit(number, token, _parts(json.loads(changes))) for number, token, changes in rows]
        return (rows[-1][0] if rows else 0), [commit for commit in commits if commit.parts]

    def _touched(self, since: int) -> Footprint:
        """What the commits after one touched, together."""
        uri = self._project.resolve().as_uri() + "?mode=rw"
        question = "SELECT touched FROM commit_log WHERE number > ? ORDER BY number"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as connection:
            rows = connection.execute(question, [since]).fetchall()
        return functools.reduce(operator.or_, (footprint.from_json(json.loads(row[0] or "null")) for row in rows))

    def _path(self, token: str, timezone: str) -> Path:
        return self._made.folder / f"{name_of(token, timezone, FORMAT)}.duckdb"

    def _base(self, commits: list[Commit], timezone: str) -> tuple[Path | None, tuple[str, ...], Footprint]:
        """The newest mirror of an earlier commit of this file; the parts that changed since, and what of them."""
        changed: set[str] = set()
        for commit in reversed(commits):
            earlier = self._path(commit.token, timezone)
            if earlier.exists():
                return earlier, tuple(part for part in PARTS if part in changed), self._touched(commit.number)
            changed.update(commit.parts)
        return None, PARTS, footprint.EVERYTHING

    def _replace_open(self, path: Path, connection: "duckdb.DuckDBPyConnection") -> None:
        if self._open is not None:
            self._open[1].close()
        self._open = (path, connection)
        self._statements = {}

    def _tidy(self, keep: Path) -> None:
        """Take older mirrors away; one that another process still reads goes another time."""
        for old in self._made.files():
            if old != keep:
                self._made.remove(old)

    def close(self) -> None:
        """Close the newest mirror."""
        with self._guard:
            if self._open is not None:
                self._open[1].close()
                self._open = None


def _parts(changes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for change in changes for part in AFFECTED.get(change, ())))
