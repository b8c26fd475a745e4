"""The columnar mirror of a project: derived, immutable files that any number of processes read.

A mirror file is named by the token of the last commit that it has reached. Asking for a mirror gives one of
everything that is committed, built first where there is none; a question is never answered from an older one.
"""

import contextlib
import functools
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from app.domain.merged_fields import Reads, as_it_is
from app.domain.shared_answers import Known
from storage.disk.errors import fault_of
from storage.disk.own_files import Made, cache_home, name_of
from storage.file import touched_tables
from storage.file.touched_tables import Footprint
from storage.mirror import build, commits
from storage.mirror.ahead import Ahead
from storage.mirror.build import PARTS, Job
from storage.mirror.child import Moved, Step
from storage.mirror.commits import Commit
from storage.mirror.connecting import Lent, connected

if TYPE_CHECKING:
    import duckdb
    import ibis
    import pyarrow as pa
    from numpy import int64
    from numpy.typing import NDArray

FORMAT = 10
"""Raised with each change of what the mirror's tables hold, so that older files are built anew."""

_AHEAD = ".ahead"
"""The ending of what was made for a commit before it was there."""

FROM = build.CHILD_FROM
"""From so many events on, a mirror is begun while they are written."""

_ROOM = 4
"""So many times the space of what it is made from must be free: the import itself needs room first."""

_FEW = "few"
_ANSWERS = 500
"""How many compiled statements and other findings are kept for a mirror file."""


_PAUSE = 60.0
"""Seconds for which no file is tried after one could not be written."""


class Facts(NamedTuple):
    """What a mirror file says of itself; it never changes.

    `types` gives names and types of what the project has ever held, `{"traits": {name: type}, "properties": …,
    "product": …}`; `changes` when each trait that has a course last changed; `latest_consent` the latest time of an
    answer about consent, `latest_suppression` of an entry of the suppression list; `people` how many there are;
    `tables` its tables as expressions.
    """

    types: dict[str, dict[str, str]]
    changes: dict[str, int]
    latest_consent: int | None
    latest_suppression: int | None
    people: int
    tables: "dict[str, ibis.Table]"


