"""What is too large for memory lies on disk without a name, and reads as if it lay in memory."""

import pyarrow as pa
import pytest

from storage.bulk import unnamed_file
from storage.bulk.rows import cache_home

SCHEMA = pa.schema([("number", pa.int64()), ("text", pa.string())])


def batches(count: int) -> list[pa.RecordBatch]:
    return [
        pa.record_batch([pa.array(range(at, at + 1_000)), pa.array(["é" * 50] * 1_000)], schema=SCHEMA)
        for at in range(0, count * 1_000, 1_000)
    ]


@pytest.mark.parametrize("count", [0, 1, 200])
def test_a_table_is_the_same_small_or_large(count: int) -> None:
    made = unnamed_file.table(SCHEMA, iter(batches(count)))
    assert made.equals(pa.Table.from_batches(batches(count), SCHEMA))
    assert not [path for path in (cache_home() / "staging").glob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 10, unnamed_file.SMALL + 1])
def test_bytes_are_the_same_small_or_large(size: int) -> None:
    with unnamed_file.unnamed_file() as file:
        file.write(b"ab" * size)
        content = unnamed_file.mapped(file)
    assert bytes(content[:]) == b"ab" * size
    assert len(content) == 2 * size


def test_a_table_takes_no_memory_of_its_own() -> None:
    before = pa.total_allocated_bytes()
    made = unnamed_file.table(SCHEMA, iter(batches(200)))
    assert made.nbytes > 2 * unnamed_file.SMALL
    assert pa.total_allocated_bytes() - before < unnamed_file.SMALL // 4
