"""Putting the audience's tables into a folder as Parquet, each a file, under its name only when all are whole."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from app.domain.progress import Progress
from storage.disk import drafts, syncing
from storage.mirror.carried import TABLES, facts_of
from storage.spark import folder

_AT_ONCE = 65_536
_WIDE = pa.decimal128(20, 0)
"""Spark has no numbers without a sign: those of 64 bits are kept as these."""


def push(into: Path, source: Any, uid: str, timezone: str, progress: Progress) -> dict[str, int]:
    """Put the tables of a reading (`app/project/engine.py`) there; says how many rows each has.

    They take the place of those of an earlier push. Raises OSError and Cancelled.
    """
    name = folder.new_name(uid)
    with drafts.Draft(into) as draft:
        draft.path.mkdir()
        rows = {table: _written(draft.path, source, table, progress) for table in TABLES}
        folder.say(draft.path, source.token, timezone, facts_of(source))
        syncing.sync(draft.path / folder.SAID)
        draft.path.rename(into / name)
    folder.tidy(into, uid, name)
    return rows


def _written(into: Path, source: Any, name: str, progress: Progress) -> int:
    table = source.table(name)
    schema = pa.schema([(one.name, _type(one.type)) for one in table.schema().to_pyarrow()])
    done = 0
    path = folder.file_of(into, name)
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in source.batches(table, _AT_ONCE):
            progress.step(0, 0, f"Putting {name} there: {done:,}")
            file.write_table(pa.Table.from_batches([batch]).cast(schema))
            done += batch.num_rows
    syncing.sync(path)
    return done


def _type(kind: pa.DataType) -> pa.DataType:
    return _WIDE if kind == pa.uint64() else kind
