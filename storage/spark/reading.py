"""A reading of the tables that were put into a folder, as the audience asks any engine."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import ibis
import pyarrow as pa

from app.domain.shared_answers import Known
from storage.mirror import commits
from storage.mirror.carried import ANSWERS, TABLES, CarriedMirror
from storage.spark import folder, session
from storage.spark.address import Address
from storage.spark.faults import Fault, Raising, told
from storage.spark.folder import Pushed
from storage.spark.session import Session, Step
from storage.spark.statements import statement

if TYPE_CHECKING:
    pass


class PushedMirror(CarriedMirror):
    """One reading of a push, for one thread; close it after use. All that it asks raises what `raising` makes."""

    engine = "spark"

    def __init__(self, spark: Any, pushed: Pushed, known: Known, raising: Raising) -> None:
        super().__init__(pushed.token, pushed.facts, known)
        self._spark = spark
        self._held = pushed.held
        self._raising = raising
        self._asked = ""
        self._stopped: set[str] = set()

    def to_pyarrow(self, expression: "ibis.Table") -> pa.Table:
        """The whole answer."""
        schema = expression.schema().to_pyarrow()
        with self._told():
            frame = self._frame(expression)
            self._go_on()
            return _cast(frame.toArrow(), schema)

    def batches(self, expression: "ibis.Table", at_once: int) -> "Iterator[pa.RecordBatch]":
        """The answer in its order, so many rows at once: its parts come one after the other."""
        schema = expression.schema().to_pyarrow()
        with self._told():
            frame = self._frame(expression)
            self._go_on()
            rows = frame.toLocalIterator()
            while some := list(islice(rows, at_once)):
                self._go_on()
                columns = zip(*some, strict=True)
                yield pa.RecordBatch.from_arrays(
                    [_column(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema
                )

    def interrupt(self) -> None:
        """End what is being answered with an error; from any thread, and without waiting."""
        asked = self._asked
        self._stopped.add(asked)
        threading.Thread(target=self._cancel, args=(asked,), name="spark", daemon=True).start()

    def _cancel(self, asked: str) -> None:
        with told(self._raising):
            self._spark.sparkContext.cancelJobGroup(asked)

    def close(self) -> None:
        """End the reading."""
        self._held.close()

    def _frame(self, expression: "ibis.Table") -> Any:
        """What Spark is to work out, by a name of its own, so that it can be stopped."""
        self._asked = uuid4().hex
        self._spark.sparkContext.setJobGroup(self._asked, "Quillwork", interruptOnCancel=True)
        return self._spark.sql(statement(expression))

    @contextmanager
    def _told(self) -> Iterator[None]:
        with told(self._raising):
            try:
                yield
            except Exception:
                # In which of its many ways it says that it was stopped does not matter.
                self._go_on()
                raise

    def _go_on(self) -> None:
        # Spark stops what it works out, and not what it still thinks about.
        if self._asked in self._stopped:
            raise Fault("stopped") from None


def _cast(found: pa.Table, schema: pa.Schema) -> pa.Table:
    return pa.table(
        [column.cast(field.type) for column, field in zip(found.columns, schema, strict=True)], schema=schema
    )


def _column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """A column of values; sums come as decimal numbers, which Arrow takes for nothing else."""
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        made = int if pa.types.is_integer(kind) else float
        values = [made(one) if isinstance(one, Decimal) else one for one in values]
    return pa.array(values, kind)


class PushedMirrors:
    """The pushes of one project in the folder of an address."""

    def __init__(self, address: Callable[[], Address], project: Path, uid: str, raising: Raising) -> None:
        self._address = address
        self._project = project
        self._uid = uid
        self._raising = raising
        self._guard = threading.Lock()
        self._session: Session | None = None
        self._read: tuple[Path, Any, Known] | None = None

    def open(self, timezone: str, step: Step) -> PushedMirror:
        """A reading of what was put there, where that is everything that is committed now."""
        with told(self._raising):
            pushed = self._current(timezone)
            try:
                with self._guard:
                    spark, known = self._views(pushed, step)
            except BaseException:
                pushed.held.close()
                raise
        return PushedMirror(spark, pushed, known, self._raising)

    def _views(self, pushed: Pushed, step: Step) -> tuple[Any, Known]:
        """A session in which the tables of a push are known by their names, and what was worked out of them."""
        if self._session is not None and not self._session.runs:
            session.give_back(self._session)
            self._session = self._read = None
        if self._session is None:
            self._session = session.borrow(self._address(), step)
        if self._read is None or self._read[0] != pushed.folder:
            spark = self._session.spark.newSession()
            for table in TABLES:
                spark.read.parquet(pushed.file(table).as_uri()).createOrReplaceTempView(table)
            self._read = (pushed.folder, spark, Known(ANSWERS))
        return self._read[1], self._read[2]

    def _current(self, timezone: str) -> Pushed:
        _, done = commits.of(self._project)
        token = done[-1].token if done else "empty"
        others = 0
        for pushed in folder.lying(self._address().folder, self._uid):
            if (pushed.token, pushed.timezone) == (token, timezone):
                return pushed
            pushed.held.close()
            others += 1
        raise Fault("stale" if others else "missing")

    def prepare(self, timezone: str, rows: pa.Table, types: Mapping[str, str]) -> None:
        """Nothing is begun there before it is asked for."""

    def arrived(self, ahead: Any, token: str, left: Any, step: Step) -> None:
        """Nothing was begun."""

    def close(self) -> None:
        """Ask Spark no more; the last who does ends it."""
        with self._guard:
            if self._session is not None:
                session.give_back(self._session)
                self._session = self._read = None