class Mirror:
    """One reading of a mirror file, for one thread; close it after use.

    `token` names the commit that it shows. `known` is what was worked out of this mirror file and never changes: all
    its readings share it, as they do its facts.
    """

    def __init__(
        self,
        lent: Lent,
        token: str,
        facts: Facts,
        known: Known,
        written: Known,
    ) -> None:
        from storage.mirror.statements import Statements

        self.token = token
        self.known = known
        self.types = facts.types
        self.changes = facts.changes
        self.latest_consent = facts.latest_consent
        self.latest_suppression = facts.latest_suppression
        self.people = facts.people
        self._tables = facts.tables
        self._statements = Statements(written)
        self._lent, self._connection = lent, lent.lend()

    @functools.cached_property
    def _ibis(self) -> Any:
        """Ibis on this connection, for what needs rows from outside: it looks around in each one first."""
        import ibis

        return ibis.duckdb.from_connection(self._connection)

    @property
    def engine(self) -> str:
        """What answers, as `duckdb`."""
        return "duckdb"

    def table(self, name: str) -> "ibis.Table":
        """One of the mirror's tables as an Ibis expression, of no connection: building on it asks nothing."""
        return self._tables[name]

    def to_pyarrow(self, expression: "ibis.Table") -> "pa.Table":
        """The whole answer as an Arrow table."""
        return self._answered(expression)

    def _answered(self, expression: "ibis.Expr") -> Any:
        from ibis.backends.duckdb.converter import DuckDBPyArrowData
        from ibis.expr import operations

        if expression.op().find(operations.InMemoryTable):
            # Rows from outside belong to one connection, and their statement to one question.
            return self._ibis.to_pyarrow(expression)
        table = self._connection.sql(self._statements.of(expression)).to_arrow_table()
        return expression.__pyarrow_result__(table, data_mapper=DuckDBPyArrowData)

    def batches(self, expression: "ibis.Table", at_once: int) -> "Iterator[pa.RecordBatch]":
        """The answer in its order, so many rows at once; the expression is of the mirror's tables alone."""
        import pyarrow as pa

        from storage.mirror import stored_order

        people = stored_order.unsorted(expression)
        if people is None:
            yield from self._drawn(expression, at_once)
            return
        behind = self.known.once("behind", lambda: stored_order.first_behind(self._connection))
        if behind is None:
            yield from self._drawn(people, at_once)
            return
        body, others = stored_order.parted(people, behind)
        few = pa.Table.from_batches(self._drawn(others, at_once), people.schema().to_pyarrow())
        yield from stored_order.merged(self._drawn(body, at_once), few)

    def _drawn(self, expression: "ibis.Table", at_once: int) -> "Iterator[pa.RecordBatch]":
        # Ibis's own asks DuckDB by a name that is no longer there.
        schema = expression.schema().to_pyarrow()
        for batch in self._connection.sql(self._statements.of(expression)).to_arrow_reader(at_once):
            # To cast to the same takes as long as a column of texts.
            yield batch if batch.schema == schema else batch.cast(schema)

    def answer(
        self, key: Hashable, make: "Callable[[ibis.Table], ibis.Table]", people: "Sequence[int] | NDArray[int64]"
    ) -> list[dict[str, Any]]:
        """The rows that `make` asks of these people, whom it is given as a table of their ids, `few_id`.

        It is made and compiled once for a mirror file, which takes longer than the answer does: `key` has to tell
        apart all that it depends on beside who they are.
        """
        import pyarrow as pa

        # Under one name always, so that a statement that was compiled for others serves these people too.
        self._connection.register(_FEW, pa.table({"few_id": pa.array(people, pa.int64())}))
        asked = self.known.once(("asked", key), lambda: self._asked(make))
        if not isinstance(asked, str):
            found: list[dict[str, Any]] = self._ibis.to_pyarrow(make(self._few())).to_pylist()
            return found
        cursor = self._connection.execute(asked)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _asked(self, make: "Callable[[ibis.Table], ibis.Table]") -> str | None:
        """The statement, or nothing where it names rows from outside: those belong to one connection."""
        from ibis.expr import operations

        expression = make(self._few())
        return None if expression.op().find(operations.InMemoryTable) else self._statements.of(expression)

    @staticmethod
    def _few() -> "ibis.Table":
        import ibis

        return ibis.table({"few_id": "int64"}, name=_FEW)

    def scalar(self, expression: "ibis.Scalar") -> Any:
        """A single value."""
        return self._answered(expression).as_py()

    def interrupt(self) -> None:
        """End what is being answered with an error; from any thread, and without waiting."""
        self._connection.interrupt()

    def close(self) -> None:
        """End the reading."""
        self._lent.back(self._connection)

    def __enter__(self) -> Self:
        """The reading itself; leaving closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def facts_of(connection: "duckdb.DuckDBPyConnection") -> Facts:
    """What a mirror says of itself, asked once for all its readings."""
    import ibis

    from storage.mirror.tables import TABLES

    types: dict[str, dict[str, str]] = {"traits": {}, "properties": {}, "product": {}, "merged": {}}
    for kind, name, value in connection.execute("SELECT kind, name, type FROM types ORDER BY name").fetchall():
        types[kind][name] = value
    # A field that is part of another has no values of its own.
    types["traits"] = {name: kind for name, kind in types["traits"].items() if name not in types["merged"]}
    changes = dict(connection.execute("SELECT trait, latest FROM trait_changes").fetchall())
    [[consent, suppression, people]] = connection.execute(
        'SELECT (SELECT max("at") FROM consents), (SELECT max("at") FROM suppressions), (SELECT count(*) FROM profiles)'
    ).fetchall()
    tables: dict[str, ibis.Table] = {}
    # Once for all readings: Ibis would ask for each table anew in each of them.
    for name in TABLES:
        held = connection.table(name)
        columns = {column: _ibis_type(str(kind)) for column, kind in zip(held.columns, held.types, strict=True)}
        tables[name] = ibis.table(columns, name=name)
    return Facts(types, changes, consent, suppression, people, tables)


@functools.cache
def _ibis_type(name: str) -> Any:
    from ibis.backends.sql.datatypes import DuckDBType

    return DuckDBType.from_string(name)


def folder_of(project: Path, uid: str) -> Path:
    """Where the mirrors of one project in one place lie."""
    return cache_home() / "mirrors" / name_of(uid, project.resolve())


@functools.cache
def _written() -> Known:
    """The statements of the mirrors of all projects: one follows from the rule, and not from who there is."""
    return Known(_ANSWERS)


class MirrorHome:
    """Where one project's mirrors lie, and the newest of them kept open."""

    def __init__(self, project: Path, uid: str, reads: Reads = as_it_is) -> None:
        self._project = project
        self._reads = reads
        self._uid = uid
        self._made = Made(folder_of(project, uid))
        self._guard = threading.Lock()
        self._open: tuple[Path, Lent] | None = None
        self._facts = Facts({}, {}, None, None, 0, {})
        self._known = Known(_ANSWERS)
        self._file_again = 0.0

    def open(self, timezone: str, step: Step) -> Mirror:
        """A reading of everything that is committed now; builds the mirror first where it must."""
        with self._guard:
            while True:
                with contextlib.suppress(Moved):
                    return self._newest(timezone, step)

    def _newest(self, timezone: str, step: Step) -> Mirror:
        number, done = commits.of(self._project)
        token = done[-1].token if done else "empty"
        path = self._path(token, timezone)
        if self._open is None or self._open[0] != path:
            self._replace_open(path, self._connection_to(path, number, done, timezone, step))
            self._tidy(keep=path)
        assert self._open is not None
        return Mirror(self._open[1], token, self._facts, self._known, _written())

    def _connection_to(
        self, path: Path, number: int, done: list[Commit], timezone: str, step: Step
    ) -> "duckdb.DuckDBPyConnection":
        """A connection to the mirror of that name: to its file, or to one in memory where no file can be written."""
        whole = Job(self._project, None, path, PARTS, timezone, number, touched_tables.EVERYTHING, self._reads)
        if time.monotonic() < self._file_again and not path.exists():
            return build.build_in_memory(whole, step)
        try:
            if not path.exists():
                base, parts, touched, since = self._base(done, timezone)
                # Before it is made: nothing is ever taken away but what the record names.
                self._made.note(path.name, uid=self._uid)
                build.build(replace(whole, base=base, parts=parts, touched=touched, since=since), step)
            return connected(path)
        except Moved:
            raise
        except Exception as error:
            fault = fault_of(error)
            if fault is None or fault.damaged:
                raise
            # The folder of what can be made again is full or may not be written: reading goes on without it, and
            # until there may be room again no more of it is written, only to be thrown away.
            self._file_again = time.monotonic() + _PAUSE
            return build.build_in_memory(whole, step)

    def _path(self, token: str, timezone: str) -> Path:
        return self._made.folder / f"{name_of(token, timezone, FORMAT)}.duckdb"

    def _base(self, done: list[Commit], timezone: str) -> tuple[Path | None, tuple[str, ...], Footprint, int]:
        """The newest mirror of an earlier commit of this file; the parts that changed since, and what of them; the
        commit's number."""
        changed: set[str] = set()
        made = self._made.told()
        # From the newest back to a mirror that still lies there; all that was changed on the way is made again on its
        # copy.
        for commit in reversed(done):
            earlier, left = self._path(commit.token, timezone), Footprint()
            if not earlier.exists():
                if commit.anew:
                    break
                changed.update(commit.parts)
                earlier = earlier.with_suffix(_AHEAD)
                if earlier.name not in made:
                    continue
                told = made[earlier.name]
                left = touched_tables.from_json(told.get("left"))
                changed.update(told.get("parts", PARTS))
            parts = tuple(part for part in PARTS if part in changed)
            return earlier, parts, left | commits.touched(self._project, commit.number), commit.number
        return None, PARTS, touched_tables.EVERYTHING, 0

    def prepare(self, timezone: str, rows: "pa.Table", types: Mapping[str, str]) -> Ahead | None:
        """Begin to make the mirror of the commit that will bring these events, while they are written; see `Ahead`.

        None where it would not be worth it: of few events, or where the mirror must read others too.
        """
        if rows.num_rows < FROM:
            return None
        # A project without a write-ahead log cannot be read beside its writer: its mirror is made afterwards.
        with contextlib.suppress(sqlite3.OperationalError):
            return self._begun(timezone, rows, types)
        return None

    def _begun(self, timezone: str, rows: "pa.Table", types: Mapping[str, str]) -> Ahead | None:
        _, done = commits.of(self._project)
        base = self._path(done[-1].token, timezone) if done else None
        if base is None or not base.exists():
            base = None
            if commits.has_events(self._project):
                return None
        needed = rows.nbytes + (base.stat().st_size if base is not None else 0)
        self._made.folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(self._made.folder).free < _ROOM * needed:
            return None
        return Ahead(self._made.folder, base, rows, types, timezone)

    def arrived(self, ahead: Ahead, token: str, left: Footprint, step: Step) -> None:
        """Keep what was made ahead for the commit of that token, which touched `left` beside the events that it has."""
        if not ahead.wait(step):
            return
        path = self._path(token, ahead.timezone).with_suffix(_AHEAD)
        parts: tuple[str, ...] = ()
        if ahead.base is None:
            # Nothing but events is in it.
            parts = PARTS
            left = Footprint(None, frozenset(touched_tables.REWRITES) - {"events"}, left.events)
        self._made.note(path.name, left=left.as_json(), parts=parts, uid=self._uid)
        os.replace(ahead.draft.path, path)

    def _replace_open(self, path: Path, connection: "duckdb.DuckDBPyConnection") -> None:
        if self._open is not None:
            self._open[1].give_up()
        self._open = (path, Lent(connection))
        self._facts = facts_of(connection)
        self._known = Known(_ANSWERS)

    def _tidy(self, keep: Path) -> None:
        """Take older mirrors away; one that another process still reads goes another time."""
        for old in self._made.files():
            if old != keep:
                self._made.remove(old)

    def close(self) -> None:
        """Close the newest mirror."""
        with self._guard:
            if self._open is not None:
                self._open[1].give_up()
                self._open = None
